"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite, values bound as the models say."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.orm import Session

Row = Sequence[Any]


def put_rows(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows of these columns in the session's transaction."""
    connection = session.connection()
    bound = _bound(connection, table, columns, rows)
    if connection.dialect.name == "postgresql":
        _copy(connection, table, columns, bound)
        return
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - names of our tables
    every = list(bound)
    if every:
        connection.exec_driver_sql(statement, every)


def reserve(session: Session, table: Table, count: int) -> list[int]:
    """As many fresh ids of a table, in rising order; nobody else gets them."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = f"{table.name}_id_seq"
        query = text("SELECT nextval(:sequence) FROM generate_series(1, :count)")
        return list(session.scalars(query, {"sequence": sequence, "count": count}))
    # SQLite has one writer, and this transaction is it.
    newest = session.scalar(select(func.max(table.c.id))) or 0
    return list(range(newest + 1, newest + 1 + count))


def _bound(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]
) -> Iterable[tuple[Any, ...]]:
    """Rows as the driver takes them: dates, ids and lists in this database's own form."""
    dialect = connection.dialect
    binders = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns]
    for row in rows:
        yield tuple(
            value if bind is None or value is None else bind(value)
            for bind, value in zip(binders, row, strict=True)
        )


def _copy(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    names = ", ".join(f'"{name}"' for name in columns)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
