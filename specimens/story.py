"""The family of the demo: its papers from the wedding on, in the order in which life writes them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Household, Specimen, Wish, draw_document, draw_household
from specimens.families import people_of
from specimens.people import Family, Person, Seat

SEED = 49
"""Husband, wife and four children, with exact dates and common names: nothing out of the ordinary."""
OFFICE = ("بغداد", "الكرخ")
LIST_SEED, LIST_LENGTH = 1957, 240
COLUMNS = (
    "external_id", "given_name", "father_name", "grandfather_name", "laqab", "mother_name",
    "maternal_grandfather_name", "sex", "birth_date", "national_number", "register_number", "page_number",
    "registry_office",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the story: the service it is handed in for, its file's name, and its sides."""

    service: str
    file_name: str
    sides: tuple[Specimen, ...]

    @property
    def document_type(self) -> str:
        """What it is."""
        return self.sides[0].truth.document_type

    @property
    def says(self) -> Mapping[str, str]:
        """Every value on it by path, a table's cells as `rows.2.name`."""
        said: dict[str, str] = {}
        for side in self.sides:
            said |= side.truth.fields
            for number, row in enumerate(side.truth.rows):
                said |= {f"rows.{number}.{key}": value for key, value in row.items() if value}
        return said


def the_family() -> Family:
    """The couple and children whose papers the story tells, on a page of the demo's own office."""
    drawn = draw_household(SEED, "record_extract").family
    governorate, district = OFFICE
    return replace(drawn, seat=replace(drawn.seat, governorate=governorate, district=district))


def tell() -> Iterator[Paper]:
    """The papers, drawn one by one: contract, a certificate for each child, extract, the couple's cards."""
    family = the_family()
    yield _paper(
        "marriage_registration", "marriage-contract.jpg", "marriage_contract", family, family.husband
    )
    for number, child in enumerate(family.children, 1):
        name = f"birth-certificate-{number}.jpg"
        yield _paper("birth_registration", name, "birth_certificate", family, child)
    yield _paper("digitisation", "record-extract.jpg", "record_extract", family, family.husband)
    for person, name in ((family.husband, "card-of-father.pdf"), (family.wife, "card-of-mother.pdf")):
        yield _paper("record_extract", name, "national_card", family, person)


def write_list(path: Path) -> None:
    """A list of people as an office's old program held it, for an import that waits for its signature."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        for number, (person, seat) in enumerate(people_of(LIST_SEED, LIST_LENGTH), 1):
            lines.writerow(_line(number, person, seat))


def _paper(service: str, file_name: str, key: str, family: Family, person: Person) -> Paper:
    kind = document_types()[key]
    sides = (
        draw_document(kind, side, SEED, Household(family, person), Wish(wear=Wear.FLATBED))
        for side in kind.sides
    )
    return Paper(service, file_name, tuple(sides))


def _line(number: int, person: Person, seat: Seat) -> tuple[str, ...]:
    birth = person.birth.strftime("%Y/%m/%d") if person.birth_exact else str(person.birth.year)
    names = (person.given_name, person.father_name, person.grandfather_name, person.laqab)
    mother = (person.mother_name, person.maternal_grandfather_name)
    place = (str(seat.register_number), str(seat.page_number), seat.district)
    return (f"L{number:05d}", *names, *mother, person.sex.value, birth, person.national_number, *place)
