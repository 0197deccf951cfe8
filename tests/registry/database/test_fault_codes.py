"""What goes into a log of a database's failure: the code, never the words."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from registry.database.fault_codes import symptom
from registry.database.sessions import make_sessions, transaction
from tests.databases import Database

CODES = {"sqlite": "OperationalError SQLITE_ERROR", "postgresql": "ProgrammingError 42P01"}


def test_a_failure_is_told_by_the_code_of_its_database(database: Database) -> None:
    with pytest.raises(SQLAlchemyError) as failed, transaction(make_sessions(database.engine)) as session:
        session.execute(text("SELECT 'زينب' FROM nowhere"))
    assert symptom(failed.value) == CODES[database.kind]


def test_any_other_error_is_told_by_its_class() -> None:
    assert symptom(OSError("زينب")) == "OSError"
