"""The database's schema: which version it has, and how it gets the newest."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from settings import ROOT


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def version_of(engine: Engine) -> str:
    """The schema's version, as alembic writes it."""
    with engine.connect() as connection:
        return ", ".join(MigrationContext.configure(connection).get_current_heads())
