"""The migrations: they build what the models say, and go down and up again, on both databases."""

from alembic.command import check, downgrade, upgrade
from sqlalchemy import inspect

from registry.models import Base
from tests.databases import Database, alembic_config


def test_the_migrations_build_exactly_what_the_models_say(database: Database) -> None:
    check(alembic_config(database.engine))


def test_down_and_up_again_leaves_the_same_tables(database: Database) -> None:
    config = alembic_config(database.engine)
    downgrade(config, "base")
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version"}
    upgrade(config, "head")
    assert set(inspect(database.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_every_table_of_the_models_has_named_constraints() -> None:
    for table in Base.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name
