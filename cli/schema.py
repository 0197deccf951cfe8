"""The database's schema: which version it has, and how it gets the newest."""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine, inspect, text

from settings import ROOT

VERSIONS: Final[Path] = ROOT / "alembic" / "versions"


def upgrade_to_newest(engine: Engine) -> None:
    """Bring the schema to the newest version."""
    # Loaded only here: alembic takes as long as all the rest of a start, and is seldom needed.
    from alembic import command
    from alembic.config import Config

    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def version_of(engine: Engine) -> str | None:
    """The schema's version; None for an empty database."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version


def newest() -> str:
    """The newest version: migrations are files named `NUMBER_what.py`, one after the other."""
    return max(path.stem.partition("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))
