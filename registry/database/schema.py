"""The schema's version: of the code, by its migrations, and of a database."""

from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

VERSIONS: Final = Path(__file__).resolve().parents[2] / "alembic" / "versions"


@cache
def newest() -> str:
    """The version that this code is written for: migrations are files named `NUMBER_what.py`."""
    return max(path.stem.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


def version_of(database: Engine | Connection) -> str | None:
    """The version of a database; None for an empty one."""
    if isinstance(database, Engine):
        with database.connect() as connection:
            return version_of(connection)
    if not inspect(database).has_table("alembic_version"):
        return None
    version: str | None = database.scalar(text("SELECT version_num FROM alembic_version"))
    return version
