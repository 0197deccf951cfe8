"""Changes that somebody with the database's key might make, drawn from a seed: a row, a column, by SQL."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, delete, select, update
from sqlalchemy.orm import Session

from registry.models.base import Base

COLUMNS: Final = {
    "events": (
        "at",
        "actor_id",
        "office_code",
        "action",
        "subject_kind",
        "subject_id",
        "details",
    ),
    "trail_nodes": ("hash",),
    "trail_checkpoints": ("note",),
    "record_versions": ("made_at", "made_by", "entered_by", "reason", "authority", "standing", "salt"),
    "record_values": ("value", "source", "salt", "digest", "path"),
    "evidence": ("raw", "confidence", "crop", "side", "box", "engine"),
    "records": ("state", "standing", "document_type", "circumstance"),
    "people": ("given_name", "laqab", "birth_date", "national_number", "sex", "role"),
    "entry_values": ("value", "source"),
    "entries": ("note", "entered_by"),
    "accounts": ("role", "sees_sensitive"),
    "legacy_rows": ("words", "salt", "digest", "line"),
}
"""What is changed, by table."""
REMOVED: Final = ("events", "evidence", "people", "legacy_rows", "trail_leaves", "entry_values")
"""Tables of which a whole row may vanish."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change as it was made: table, column ('' for a whole row that is gone), and the row's key."""

    table: str
    column: str
    key: tuple[object, ...]


def tamper(session: Session, rng: random.Random) -> Change | None:
    """Make one change; None where the row drawn can't be changed so."""
    name = rng.choice(list(COLUMNS))
    table = Base.metadata.tables[name]
    keys = list(table.primary_key.columns)
    rows = session.execute(select(table).where(*_mine(table)).order_by(*keys)).all()
    if not rows:
        return None
    row = rng.choice(rows)
    at = [key == getattr(row, key.name) for key in keys]
    key = tuple(getattr(row, key.name) for key in keys)
    if name in REMOVED and rng.random() < 0.15:
        if name == "events":
            leaves = Base.metadata.tables["trail_leaves"]
            session.execute(delete(leaves).where(leaves.c.event_id == row.id))
        session.execute(delete(table).where(*at))
        return Change(name, "", key)
    column = rng.choice(COLUMNS[name])
    old = getattr(row, column)
    new = _other(old, rng, session, table, column)
    if new is None or new == old:
        return None
    session.execute(update(table).where(*at).values({column: new}))
    return Change(name, column, key)


def _mine(table: Table) -> tuple[ColumnElement[bool], ...]:
    """Rows that the trail speaks of: versions of lists are held by their lines."""
    return (table.c.operation != "imported",) if table.name == "record_versions" else ()


CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "state": ("active", "frozen"),
    "standing": ("transcribed", "declared"),
    "source": ("read", "keyed", "corrected"),
    "role_of_account": ("clerk", "officer", "auditor", "admin"),
    "circumstance": ("ordinary", "father_absent"),
}


def _other(old: Any, rng: random.Random, session: Session, table: Table, column: str) -> Any:
    choices = CHOICES.get("role_of_account" if table.name == "accounts" and column == "role" else column)
    if choices:
        return rng.choice([one for one in choices if one != getattr(old, "value", old)])
    if column in ("made_by", "entered_by", "actor_id"):
        accounts = Base.metadata.tables["accounts"]
        others = select(accounts.c.id).where(accounts.c.id != old).order_by(accounts.c.name)
        return rng.choice(list(session.scalars(others)))
    makers: dict[type, Callable[[Any], Any]] = {
        bool: lambda value: not value,
        int: lambda value: value + 1,
        float: lambda value: value + 0.125,
        bytes: lambda value: bytes([value[0] ^ 1]) + value[1:],
        str: lambda value: _letter(value, rng),
        dict: lambda value: {**value, "forged": 1},
        datetime: lambda value: value + timedelta(seconds=1),
        list: lambda value: [*value[:-1], "زور"] if value else ["زور"],
    }
    maker = makers.get(type(old))
    return maker(old) if maker is not None else None


def _letter(text: str, rng: random.Random) -> str:
    """The text with one letter changed, or one letter where there was none."""
    if not text:
        return "ز"
    place = rng.randrange(len(text))
    letter = "ب" if text[place] != "ب" else "ت"
    if text.isascii():
        letter = "a" if text[place] != "a" else "b"
    return text[:place] + letter + text[place + 1 :]
