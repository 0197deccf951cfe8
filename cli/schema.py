"""How a database's schema gets the newest version."""

from sqlalchemy import Engine

from settings import ROOT


def upgrade_to_newest(engine: Engine) -> None:
    """Bring the schema to the newest version."""
    # Loaded only here: alembic takes as long as all the rest of a start, and is seldom needed.
    from alembic import command
    from alembic.config import Config

    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
