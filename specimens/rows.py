"""The family table of an extract, a register page or a ration card: one person a row."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from reference.documents import FieldSpec
from specimens.occasion import Occasion
from specimens.people import Person, Sex
from specimens.sayings import NOTES
from specimens.sources import birth

RowSource = Callable[[Occasion, int, Person], str]


def relation(occasion: Occasion, person: Person) -> str:
    """Relation to the head of the family."""
    if person == occasion.family.husband:
        return "رب الأسرة"
    if person == occasion.family.wife:
        return "زوجة"
    return "ابن" if person.sex is Sex.MALE else "ابنة"


COLUMNS: Mapping[str, RowSource] = {
    "sequence": lambda _, index, __: str(index),
    "row": lambda _, index, __: str(index),
    "name": lambda _, __, person: f"{person.given_name} {person.father_name}",
    "given_name": lambda _, __, person: person.given_name,
    "father_name": lambda _, __, person: person.father_name,
    "grandfather_name": lambda _, __, person: person.grandfather_name,
    "laqab": lambda _, __, person: person.laqab,
    "mother_name": lambda _, __, person: person.mother_name,
    "relation": lambda occasion, _, person: relation(occasion, person),
    "sex": lambda _, __, person: person.sex.value,
    "birth_date": lambda _, __, person: birth(person),
    "birth": lambda _, __, person: f"{birth(person)} {person.birth_place}",
    "place_of_birth": lambda _, __, person: person.birth_place,
    "occupation": lambda _, __, person: person.occupation,
    "literacy": lambda occasion, _, __: occasion.rng.choice(("نعم", "كلا")),
    "marital_status": lambda occasion, _, person: (
        "متزوج" if person in occasion.family.members[:2] else "أعزب"
    ),
    "notes": lambda occasion, _, __: occasion.rng.choice((*NOTES, "", "", "")),
}


def row_values(columns: Sequence[FieldSpec], occasion: Occasion) -> Iterator[Mapping[str, str]]:
    """One mapping of canonical values a member; the head is left out where he is the paper's subject."""
    members = [person for person in occasion.family.members if person != occasion.subject]
    for index, person in enumerate(members, 1):
        yield {
            column.key: COLUMNS[column.key](occasion, index, person) if column.key in COLUMNS else ""
            for column in columns
        }
