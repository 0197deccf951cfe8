"""A register filled for a benchmark: invented people brought in by the product's own import."""

import csv
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from alembic.command import upgrade
from alembic.config import Config
from sqlalchemy import Engine, create_engine, func, make_url, select, text
from sqlalchemy.orm import Session

from bench.doubles import Listed
from registry.accounts.accounts import NewAccount, first_accounts
from registry.accounts.offices import OfficeView, open_office
from registry.database.sessions import Sessions, make_sessions, open_engine, transaction
from registry.domain.access import Actor, Role
from registry.domain.interchange_fields import FIELDS
from registry.importing import import_people
from registry.models.accounts import Account
from registry.models.records import Person as Known
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
    """A register in an empty database, or the one that an earlier benchmark left there."""
    engine = open_engine(url, KEY if url.startswith("sqlite") else None)
    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine
    upgrade(config, "head")
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        ids = {account.name: account.id for account in session.scalars(select(Account))}
        if not ids:
            ids = _staff(session)
    yield Register(
        engine,
        sessions,
        Actor(ids["clerk"], "clerk", Role.clerk, OFFICE),
        Actor(ids["auditor"], "auditor", Role.auditor, None),
    )
    engine.dispose()


def _staff(session: Session) -> dict[str, UUID]:
    """An office and those who work in it."""
    open_office(session, None, OfficeView(OFFICE, "دائرة القياس", "پێوانە", "Bench", "بغداد"))
    staff = (NewAccount("clerk", Role.clerk, OFFICE), NewAccount("auditor", Role.auditor))
    made = first_accounts(session, staff)
    return {new.name: one.account for new, one in zip(staff, made, strict=True)}


def create_database(server: str, name: str) -> str:
    """The URL of a database of this name on a PostgreSQL server, made when it isn't there."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
        if not there:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def server_clock(register: Register) -> Callable[[], float]:
    """Reads the processor time, in seconds, of a PostgreSQL's processes for this register on this machine."""
    if register.engine.dialect.name != "postgresql":
        return lambda: 0.0

    def read() -> float:
        with register.engine.connect() as connection:
            ours = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            return sum(_processor_time(pid) for pid in connection.scalars(text(ours)))

    return read


def _processor_time(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def population_of(register: Register) -> int:
    """How many people are in a register."""
    with transaction(register.sessions) as session:
        return session.scalar(select(func.count()).select_from(Known)) or 0


def bring_in(register: Register, people: Sequence[tuple[Person, Seat]], folder: Path) -> float:
    """Import people, numbered by their places in `external_id`; the answer is the seconds it took."""
    rows = (_cells(number, *one) for number, one in enumerate(people))
    return _import(register, rows, folder / "people.csv")


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
