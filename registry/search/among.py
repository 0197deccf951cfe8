"""`column = any of many`, with one statement text however many: plans are made once on both databases."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Literal, Self

from sqlalchemy import BindParameter, Boolean, ColumnElement, Dialect, SQLColumnExpression, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import UserDefinedType


class Many(UserDefinedType[Sequence[Any]]):
    """A list bound as one parameter: an array on PostgreSQL, a JSON text on SQLite.

    The array is written here, as PostgreSQL reads one: psycopg looks at each item to find out its type.
    """

    cache_ok = True
    render_bind_cast = True

    def __init__(self, item: Literal["INTEGER", "TEXT"]) -> None:
        self.item = item

    def get_col_spec(self, **_: Any) -> str:
        """The type that the parameter is cast to, where a dialect casts."""
        return f"{self.item}[]"

    def bind_processor(self, dialect: Dialect) -> Callable[[Sequence[Any] | None], str | None]:
        """What makes a text of a list."""
        write = _array_text if dialect.name == "postgresql" else json.dumps
        return lambda items: None if items is None else write(items)


def _array_text(items: Sequence[Any]) -> str:
    """A list of numbers or texts as PostgreSQL reads an array."""
    return "{" + ",".join([_quoted(item) if isinstance(item, str) else str(item) for item in items]) + "}"


def _quoted(item: str) -> str:
    escaped = item.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class Among(FunctionElement[bool]):
    """True where the first clause equals an item of the second."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002 - the name is SQLAlchemy's
        """The condition as it stands: compared with 1, as SQLite's booleans are, no index would serve it."""
        return self


@compiles(Among, "postgresql")
def _array(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, items = element.clauses
    return f"{compiler.process(column, **kw)} = ANY ({compiler.process(items, **kw)})"


@compiles(Among, "sqlite")
def _json(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, items = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({items}))"  # noqa: S608 - both are compiled clauses


class AmongHashed(Among):
    """The same, for a condition that many rows are tried with: PostgreSQL walks an array for each of them."""

    inherit_cache = True


@compiles(AmongHashed, "postgresql")
def _hashed(element: AmongHashed, compiler: SQLCompiler, **kw: Any) -> str:
    column, items = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} IN (SELECT unnest({items}))"


def integers(name: str) -> BindParameter[Sequence[int]]:
    """A parameter that takes a list of integers."""
    return bindparam(name, type_=Many("INTEGER"))


def texts(name: str) -> BindParameter[Sequence[str]]:
    """A parameter that takes a list of texts."""
    return bindparam(name, type_=Many("TEXT"))


def among(column: SQLColumnExpression[Any], items: BindParameter[Any]) -> ColumnElement[bool]:
    """The condition that a column's value is one of the items."""
    return Among(column, items)


def among_hashed(column: SQLColumnExpression[Any], items: BindParameter[Any]) -> ColumnElement[bool]:
    """The same condition where no index serves it."""
    return AmongHashed(column, items)
