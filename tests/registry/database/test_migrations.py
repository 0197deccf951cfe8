"""The migrations: they build what the models say, and go down and up again, on both databases."""

from collections.abc import Mapping
from typing import Final

import pytest
from alembic.command import check, downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from registry.database.sqlite import check_references, rebuilding
from registry.models import Base
from tests.databases import Database, alembic_config
from tests.registry.filling import contents, fill

# What going down to a revision loses beyond what the stops before it lost: whole tables.
LOST: Final[Mapping[str, tuple[str, ...]]] = {
    "0021": ("account_requests", "clock_anchors", "installation", "integrity_faults"),
    "0013": (
        "book_hands",
        "book_leaves",
        "condition_reports",
        "exports",
        "fold_states",
        "handover_items",
        "handovers",
        "leaf_captures",
        "ledger_books",
        "pair_acts",
        "record_pairs",
        "sample_draws",
        "second_keys",
        "settled_faults",
    ),
    "0007": (
        "book_pages",
        "changed_values",
        "event_people",
        "family_members",
        "identifiers",
        "record_changes",
        "register_books",
        "side_marks",
        "side_twins",
        "trail_checkpoints",
        "trail_leaves",
        "trail_nodes",
        "vital_events",
    ),
}
# The same of columns: lost, or made anew on the way up (variants of names, seals, offices of index rows).
ALTERED: Final[Mapping[str, tuple[str, ...]]] = {
    "0021": (
        "accounts.language",
        "document_sides.paired_by",
        "documents.decided_by",
        "entries.looked",
        "import_batches.date_order",
        "import_batches.day_first",
        "import_batches.month_first",
        "import_batches.path",
        "name_variants.key",
        "name_variants.part_id",
        "name_variants.variant",
        "pages.points",
        "legacy_rows.digest",
        "legacy_rows.person_digest",
        "legacy_rows.salt",
        "read_values.doubts",
        "record_values.digest",
        "record_values.salt",
        "record_versions.commitment",
        "record_versions.salt",
        "tasks.pages_read",
    ),
    "0013": (
        "import_batches.mapping_digest",
        "readings.layout",
        "side_twins.judged_at",
        "side_twins.judged_by",
        "side_twins.verdict",
    ),
    "0007": ("events.reason_seal", "name_index.office"),
}


def test_the_migrations_build_exactly_what_the_models_say(database: Database) -> None:
    check(alembic_config(database.engine))


def test_down_and_up_again_leaves_the_same_tables(database: Database) -> None:
    config = alembic_config(database.engine)
    downgrade(config, "base")
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version"}
    upgrade(config, "head")
    assert set(inspect(database.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


@pytest.mark.parametrize("stop", sorted(LOST))
def test_going_down_with_rows_loses_what_the_older_schema_has_no_place_for(
    database: Database, stop: str
) -> None:
    config = alembic_config(database.engine)
    fill(database.engine)
    full = contents(database.engine)
    assert [name for name, columns in full.items() if not any(columns.values())] == []
    downgrade(config, stop)
    upgrade(config, "head")
    kept = contents(database.engine)
    newer = {name for later, names in LOST.items() if later >= stop for name in names}
    assert {name for name, columns in kept.items() if not any(columns.values())} == newer
    altered = {
        f"{name}.{column}"
        for name, columns in kept.items()
        for column, values in columns.items()
        if name not in newer and values != full[name][column]
    }
    told = {name for later, names in ALTERED.items() if later >= stop for name in names}
    assert altered == {name for name in told if name.partition(".")[0] not in newer}


def test_down_to_nothing_and_up_again_with_rows_in_every_table(database: Database) -> None:
    config = alembic_config(database.engine)
    fill(database.engine)
    downgrade(config, "base")
    upgrade(config, "head")
    left = contents(database.engine)
    assert [name for name, columns in left.items() if any(columns.values())] == ["trail_head"]
    fill(database.engine)
    check(config)


def test_a_rebuilt_table_leaves_no_row_without_what_it_refers_to(embedded_database: Database) -> None:
    """Foreign keys rest while SQLite rebuilds tables; what they would have caught is looked for after."""
    fill(embedded_database.engine)
    with embedded_database.engine.connect() as connection, rebuilding(connection):
        check_references(connection)
        connection.execute(text("DELETE FROM accounts"))
        with pytest.raises(IntegrityError, match=r"rows of .*documents.* refer to rows that are gone"):
            check_references(connection)
        connection.rollback()
    with embedded_database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        with pytest.raises(IntegrityError):
            connection.execute(text("DELETE FROM accounts"))


def test_every_table_of_the_models_has_named_constraints() -> None:
    for table in Base.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name
