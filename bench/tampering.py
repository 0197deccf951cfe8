"""Random changes behind the service's back, by SQL and on files, and how many of them are found."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Engine, Enum, Row, Uuid, delete, select, update
from sqlalchemy.exc import DataError, IntegrityError

from registry.audit.notes import Signer
from registry.database.sessions import make_sessions, snapshot
from registry.models.accounts import Account
from registry.models.base import Base
from registry.vault.store import Store
from workers.whole_look import whole_look

# Which columns of each table are changed; whole rows are taken out, too, where `ROWS` names the table.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("at", "actor_id", "office_code", "action", "subject_id", "reason_seal", "details"),
    "trail_nodes": ("hash",),
    "trail_checkpoints": ("size", "note", "signed_at"),
    "record_versions": (
        "number",
        "operation",
        "state",
        "standing",
        "made_by",
        "made_at",
        "authority",
        "reason",
    ),
    "record_values": ("path", "value", "source", "salt", "digest"),
    "legacy_rows": ("line", "words", "salt", "digest"),
    "records": ("document_type", "state", "standing", "version", "register_number", "registered_at"),
    "people": ("given_name", "birth_date", "national_number", "sex"),
    "entries": (
        "number",
        "state",
        "standing",
        "note",
        "looked",
        "entered_at",
        "decided_at",
        "decision_reason",
    ),
    "entry_values": ("path", "value", "source"),
    "evidence": ("part", "side", "box", "crop", "engine", "raw", "confidence"),
    "accounts": ("role", "sees_sensitive"),
}
ROWS: Final = ("trail_nodes", "record_values", "evidence", "entry_values", "people", "legacy_rows")
OBJECTS: Final = "stored objects"


@dataclass(frozen=True, slots=True)
class House:
    """What is tampered with; `folder` holds the store's files."""

    engine: Engine
    signer: Signer
    store: Store
    folder: Path


@dataclass(frozen=True, slots=True)
class Change:
    """One change that was made: in which table, of what, and the first fault named, None for none."""

    table: str
    what: str
    found: str | None


def tampered(house: House, count: int, seed: int) -> Iterator[Change]:
    """Make so many changes, one after the other, each undone after the search; tables take turns."""
    chance = random.Random(seed)
    turns = [*COLUMNS, OBJECTS]
    for turn in range(count):
        name = turns[turn % len(turns)]
        yield _object(house, chance) if name == OBJECTS else _row(house, name, chance)


def first_fault(house: House, connection: Connection) -> str | None:
    """The first thing that is not as it was, None when all is."""
    with snapshot(make_sessions(connection)) as session:
        for fault in whole_look(session, house.store, house.signer):
            return fault.what.value
    return None


def _row(house: House, name: str, chance: random.Random) -> Change:
    table = Base.metadata.tables[name]
    while True:
        with house.engine.connect() as connection:
            outer = connection.begin()
            row = chance.choice(connection.execute(select(table).order_by(*table.primary_key)).all())
            here = [column == row._mapping[column.name] for column in table.primary_key]
            gone = name in ROWS and chance.random() < 1 / 6
            column = table.c[chance.choice(COLUMNS[name])]
            try:
                if gone:
                    connection.execute(delete(table).where(*here))
                else:
                    value = _other(column, row, chance, _accounts(connection))
                    connection.execute(update(table).where(*here).values({column.name: value}))
            except (IntegrityError, DataError):
                # The database itself refused this one; another is drawn.
                outer.rollback()
                continue
            found = first_fault(house, connection)
            outer.rollback()
            return Change(name, "row taken out" if gone else column.name, found)


def _other(column: Column[Any], row: Row[Any], chance: random.Random, accounts: list[UUID]) -> Any:
    """Another value that the column takes."""
    old = row._mapping[column.name]
    if isinstance(column.type, Enum):
        return chance.choice([one for one in column.type.enums if one != _text(old)])
    if isinstance(column.type, Uuid):
        return chance.choice([one for one in accounts if one != old])
    match old:
        case bool():
            return not old
        case int() | float():
            return old + 1
        case datetime():
            return old + timedelta(seconds=chance.randint(1, 86_400))
        case bytes():
            return _flipped(old, chance)
        case dict():
            return {**old, "added": 1}
        case list():
            return [*old, 1]
    if column.name == "digest" or column.name.endswith(("seal", "crop")):
        return uuid4().hex * 2
    if column.name in ("box", "confidence"):
        return [[0, 0]] if column.name == "box" else 0.5
    kept = (old or "")[:-1]
    return f"{kept}1" if f"{kept}1" != old else f"{kept}2"


def _accounts(connection: Connection) -> list[UUID]:
    return list(connection.scalars(select(Account.id).order_by(Account.id)))


def _text(value: object) -> str:
    return value.value if isinstance(value, StrEnum) else str(value)


def _flipped(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) * 8)
    changed = bytearray(content)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def _object(house: House, chance: random.Random) -> Change:
    """A bit of a stored file flipped, its end cut off, or the file taken away."""
    file = chance.choice(sorted(one for one in house.folder.glob("??/*") if one.is_file()))
    content, what = file.read_bytes(), chance.choice(("bit flipped", "cut", "taken away"))
    file.chmod(0o600)
    match what:
        case "bit flipped":
            file.write_bytes(_flipped(content, chance))
        case "cut":
            file.write_bytes(content[: chance.randrange(len(content))])
        case _:
            file.unlink()
    with house.engine.connect() as connection:
        found = first_fault(house, connection)
    file.write_bytes(content)
    return Change(OBJECTS, what, found)
