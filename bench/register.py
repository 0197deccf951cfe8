"""A register filled for a benchmark: invented people brought in by the product's own import."""

import csv
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config
from sqlalchemy import Engine, text

from bench.doubles import Listed
from registry.access import Actor, Role
from registry.accounts import NewAccount, create_account
from registry.db import Sessions, make_sessions, open_engine, transaction
from registry.importing import import_people
from registry.importing.mapping import FIELDS
from registry.offices import OfficeView, open_office
from specimens.people import Person, Seat

OFFICE = "BENCH"
ROOT = Path(__file__).resolve().parent.parent
KEY = bytes(32)


@dataclass(frozen=True, slots=True)
class Register:
    """A migrated database with one office and an auditor who may search everywhere."""

    engine: Engine
    sessions: Sessions
    clerk: Actor
    auditor: Actor


@contextmanager
def open_register(url: str) -> Iterator[Register]:
    """A new register in an empty database."""
    engine = open_engine(url, KEY if url.startswith("sqlite") else None)
    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine
    upgrade(config, "head")
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        open_office(session, None, OfficeView(OFFICE, "دائرة القياس", "پێوانە", "Bench", "بغداد"))
        admin = Actor(
            create_account(session, None, NewAccount("admin", Role.admin)).account, "admin", Role.admin, None
        )
        clerk = create_account(session, admin, NewAccount("clerk", Role.clerk, OFFICE)).account
        auditor = create_account(session, admin, NewAccount("auditor", Role.auditor)).account
    yield Register(
        engine,
        sessions,
        Actor(clerk, "clerk", Role.clerk, OFFICE),
        Actor(auditor, "auditor", Role.auditor, None),
    )
    engine.dispose()


def bring_in(
    register: Register, people: Sequence[tuple[Person, Seat]], folder: Path, first: int = 0
) -> float:
    """Import people, numbered from `first` on in `external_id`; the answer is the seconds it took."""
    rows = (_cells(number, *one) for number, one in enumerate(people, first))
    return _import(register, rows, folder / f"people-{first}.csv")


def bring_in_lines(register: Register, listed: Sequence[Listed], folder: Path) -> float:
    """Import lines as they are, numbered by their places; the answer is the seconds it took."""
    rows = (
        (*_cells(number, line.person, line.seat)[:8], line.birth, line.number, *_place(line.seat))
        for number, line in enumerate(listed)
    )
    return _import(register, rows, folder / "lines.csv")


def _import(register: Register, rows: Iterable[tuple[str, ...]], path: Path) -> float:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        writer.writerows(rows)
    started = time.perf_counter()
    import_people(register.sessions, register.clerk, path, OFFICE, lambda _: None)
    seconds = time.perf_counter() - started
    path.unlink()
    if register.engine.dialect.name == "postgresql":
        with register.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE)"))
    return seconds


def _cells(number: int, person: Person, seat: Seat) -> tuple[str, ...]:
    return (
        str(number),
        person.given_name,
        person.father_name,
        person.grandfather_name,
        person.laqab,
        person.mother_name,
        person.maternal_grandfather_name,
        person.sex.value,
        person.birth.strftime("%Y/%m/%d"),
        person.national_number,
        *_place(seat),
    )


def _place(seat: Seat) -> tuple[str, str, str]:
    return str(seat.register_number), str(seat.page_number), seat.district
