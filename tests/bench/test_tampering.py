"""What is changed behind the service's back is found, on both databases; what nobody touched is no fault."""

from pathlib import Path

from bench.signed_register import filled
from bench.tampering import COLUMNS, OBJECTS, first_fault, tampered
from tests.databases import Database

UNHELD = {
    ("trail_checkpoints", "signed_at"),
    ("records", "registered_at"),
    ("records", "document_type"),
    ("record_versions", "made_at"),
    *(("entries", column) for column in ("number", "looked", "entered_at", "decided_at")),
}
"""What no commitment holds yet; the bench counts it as not found."""


def test_every_change_by_sql_or_on_files_is_found(database: Database, tmp_path: Path) -> None:
    house = filled(database.engine, tmp_path)
    with house.engine.connect() as connection:
        assert first_fault(house, connection) is None
    changes = list(tampered(house, 52, 1957))
    assert {change.table for change in changes} == {*COLUMNS, OBJECTS}
    missed = {(change.table, change.what) for change in changes if change.found is None}
    assert missed - UNHELD == set()
    with house.engine.connect() as connection:
        assert first_fault(house, connection) is None
