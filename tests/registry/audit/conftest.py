"""Fixtures of the proof's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Database, copied


@pytest.fixture
def postgres_copy(postgres_template: Database, tmp_path: Path) -> Iterator[Database]:
    """A PostgreSQL database of the test's own, where two may write at once."""
    with copied(postgres_template, tmp_path) as own:
        yield own
