"""Lists with people in them twice, as offices have them: other spellings, slips, facts lost."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.questions import slipped
from specimens.families import draw_national_number, population
from specimens.people import Person, Seat, are_twins

NAMES = ("given_name", "father_name", "grandfather_name", "laqab", "mother_name", "maternal_grandfather_name")
LOSABLE = ("laqab", "maternal_grandfather_name", "mother_name")
DOUBLE_SHARE = 0.1
SLIP_SHARE = 0.12
LOST_SHARE = 0.1
SPELLED = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"))


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: who it is truly (`truth`), and what the line says; a number may be missing."""

    truth: int
    person: Person
    seat: Seat
    number: str
    birth: str
    family: int


def draw_list(people: int, seed: int) -> Iterator[Listed]:
    """So many people, a tenth of them listed twice; half of the lines lack the national number."""
    rng = random.Random(f"doubles {seed}")
    truth = 0
    for family_number, family in enumerate(population(seed)):
        for person in family.members:
            if truth >= people:
                return
            yield _line(rng, truth, person, family.seat, family_number)
            if rng.random() < DOUBLE_SHARE:
                yield _line(rng, truth, worn(rng, person), family.seat, family_number)
            truth += 1


def worn(rng: random.Random, person: Person) -> Person:
    """The same person as another list has it."""
    changes: dict[str, str] = {}
    for field in NAMES:
        name = str(getattr(person, field))
        if name and field in LOSABLE and rng.random() < LOST_SHARE:
            changes[field] = ""
        elif name and rng.random() < SLIP_SHARE:
            changes[field] = slipped(rng, name)
        elif name and rng.random() < 0.2:
            changes[field] = _spelt(rng, name)
    return replace(person, **changes)  # type: ignore[arg-type]  # all these fields are texts


def twins(listed: list[Listed]) -> set[tuple[int, int]]:
    """Pairs of lines that are twins, by their places."""
    return _kin(listed, twin=True)


def siblings(listed: list[Listed]) -> set[tuple[int, int]]:
    """Pairs of lines that are brothers or sisters and no twins, by their places."""
    return _kin(listed, twin=False)


def _kin(listed: list[Listed], *, twin: bool) -> set[tuple[int, int]]:
    members: dict[int, list[int]] = {}
    for place, line in enumerate(listed):
        members.setdefault(line.family, []).append(place)
    return {
        (a, b)
        for places in members.values()
        for index, a in enumerate(places)
        for b in places[index + 1 :]
        if listed[a].truth != listed[b].truth and _are_kin(listed[a].person, listed[b].person, twin=twin)
    }


def _are_kin(a: Person, b: Person, *, twin: bool) -> bool:
    children = (a.father_name, a.grandfather_name) == (b.father_name, b.grandfather_name)
    return are_twins(a, b) if twin else children and not are_twins(a, b)


def _spelt(rng: random.Random, name: str) -> str:
    before, after = rng.choice(SPELLED)
    return name.replace(before, after)


def _line(rng: random.Random, truth: int, person: Person, seat: Seat, family: int) -> Listed:
    number = "" if rng.random() < 0.5 else person.national_number
    if number and rng.random() < 0.02:
        number = draw_national_number(rng, person.birth.year)
    birth = person.birth.strftime("%Y/%m/%d")
    if rng.random() < 0.08:
        birth = f"{person.birth.year}/07/01"
    elif rng.random() < 0.04:
        birth = person.birth.replace(day=rng.randrange(1, 29)).strftime("%Y/%m/%d")
    elif rng.random() < 0.05:
        birth = ""
    return Listed(truth, person, seat, number, birth, family)
