"""Fixtures of the workers' tests."""

from collections.abc import Iterator

import pytest
from redis import Redis

from tests.workers.valkey import Valkey


@pytest.fixture(scope="session")
def _shared_valkey() -> Iterator[Valkey]:
    with Valkey() as server:
        yield server


@pytest.fixture
def valkey(_shared_valkey: Valkey) -> Valkey:
    """A Valkey with nothing in it."""
    with Redis.from_url(_shared_valkey.url) as redis:
        redis.flushall()
    return _shared_valkey


@pytest.fixture
def redis(valkey: Valkey) -> Iterator[Redis]:
    """A connection to an empty Valkey."""
    with Redis.from_url(valkey.url) as connection:
        yield connection
