"""The people to be compared, as columns: name parts as numbers, births, numbers, places. Read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from arabic.distance import skeleton
from arabic.homophones import sounds
from arabic.names import laqab_key
from registry.domain.states import RecordState
from registry.models.records import Person, Record

Ints = NDArray[np.int64]

NAME_FIELDS: Final = ("given", "father", "grandfather", "laqab", "mother", "maternal")
PEOPLE: Final = Person.__table__
RECORDS: Final = Record.__table__


@dataclass(frozen=True, slots=True)
class Roll:
    """One person a record, whom it is about, as columns of one length.

    0 (or an empty text) stands for what a record does not say.

    `names` holds for each name field the numbers of its keys, `keys` the key of each number; `bones` gives
    for each number that of its skeleton without dots, `sounds` those of its sounds in Arabic and in Kurdish
    reading (`arabic.homophones`), (keys, 2). `year`, `month`, `day` are 0 where unknown (1 July
    is such a day). `numbers` are the texts of `number`.
    """

    record: Ints
    person: Ints
    names: Mapping[str, Ints]
    keys: tuple[str, ...]
    bones: Ints
    sounds: Ints
    male: Ints
    year: Ints
    month: Ints
    day: Ints
    number: Ints
    numbers: tuple[str, ...]
    book: Ints
    page: Ints

    def __len__(self) -> int:
        return len(self.record)


class Numbering:
    """Gives each distinct text a number, from 1; the empty text is 0."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {"": 0}

    def __call__(self, text: str) -> int:
        return self._known.setdefault(text, len(self._known))

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts by their numbers."""
        return tuple(self._known)


def read_roll(session: Session, office: str | None) -> Roll:
    """Whom each record that stands is about, of one office or (None) of all.

    Nobody else: a pair is of records, and two certificates of one father's children are of two children.
    """
    rows = session.execute(_query(office)).all()
    keys, numbers, places, bones, spoken = (Numbering() for _ in range(5))
    names = {
        "given": [keys(row.given_key) for row in rows],
        "father": [keys(row.father_key) for row in rows],
        "grandfather": [keys(row.grandfather_key) for row in rows],
        "laqab": [keys(laqab_key(row.laqab)) for row in rows],
        "mother": [keys(row.mother_key) for row in rows],
        "maternal": [keys(row.maternal_grandfather_key) for row in rows],
    }
    births = np.array([_birth(row.birth_date, row.birth_precision) for row in rows], np.int64).reshape(-1, 3)
    place = [(row.office_code, row.register_number or "", row.page_number or "") for row in rows]
    return Roll(
        record=_column([row.record_id for row in rows]),
        person=_column([row.id for row in rows]),
        names={field: _column(column) for field, column in names.items()},
        keys=keys.texts,
        bones=_column([bones(skeleton(key)) for key in keys.texts]),
        sounds=np.array([[spoken(sounds(key)[0]), spoken(sounds(key)[-1])] for key in keys.texts], np.int64),
        male=_column([{"ذكر": 1, "أنثى": 2}.get(row.sex, 0) for row in rows]),
        year=births[:, 0],
        month=births[:, 1],
        day=births[:, 2],
        number=_column([numbers(row.national_number or "") for row in rows]),
        numbers=numbers.texts,
        book=_column([places(f"{office} {book}") if book else 0 for office, book, _ in place]),
        page=_column(
            [places(f"{office} {book} {page}") if book and page else 0 for office, book, page in place]
        ),
    )


def share_a_sound(here: Ints, there: Ints) -> NDArray[np.bool_]:
    """Whether keys are one sound, by their rows of `Roll.sounds`: as `arabic.homophones.same_sound` tells."""
    arabic, read = here[:, 0], there[:, 0]
    shared = (arabic == read) | (arabic == there[:, 1]) | (read == here[:, 1])
    return np.asarray(shared)


def _query(office: str | None) -> Select[*tuple[Any, ...]]:
    names = ("given_key", "father_key", "grandfather_key", "laqab", "mother_key", "maternal_grandfather_key")
    others = ("sex", "birth_date", "birth_precision", "national_number", "register_number", "page_number")
    columns = [PEOPLE.c[name] for name in ("id", "record_id", "office_code", *names, *others)]
    # The one a record is about is named first.
    first = select(func.min(PEOPLE.c.id)).group_by(PEOPLE.c.record_id)
    query: Select[*tuple[Any, ...]] = (
        select(*columns)
        .join(RECORDS, RECORDS.c.id == PEOPLE.c.record_id)
        .where(RECORDS.c.state != RecordState.cancelled, PEOPLE.c.given_key != "")
        .where(PEOPLE.c.id.in_(first if office is None else first.where(PEOPLE.c.office_code == office)))
        .order_by(PEOPLE.c.id)
    )
    return query if office is None else query.where(PEOPLE.c.office_code == office)


def _birth(date: str, precision: str) -> tuple[int, int, int]:
    """Year, month and day; a day that nobody knows is none, whatever the paper prints."""
    parts = [int(part) for part in date.split("/") if part.isdigit()]
    year = parts[0] if parts else 0
    return (year, parts[1], parts[2]) if len(parts) == 3 and precision == "day" else (year, 0, 0)


def _column(values: list[int]) -> Ints:
    return np.array(values, np.int64)
