"""Three hundred at once, over real sockets: everybody gets an answer, in time, and none is a failure."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from httpx2 import Client, Limits

from api.crowd import AT_WORK, CONNECTIONS_EACH
from registry.database.pool import MOST_OPEN
from tests.api.office import Office
from tests.api.papers import hand_in
from tests.api.served import Served, served

CROWD = 300
LONGEST_SECONDS = 30.0


def test_there_is_a_connection_for_everything_that_is_let_in() -> None:
    assert AT_WORK * CONNECTIONS_EACH < MOST_OPEN


def crowd_of(door: Served) -> Client:
    """A clerk's client with a connection for everybody: none waits for another on this side."""
    return Client(
        base_url=door.client.base_url,
        timeout=LONGEST_SECONDS,
        headers={"authorization": f"Bearer {door.office.tokens['clerk']}"},
        limits=Limits(max_connections=CROWD + 2, max_keepalive_connections=0),
    )


@pytest.mark.parametrize("where", ["scan", "records"])
def test_three_hundred_at_once_are_answered_or_told_to_come_again(any_office: Office, where: str) -> None:
    handed = hand_in(any_office)
    path = f"/api/v1/scans/{handed.scan}" if where == "scan" else "/desk"
    alive: list[float] = []
    with served(any_office) as door, crowd_of(door) as client:
        over = threading.Event()

        def watch() -> None:
            while not over.is_set():
                began = time.monotonic()
                assert client.get("/healthz").status_code == 200
                alive.append(time.monotonic() - began)

        with ThreadPoolExecutor(CROWD + 1) as crowd:
            watching = crowd.submit(watch)
            try:
                answers = list(crowd.map(lambda _: client.get(path), range(CROWD)))
            finally:
                over.set()
            watching.result()
        assert client.get(path).status_code == 200
    count = Counter(answer.status_code for answer in answers)
    assert set(count) <= {200, 503}
    assert count[200] >= AT_WORK
    for answer in answers:
        if answer.status_code == 503:
            assert answer.headers["content-type"] == "application/problem+json"
            assert (answer.json()["code"], int(answer.headers["retry-after"]) > 0) == ("busy", True)
    assert max(alive) < 5


def test_a_database_that_gives_no_connection_is_busy_and_no_failure(
    any_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = any_office.parts.sessions.kw["bind"].pool
    monkeypatch.setattr(pool, "_timeout", 0.1)
    held = [pool.connect() for _ in range(MOST_OPEN)]
    try:
        answer = any_office.client("clerk").get("/desk")
        assert (answer.status_code, answer.json()["code"]) == (503, "busy")
        assert any_office.client().get("/healthz").status_code == 200
    finally:
        for connection in held:
            connection.close()
    assert any_office.client("clerk").get("/desk").status_code == 200
