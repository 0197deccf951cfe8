"""The demo, through a power cut: its people finish their work, and every receipt that was given is there."""

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import func, select

from cli.up.instance import is_ready
from cli.up.note import NOTE
from registry.database.sessions import Sessions, make_sessions, open_engine, snapshot
from registry.domain.receipts import printed
from registry.domain.states import EntryState
from registry.models.batches import BatchState, ImportBatch
from registry.models.cases import Case
from registry.models.entries import Entry
from registry.models.records import Record
from registry.reporting.reconciliation import balance
from registry.vault.crypto import load_keys
from settings import Settings
from specimens.story import LIST_LENGTH, the_family
from tests.cli.commands import started
from tests.cli.test_supervisor import alive, until
from tests.cli.test_up import parts

pytestmark = pytest.mark.slow

HOST = "127.0.0.1"
PASSWORD = "باب الشرقي ١٩٥٧"
PATIENCE = 300.0


@contextmanager
def demo(data: Path) -> Iterator[int]:
    """The demo on a free port, killed with all its parts at the end as a power cut would; gives the port."""
    with closing(socket.create_server((HOST, 0))) as door:
        port = int(door.getsockname()[1])
    words = ("up", "--demo", "--port", str(port))
    with started(*words, data=data, SIJILL_DEMO_PASSWORD=PASSWORD) as process:
        try:
            assert until(lambda: is_ready(HOST, port) or process.poll() is not None, PATIENCE)
            assert process.poll() is None
            yield port
        finally:
            running = parts(data)
            for one in running:
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            assert until(lambda: not any(alive(one) for one in running), PATIENCE)


def receipts_of(port: int, count: int) -> set[str]:
    """The receipts of cases that the clerk opens over HTTP, as they stand in the answers."""
    with closing(HTTPConnection(HOST, port, timeout=60)) as door:

        def ask(path: str, body: dict[str, str], token: str = "") -> dict[str, str]:
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
            door.request("POST", f"/api/v1{path}", json.dumps(body), headers)
            answer = door.getresponse()
            told: dict[str, str] = json.loads(answer.read())
            assert answer.status in {200, 201}, told
            return told

        token = ask("/login", {"username": "clerk", "password": PASSWORD})["token"]
        return {ask("/cases", {"service": "national_card"}, token)["receipt"] for _ in range(count)}


def sessions_of(data: Path) -> Sessions:
    """The demo's database, seen from outside."""
    settings = Settings(data=data)
    return make_sessions(open_engine(settings.database, load_keys(settings.keys).database))


def is_filled(data: Path) -> Callable[[], bool]:
    """Whether the demo's people have done their work."""
    return lambda: '"filled": true' in (data / NOTE).read_text(encoding="utf-8")


def test_after_a_power_cut_receipts_are_there_books_balance_and_the_family_is_registered(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    with demo(data) as port:
        given = receipts_of(port, 5)
    with demo(data):
        assert until(is_filled(data), PATIENCE), (data / "logs" / "demo.log").read_text(encoding="utf-8")
    with snapshot(sessions_of(data)) as session:
        assert given <= {printed(code) for code in session.scalars(select(Case.receipt))}
        assert balance(session).even
        registered = session.scalars(select(Record.document_type).where(Record.document_id.is_not(None)))
        assert sorted(registered) == [
            *["birth_certificate"] * len(the_family().children),
            "marriage_contract",
            "national_card",
            "record_extract",
        ]
        waiting = select(func.count()).select_from(Entry).where(Entry.state == EntryState.entered)
        assert session.scalar(waiting) == 1
        (batch,) = session.scalars(select(ImportBatch))
        assert (batch.state, batch.kept) == (BatchState.waiting, LIST_LENGTH)
