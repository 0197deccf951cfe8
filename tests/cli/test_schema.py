"""The newest schema is known without alembic's help, and alembic agrees."""

from alembic.config import Config
from alembic.script import ScriptDirectory

from registry.database.schema import newest, version_of
from tests import tree
from tests.databases import Database


def test_the_file_with_the_greatest_number_is_the_newest_version() -> None:
    script = ScriptDirectory.from_config(Config(tree.ROOT / "alembic.ini"))
    assert script.get_heads() == [newest()]


def test_a_migrated_database_says_its_version(embedded_database: Database) -> None:
    assert version_of(embedded_database.engine) == newest()
