"""`column = any of many`, with one statement text however many: plans are made once on both databases."""

import json
from collections.abc import Sequence
from typing import Any, Self

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    Boolean,
    ColumnElement,
    Dialect,
    Integer,
    SQLColumnExpression,
    Text,
    bindparam,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine


class Many(TypeDecorator[Sequence[Any]]):
    """A list bound as one parameter: an array on PostgreSQL, a JSON text on SQLite.

    PostgreSQL gets integers as a text, too: the driver would look at each of hundreds for a quotation mark.
    """

    impl = Text
    cache_ok = True

    def __init__(self, item: type[Integer] | type[Text]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        is_array = dialect.name == "postgresql" and self.item is Text
        return dialect.type_descriptor(ARRAY(Text()) if is_array else Text())

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name != "postgresql":
            return json.dumps(value)
        return value if self.item is Text else f"{{{','.join(map(str, value))}}}"


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
    return (
        f"{compiler.process(column, **kw)} = ANY "
        f"(({compiler.process(items, **kw)})::{_array_of(column.type)}[])"
    )


def _array_of(item: TypeEngine[Any]) -> str:
    """The very type of the column: with an array of another one PostgreSQL may leave an index alone."""
    if not isinstance(item, Integer):
        return "TEXT"
    return "BIGINT" if isinstance(item, BigInteger) else "INTEGER"


@compiles(Among, "sqlite")
def _json(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, items = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({items}))"  # noqa: S608 - both are compiled clauses


def integers(name: str) -> BindParameter[Sequence[int]]:
    """A parameter that takes a list of integers."""
    return bindparam(name, type_=Many(Integer))


def texts(name: str) -> BindParameter[Sequence[str]]:
    """A parameter that takes a list of texts."""
    return bindparam(name, type_=Many(Text))


def among(column: SQLColumnExpression[Any], items: BindParameter[Any]) -> ColumnElement[bool]:
    """The condition that a column's value is one of the items."""
    return Among(column, items)
