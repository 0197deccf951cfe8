"""`column = any of many`, with one statement text however many: plans are made once on both databases."""

import json
from collections.abc import Sequence
from typing import Any, Self

from sqlalchemy import (
    ARRAY,
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
    """A list bound as one parameter: an array on PostgreSQL, a JSON text on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, item: type[Integer] | type[Text]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.item()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else json.dumps(value)


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


def integers(name: str) -> BindParameter[Sequence[int]]:
    """A parameter that takes a list of integers."""
    return bindparam(name, type_=Many(Integer))


def texts(name: str) -> BindParameter[Sequence[str]]:
    """A parameter that takes a list of texts."""
    return bindparam(name, type_=Many(Text))


def among(column: SQLColumnExpression[Any], items: BindParameter[Any]) -> ColumnElement[bool]:
    """The condition that a column's value is one of the items."""
    return Among(column, items)
