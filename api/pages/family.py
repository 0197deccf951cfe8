"""A family as a picture and as a list, with its contradictions in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from api.pages.branches import BOX, Branch, Drawing, branches, drawing
from messages import Catalogue
from messages.formats import digits
from registry.domain.access import Actor
from registry.domain.errors import NotFound
from registry.families.contradictions import Flag, contradictions
from registry.families.families import FamilyView, family_view
from registry.families.family_graph import Graph, Relative, graph_of

LONGEST: Final = 34
"""Letters of a name that fit into a box; the list has it whole."""

Where = tuple[str, str, str]
"""Office, register and page."""


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person in words: name as it fits the box, relation and years, the marks of contradictions."""

    name: str
    short: str
    about: str
    marks: str
    records: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A contradiction in words, under the number that marks it in the picture."""

    number: int
    sentence: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What the page shows of a family. `shown` are the words of each person by number."""

    register: str
    page: str
    drawing: Drawing
    trees: tuple[Branch, ...]
    shown: Mapping[int, PersonShown]
    told: tuple[Told, ...]
    box: tuple[int, int] = BOX


def picture_of(
    session: Session, who: Actor, where: Where, reason: str | None, words: Catalogue, opened: int
) -> Picture | None:
    """The family of a register page; None when no record opened that page. Its opening is an event.

    `opened` is the record on whose page the picture stands.
    """
    office, register, number = where
    try:
        family = family_view(session, who, office, register, number, reason, opened=opened)
    except NotFound:
        return None
    return drawn(family, words) if family.members else None


def drawn(family: FamilyView, words: Catalogue) -> Picture:
    """The picture of a family in one language."""
    graph = graph_of(family)
    flags = contradictions(graph)
    trees = branches(graph)
    return Picture(
        register=family.register,
        page=family.page,
        drawing=drawing(trees, from_right=words.language.direction == "rtl"),
        trees=trees,
        shown={one.number: _shown(one, flags, words) for one in graph.relatives},
        told=tuple(_told(number, flag, graph, words) for number, flag in enumerate(flags, 1)),
    )


def _shown(one: Relative, flags: tuple[Flag, ...], words: Catalogue) -> PersonShown:
    marks = [number for number, flag in enumerate(flags, 1) if one.number in flag.people]
    name = one.name
    return PersonShown(
        name=name,
        short=name if len(name) <= LONGEST else f"{name[:LONGEST]}…",
        about=_about(one, words),
        marks=" ".join(digits(number, words.language) for number in marks),
        records=one.records,
    )


def _about(one: Relative, words: Catalogue) -> str:
    """Relation, birth and death, as far as papers tell."""
    births = [m.birth_printed or m.birth_date for m in one.members if m.birth_printed or m.birth_date]
    parts = [words.say(f"relation.{one.relation}")]
    gender = "_her" if one.female else ""
    if births:
        born = digits(max(births, key=len), words.language)
        parts.append(words.say(f"family.born{gender}", {"date": born}))
    if one.died:
        parts.append(words.say(f"family.died{gender}", {"date": digits(one.died[0][1], words.language)}))
    return f"{words.say('word.comma')} ".join(parts)


def _told(number: int, flag: Flag, graph: Graph, words: Catalogue) -> Told:
    names = tuple(graph.relatives[person].name for person in flag.people)
    return Told(number, words.say(f"contradiction.{flag.kind}", flag.params), names)
