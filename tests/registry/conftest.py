"""Fixtures of the register's tests."""

import pytest
from sqlalchemy.orm import Session

from tests.registry.office import Staff, open_offices


@pytest.fixture
def staff(session: Session) -> Staff:
    """Two offices with their people, in a session that is undone at the end."""
    return open_offices(session)
