"""What is changed behind the service's back is found, on both databases; what nobody touched is no fault."""

from pathlib import Path

from bench.signed_register import filled
from bench.tampering import COLUMNS, OBJECTS, first_fault, tampered
from tests.databases import Database


def test_every_change_by_sql_or_on_files_is_found(database: Database, tmp_path: Path) -> None:
    house = filled(database.engine, tmp_path)
    with house.engine.connect() as connection:
        assert first_fault(house, connection) is None
    changes = list(tampered(house, 52, 1957))
    assert {change.table for change in changes} == {*COLUMNS, OBJECTS}
    missed = {(change.table, change.what) for change in changes if change.found is None}
    assert missed == set()
    with house.engine.connect() as connection:
        assert first_fault(house, connection) is None
