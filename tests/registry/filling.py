"""Fills every table with rows that its constraints allow, whatever the tables are: no list to keep."""

import uuid
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Enum,
    Float,
    Integer,
    LargeBinary,
    String,
    Uuid,
    insert,
    select,
)

from registry.models import Base
from registry.models.base import UtcDateTime

ROWS: Final = 2
# Columns that must not name the same row as their neighbour: second persons, second records.
OTHERS: Final = frozenset({"decided_by", "signed_by", "settled_by", "given_to", "second_record", "twin_id"})
# What two rows of a table can't do, or columns of which only one may be filled.
ONE_ROW: Final = frozenset({"record_pairs", "trail_head"})
EMPTY: Final = frozenset({("sensitive_values", name) for name in ("draft_of", "entry_id", "version_id")})
NOW: Final = datetime(2026, 3, 2, 7, 10, tzinfo=UTC)

Keys = dict[str, list[dict[str, Any]]]


def fill(engine: Engine) -> None:
    """Put rows into every table, those that others refer to first."""
    kept: Keys = {}
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            # The migrations themselves put the head of the trail in its place.
            kept[table.name] = [dict(row._mapping) for row in connection.execute(select(table))]
            for number in range(len(kept[table.name]), 1 if table.name in ONE_ROW else ROWS):
                row = {column.name: _value(column, number, kept) for column in table.columns}
                connection.execute(insert(table).values(row))
                kept[table.name].append(row)


def contents(engine: Engine) -> dict[str, dict[str, list[str]]]:
    """What each column of each table holds, in no order that matters."""
    with engine.connect() as connection:
        return {
            table.name: {column.name: _held(connection, column) for column in table.columns}
            for table in Base.metadata.sorted_tables
        }


def _held(connection: Connection, column: Column[Any]) -> list[str]:
    return sorted(repr(value) for value in connection.execute(select(column)).scalars())


def _value(column: Column[Any], number: int, kept: Keys) -> Any:
    if (column.table.name, column.name) in EMPTY:
        return None
    for key in column.foreign_keys:
        rows = kept.get(key.column.table.name, [])
        if not rows:
            return None
        chosen = (number + 1 if column.name in OTHERS else number) % len(rows)
        return rows[chosen][key.column.name]
    return _plain(column, number)


def _plain(column: Column[Any], number: int) -> Any:
    """A value of the column's type that another row does not have."""
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return next(iter(kind.enum_class))
    if isinstance(kind, UtcDateTime):
        return NOW
    simple: dict[type, Any] = {
        Uuid: uuid.uuid4(),
        Boolean: False,
        Float: 0.5,
        Integer: number + 1,
        Date: date(1990, 3, 14),
        LargeBinary: bytes([number]) * 32,
    }
    for known, value in simple.items():
        if isinstance(kind, known):
            return value
    if isinstance(kind, String):
        return f"{column.name}-{number}"[: kind.length or 64]
    return {}
