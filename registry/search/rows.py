"""Rows as the driver gives them: what SQLAlchemy does for each question and row takes as long as a probe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Dialect, Select
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

Query = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A query as text for one driver: parameters it brings along, who writes the others, their order."""

    text: str
    own: Mapping[str, Any]
    writers: Mapping[str, Callable[[Any], Any]]
    order: tuple[str, ...] | None


def rows_of(session: Session, query: Query, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a query, which must be made only once, in the session's transaction.

    Numbers and texts alone: no column's value is made into anything else, no error is made SQLAlchemy's.
    """
    connection = session.connection()
    ready = _ready(query, connection.dialect)
    written = {name: write(values[name]) for name, write in ready.writers.items()}
    parameters = {**ready.own, **values, **written}
    cursor = connection.connection.cursor()
    try:
        cursor.execute(ready.text, [parameters[name] for name in ready.order] if ready.order else parameters)
        return list(cursor.fetchall())
    finally:
        cursor.close()


@lru_cache(maxsize=64)
def _ready(query: Query, dialect: Dialect) -> _Ready:
    compiled = query.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    writers = {name: bound.type.bind_processor(dialect) for name, bound in compiled.binds.items()}
    return _Ready(
        str(compiled),
        compiled.params,
        {name: write for name, write in writers.items() if write is not None},
        tuple(compiled.positiontup) if compiled.positiontup else None,
    )
