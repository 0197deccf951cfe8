"""Draws families: parents, children, twins, dates that fit one another, and where they are registered."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from specimens.names import Strain, draw_given, draw_laqab, draw_strain
from specimens.people import Family, Person, Seat, Sex
from specimens.pseudo import NameKind
from specimens.regions import draw_seat, draw_town

LAQAB_MISSING_SHARE = 0.12
TWIN_SHARE = 0.04
LATEST_BIRTH = dt.date(2025, 6, 30)
# Share of births whose day and month nobody wrote down, by the year before which it holds.
UNKNOWN_DAY_SHARES = ((1955, 0.6), (1975, 0.3), (1995, 0.06), (2100, 0.004))
TWIN_NAMES = {
    NameKind.MALE: (("حسن", "حسين"), ("محمد", "محمود"), ("علي", "عباس"), ("أحمد", "حامد"), ("سيف", "يوسف")),
    NameKind.FEMALE: (("نور", "نورا"), ("زهراء", "زينب"), ("مريم", "مروة"), ("سارة", "سارا"), ("هدى", "ندى")),
}
OCCUPATIONS = (
    "كاسب", "موظف", "معلم", "معلمة", "ربة بيت", "فلاح", "سائق", "عسكري", "متقاعد", "طالب", "مهندس", "نجار",
    "حداد", "خياط", "ممرضة", "طبيب", "عامل", "تاجر", "محاسب", "شرطي", "بقال", "حلاق", "مدرس", "مدرسة",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What a father hands down: the two names after one's own, the laqab, and the language of the names."""

    father_name: str
    grandfather_name: str
    laqab: str
    strain: Strain


@dataclass(frozen=True, slots=True)
class MotherNames:
    """What a mother hands down: her name and her father's."""

    mother_name: str
    maternal_grandfather_name: str


def draw_date(rng: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """Draw a day between two days, both included."""
    return first + dt.timedelta(days=rng.randrange((last - first).days + 1))


def draw_national_number(rng: random.Random, year: int) -> str:
    """Twelve digits that begin with the year of birth, the structure public parsers report."""
    return f"{year:04d}{rng.randrange(10**8):08d}"


def draw_line(rng: random.Random) -> Line:
    """Draw the names of a family's father and grandfather and its laqab."""
    strain = draw_strain(rng)
    laqab = "" if rng.random() < LAQAB_MISSING_SHARE else draw_laqab(rng)
    father, grandfather = (draw_given(rng, NameKind.MALE, strain) for _ in range(2))
    return Line(father, grandfather, laqab, strain)


def draw_mother(rng: random.Random) -> MotherNames:
    """Draw the names of somebody's mother and of her father."""
    strain = draw_strain(rng)
    return MotherNames(draw_given(rng, NameKind.FEMALE, strain), draw_given(rng, NameKind.MALE, strain))


def draw_person(rng: random.Random, line: Line, mother: MotherNames, sex: Sex, birth: dt.date) -> Person:
    """Draw one person of a line; old births often lose their day and month."""
    unknown = next(share for before, share in UNKNOWN_DAY_SHARES if birth.year < before)
    exact = rng.random() >= unknown
    kind = NameKind.MALE if sex is Sex.MALE else NameKind.FEMALE
    return Person(
        given_name=draw_given(rng, kind, line.strain),
        father_name=line.father_name,
        grandfather_name=line.grandfather_name,
        laqab=line.laqab,
        mother_name=mother.mother_name,
        maternal_grandfather_name=mother.maternal_grandfather_name,
        sex=sex,
        birth=birth if exact else dt.date(birth.year, 7, 1),
        birth_exact=exact,
        birth_place=draw_town(rng),
        national_number=draw_national_number(rng, birth.year),
        occupation=rng.choice(OCCUPATIONS),
    )


def draw_children(
    rng: random.Random, husband: Person, wife: Person, strain: Strain, first: dt.date
) -> list[Person]:
    """Draw up to eight children a year or more apart, twins included, no two of one name."""
    line = Line(husband.given_name, husband.father_name, husband.laqab, strain)
    mother = MotherNames(wife.given_name, wife.father_name)
    last = min(LATEST_BIRTH, wife.birth.replace(day=1) + dt.timedelta(days=46 * 365))
    children: list[Person] = []
    birth = first + dt.timedelta(days=rng.randrange(280, 900))
    for _ in range(rng.choice((0, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8))):
        if birth > last:
            break
        sex = rng.choice((Sex.MALE, Sex.FEMALE))
        child = replace(draw_person(rng, line, mother, sex, birth), birth_place=wife.birth_place)
        taken = {sibling.given_name for sibling in children}
        if child.given_name not in taken:
            children += _with_twin(rng, child, taken)
        birth += dt.timedelta(days=rng.randrange(330, 1400))
    return children


def _with_twin(rng: random.Random, child: Person, taken: set[str]) -> list[Person]:
    """Answer the child, now and then with a twin whose name is close to its own."""
    kind = NameKind.MALE if child.sex is Sex.MALE else NameKind.FEMALE
    pair = rng.choice(TWIN_NAMES[kind])
    if rng.random() >= TWIN_SHARE or not child.birth_exact or taken & set(pair):
        return [child]
    number = draw_national_number(rng, child.birth.year)
    return [
        replace(child, given_name=pair[0]),
        replace(child, given_name=pair[1], national_number=number),
    ]


def draw_family(rng: random.Random) -> Family:
    """Draw one family page; every date on it is possible and lawful."""
    born = draw_date(rng, dt.date(1932, 1, 1), dt.date(2000, 12, 31))
    line = draw_line(rng)
    husband = draw_person(rng, line, draw_mother(rng), Sex.MALE, born)
    wife_born = draw_date(rng, dt.date(born.year - 1, 1, 1), dt.date(born.year + 7, 12, 31))
    wife = draw_person(rng, draw_line(rng), draw_mother(rng), Sex.FEMALE, wife_born)
    of_age = dt.date(max(husband.birth.year, wife.birth.year) + 19, 1, 1)
    married = draw_date(rng, of_age, of_age + dt.timedelta(days=12 * 365))
    children = draw_children(rng, husband, wife, line.strain, married)
    return Family(draw_seat(rng), husband, wife, min(married, LATEST_BIRTH), tuple(children))


def population(seed: int) -> Iterator[Family]:
    """An endless stream of families, the same for the same seed."""
    rng = random.Random(f"sijill population {seed}")
    while True:
        yield draw_family(rng)


def people_of(seed: int, count: int) -> Iterator[tuple[Person, Seat]]:
    """The first `count` people of a population, each with the place of the family page."""
    everybody = ((person, family.seat) for family in population(seed) for person in family.members)
    return (pair for _, pair in takewhile(lambda numbered: numbered[0] < count, enumerate(everybody)))
