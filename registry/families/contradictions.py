"""What cannot all be true in a family: pure questions to its graph, each answer with the people concerned.

Uncertain dates give the benefit of the doubt: something is a contradiction only where every day that the
papers leave open contradicts. It is a question to a person, never a verdict.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import combinations
from typing import Final

from registry.families.family_graph import Graph, Relative, Span
from registry.rules.ages import MOST_WIVES
from registry.rules.families import SHORTEST_GAP, TWINS

YOUNGEST_MOTHER: Final = 9 * 365
"""Least days of a mother's age that nature knows; what custom and law want stands in the rules."""
YOUNGEST_FATHER: Final = 10 * 365
"""Least days of a father's age, likewise."""
LONGEST_CARRIED: Final = 365
"""Most days between a father's death and his child's birth."""


class Contradiction(StrEnum):
    """Every kind of contradiction there is."""

    child_before_mother = "child_before_mother"
    child_before_father = "child_before_father"
    born_after_mother = "born_after_mother"
    born_after_father = "born_after_father"
    died_before_birth = "died_before_birth"
    two_deaths = "two_deaths"
    father_differs = "father_differs"
    grandfather_differs = "grandfather_differs"
    births_too_close = "births_too_close"
    too_many_wives = "too_many_wives"
    cycle = "cycle"


@dataclass(frozen=True, slots=True)
class Flag:
    """A contradiction: its kind, the numbers of the relatives it is about, numbers that fill its sentence."""

    kind: Contradiction
    people: tuple[int, ...]
    params: Mapping[str, str | int] = field(default_factory=dict)


def contradictions(graph: Graph) -> tuple[Flag, ...]:
    """Every contradiction of a family, in the order of the kinds."""
    return tuple(flag for find in FINDERS for flag in find(graph))


def ages(graph: Graph) -> Iterator[Flag]:
    """A child that was born before its parent could have one, or too long after the parent died."""
    for descent in graph.descents:
        child = graph.relatives[descent.child]
        if descent.mother is not None:
            mother = graph.relatives[descent.mother]
            if _sooner(child.born, mother.born, YOUNGEST_MOTHER):
                yield Flag(Contradiction.child_before_mother, (child.number, mother.number))
            if _outlived(child.born, mother, 0):
                yield Flag(Contradiction.born_after_mother, (child.number, mother.number))
        if descent.father is not None:
            father = graph.relatives[descent.father]
            if _sooner(child.born, father.born, YOUNGEST_FATHER):
                yield Flag(Contradiction.child_before_father, (child.number, father.number))
            if _outlived(child.born, father, LONGEST_CARRIED):
                yield Flag(Contradiction.born_after_father, (child.number, father.number))


def deaths(graph: Graph) -> Iterator[Flag]:
    """Two deaths of one person, or a death before the birth."""
    for one in graph.relatives:
        spans = [span for span, _ in one.died]
        if any(a[1] < b[0] or b[1] < a[0] for a, b in combinations(spans, 2)):
            yield Flag(Contradiction.two_deaths, (one.number,), {"count": len(spans)})
        if one.born is not None and any(span[1] < one.born[0] for span in spans):
            yield Flag(Contradiction.died_before_birth, (one.number,))


def names(graph: Graph) -> Iterator[Flag]:
    """A child whose paper names another father or grandfather than its father's own papers do."""
    for descent in graph.descents:
        if descent.father is None:
            continue
        child, father = graph.relatives[descent.child], graph.relatives[descent.father]
        if _differ(child.key[1], father.key[0]):
            yield Flag(Contradiction.father_differs, (child.number, father.number))
        elif _differ(child.key[2], father.key[1]):
            yield Flag(Contradiction.grandfather_differs, (child.number, father.number))


def births(graph: Graph) -> Iterator[Flag]:
    """Two children of one mother born more than a day and less than seven months apart."""
    of_mother: dict[int, list[Relative]] = {}
    for descent in graph.descents:
        child = graph.relatives[descent.child]
        if descent.mother is not None and child.born is not None and child.born[0] == child.born[1]:
            of_mother.setdefault(descent.mother, []).append(child)
    for siblings in of_mother.values():
        for one, other in combinations(siblings, 2):
            days = _days_apart(one, other)
            if TWINS < days < SHORTEST_GAP:
                people = (one.number, other.number)
                yield Flag(Contradiction.births_too_close, people, {"days": days})


def wives(graph: Graph) -> Iterator[Flag]:
    """More than four wives whom neither a deed nor death parted from one man."""
    current: dict[int, list[int]] = {}
    for couple in graph.marriages:
        if not couple.ended and not graph.relatives[couple.wife].died:
            current.setdefault(couple.husband, []).append(couple.wife)
    for husband, found in current.items():
        if len(found) > MOST_WIVES:
            yield Flag(Contradiction.too_many_wives, (husband, *found), {"count": len(found)})


def cycles(graph: Graph) -> Iterator[Flag]:
    """A person who is an own ancestor. Each circle is told once."""
    parents: dict[int, tuple[int, ...]] = {
        descent.child: tuple(one for one in (descent.father, descent.mother) if one is not None)
        for descent in graph.descents
    }
    told: set[int] = set()
    for start in parents:
        circle = _circle(parents, start)
        if circle and not told & set(circle):
            told |= set(circle)
            yield Flag(Contradiction.cycle, circle)


def _circle(parents: Mapping[int, tuple[int, ...]], start: int) -> tuple[int, ...]:
    """The way from a person upwards back to the same one; empty when there is none."""
    ways: list[tuple[int, ...]] = [(start,)]
    seen: set[int] = set()
    while ways:
        way = ways.pop()
        for parent in parents.get(way[-1], ()):
            if parent == start:
                return way
            if parent not in seen:
                seen.add(parent)
                ways.append((*way, parent))
    return ()


def _sooner(child: Span | None, parent: Span | None, least: int) -> bool:
    """Whether a child is born, on every day left open, before its parent is so many days old."""
    return child is not None and parent is not None and child[1] < parent[0] + timedelta(days=least)


def _outlived(child: Span | None, parent: Relative, days: int) -> bool:
    return child is not None and any(child[0] > span[1] + timedelta(days=days) for span, _ in parent.died)


def _days_apart(one: Relative, other: Relative) -> int:
    assert one.born is not None
    assert other.born is not None
    return abs((one.born[0] - other.born[0]).days)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


FINDERS: Final[tuple[Callable[[Graph], Iterator[Flag]], ...]] = (ages, deaths, names, births, wives, cycles)
