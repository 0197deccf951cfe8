"""Invented people and the family page they stand on, as frozen values."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Sex(StrEnum):
    """Sex as the papers print it."""

    MALE = "ذكر"
    FEMALE = "أنثى"


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; names by part, as written. `laqab` may be empty.

    A birth on 1 July with `birth_exact` false stands for "day and month unknown".
    """

    given_name: str
    father_name: str
    grandfather_name: str
    laqab: str
    mother_name: str
    maternal_grandfather_name: str
    sex: Sex
    birth: dt.date
    birth_exact: bool
    birth_place: str
    national_number: str
    occupation: str

    @property
    def triple(self) -> str:
        """Given name, father and grandfather."""
        return f"{self.given_name} {self.father_name} {self.grandfather_name}"

    @property
    def full(self) -> str:
        """The triple name and the laqab, when there is one."""
        return f"{self.triple} {self.laqab}".strip()


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a family stands in the register: office, book and page."""

    governorate: str
    district: str
    office_code: int
    register_number: int
    page_number: int


@dataclass(frozen=True, slots=True)
class Family:
    """A page of the register: husband, wife and their children, oldest first."""

    seat: Seat
    husband: Person
    wife: Person
    married: dt.date
    children: tuple[Person, ...]

    @property
    def members(self) -> tuple[Person, ...]:
        """Everybody on the page, in its order."""
        return (self.husband, self.wife, *self.children)


def are_twins(a: Person, b: Person) -> bool:
    """Say whether two people share father, mother and an exact day of birth."""
    parents = (a.father_name, a.grandfather_name, a.mother_name) == (
        b.father_name,
        b.grandfather_name,
        b.mother_name,
    )
    return a != b and parents and a.birth == b.birth and a.birth_exact and b.birth_exact
