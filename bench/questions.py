"""Questions as clerks ask them: an invented person's name, a part missing, a slip in some of the parts.

The slips are written down here, apart from `arabic.distance`: search must not be measured with the table
it weighs by. Three in ten are arbitrary letters that no table expects.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from arabic.names import laqab_key, part_key
from specimens.people import Person

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# What print and handwriting make of one another; each letter may be read as any other of its group.
MISREAD = ("بتثني", "جحخ", "دذ", "رزو", "سش", "صض", "طظ", "عغ", "فقو", "كل", "هة", "مه")
SLIP_SHARE = 0.5
MISSING_SHARE = 0.5
MISREAD_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and who is meant: the place in the list of people."""

    name: str
    mother: str
    target: int


def slipped(rng: random.Random, word: str) -> str:
    """The word with one slip: a letter misread, or lost, added, changed, swapped with its neighbour."""
    place = rng.randrange(len(word))
    groups = [group for group in MISREAD if word[place] in group]
    if groups and rng.random() < MISREAD_SHARE:
        other = rng.choice(rng.choice(groups).replace(word[place], ""))
        return word[:place] + other + word[place + 1 :]
    match rng.choice(("change", "lose", "add", "swap")):
        case "lose" if len(word) > 2:
            return word[:place] + word[place + 1 :]
        case "add":
            return word[:place] + rng.choice(LETTERS) + word[place:]
        case "swap" if len(word) > 2:
            return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
        case _:
            return word[:place] + rng.choice(LETTERS) + word[place + 1 :]


def questions(people: Sequence[Person], count: int, seed: int) -> Iterator[Question]:
    """So many questions about people drawn evenly; the mother is always given."""
    rng = random.Random(f"questions {seed}")
    for _ in range(count):
        target = rng.randrange(len(people))
        person = people[target]
        parts = [person.given_name, person.father_name, person.grandfather_name, person.laqab]
        parts = [part for part in parts if part]
        if rng.random() < MISSING_SHARE:
            parts.pop(rng.randrange(len(parts)))
        asked = [slipped(rng, part) if rng.random() < SLIP_SHARE else part for part in parts]
        mother = person.mother_name
        yield Question(
            name=" ".join(asked),
            mother=slipped(rng, mother) if rng.random() < SLIP_SHARE else mother,
            target=target,
        )


def full_name(person: Person) -> tuple[str, ...]:
    """Who counts as found: whoever bears the same full name, by its keys."""
    names = (person.given_name, person.father_name, person.grandfather_name)
    return (*map(part_key, names), laqab_key(person.laqab))
