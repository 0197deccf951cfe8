"""The occasion a paper is written on: whose it is, who else is named, and the numbers that go with it."""

import datetime as dt
import random
from dataclasses import dataclass
from functools import cached_property

from specimens.families import LATEST_BIRTH, draw_date, draw_family
from specimens.people import Family, Person
from specimens.regions import draw_town

CARD_LETTERS = "ABCDE"
TEN_YEARS = 10
PASSPORT_YEARS = 8
# Births are told within fifteen days of a hospital birth (Law 148/1971 as amended); the rest come late.
SOON_SHARE = 0.6
FIRST_CARD = dt.date(2016, 1, 1)


@dataclass(frozen=True, slots=True)
class CardNumbers:
    """What one person's card carries on both of its sides."""

    document_number: str
    card_access_number: str
    family_number: str
    blood_group: str
    issued: dt.date
    expires: dt.date


def anniversary(day: dt.date, years: int) -> dt.date:
    """The day before the anniversary: validity runs to the eve (29 February counts as the 28th)."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last) - dt.timedelta(days=1)


def card_numbers(family: Family, person: Person) -> CardNumbers:
    """The same card for the same person, whichever side is drawn."""
    rng = random.Random(f"card {person.national_number} {person.triple}")
    first = max(FIRST_CARD, person.birth + dt.timedelta(days=30))
    issued = draw_date(rng, first, max(first, LATEST_BIRTH))
    seat = family.seat
    return CardNumbers(
        document_number=f"{rng.choice(CARD_LETTERS)}{rng.choice(CARD_LETTERS)}{rng.randrange(10**7):07d}",
        card_access_number=f"{rng.randrange(10**6):06d}",
        family_number=f"{seat.office_code:04d}{rng.choice('LE')}{seat.register_number:05d}M{rng.randrange(10**7):07d}",
        blood_group=rng.choice(("A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-")),
        issued=issued,
        expires=anniversary(issued, TEN_YEARS),
    )


@dataclass(frozen=True)
class Occasion:
    """Everything a paper may need to say; drawn once, so that its parts agree with one another."""

    family: Family
    subject: Person
    rng: random.Random

    @cached_property
    def card(self) -> CardNumbers:
        """The subject's card."""
        return card_numbers(self.family, self.subject)

    @cached_property
    def passport_number(self) -> str:
        """The subject's passport: series letter and eight digits."""
        return f"A{self.card.document_number[2:]}{len(self.subject.given_name) % 10}"

    @cached_property
    def passport_expires(self) -> dt.date:
        """Eight years after issue, less a day."""
        return anniversary(self.card.issued, PASSPORT_YEARS)

    @cached_property
    def written(self) -> dt.date:
        """The day the paper was written, after the subject's birth."""
        if self.subject in self.family.children and self.rng.random() < SOON_SHARE:
            return self.subject.birth + dt.timedelta(days=self.rng.randrange(1, 15))
        first = max(self.subject.birth + dt.timedelta(days=20), dt.date(1965, 1, 1))
        return draw_date(self.rng, first, max(first, LATEST_BIRTH))

    @cached_property
    def died(self) -> dt.date:
        """The subject's day of death, within the month before the paper."""
        return max(self.subject.birth, self.written - dt.timedelta(days=self.rng.randrange(30)))

    @cached_property
    def town(self) -> str:
        """The town the paper is written in."""
        return draw_town(self.rng)

    @cached_property
    def strangers(self) -> tuple[Person, ...]:
        """Men outside the family: witnesses, judge, doctor, mukhtar."""
        return tuple(draw_family(self.rng).husband for _ in range(5))

    def number(self, digits: int) -> str:
        """A fresh number without a leading zero."""
        return str(self.rng.randrange(10 ** (digits - 1), 10**digits))
