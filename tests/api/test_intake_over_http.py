"""A folder handed in over HTTP needs an account alone, sends nothing twice, and waits for a busy door."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from httpx2 import Client
from PIL import Image
from sqlalchemy import func, select

from cli.door import Door, DoorError
from cli.handing import Bundle
from cli.watching import Watch
from registry.database.sessions import snapshot
from registry.models.cases import Case
from registry.models.scans import Scan
from tests.api.office import PASSWORD, Office
from tests.api.served import Served, served
from tests.cli.commands import Answer, sijill, started


@pytest.fixture
def door(office: Office) -> Iterator[Served]:
    """The office's door, open on a port."""
    with served(office) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two loose papers, and two that are one case; a note beside them."""
    made = tmp_path / "scans"
    (made / "family").mkdir(parents=True)
    for number, name in enumerate(("a.png", "b.png", "family/1.png", "family/2.png")):
        Image.new("RGB", (80 + number, 60), "white").save(made / name)
    (made / "note.txt").write_text("x")
    return made


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No list of the person's own is read or written; no setting of ours points to a register here."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("SIJILL_DATA", str(tmp_path / "no-data"))
    monkeypatch.setenv("SIJILL_LANG", "en")
    monkeypatch.setenv("SIJILL_PASSWORD", PASSWORD)


def address_of(door: Served) -> str:
    return str(door.client.base_url)


def counted(door: Served) -> tuple[int, int]:
    """How many cases and scans the office has."""
    with snapshot(door.office.parts.sessions) as session:
        cases = session.scalar(select(func.count()).select_from(Case)) or 0
        return cases, session.scalar(select(func.count()).select_from(Scan)) or 0


def intake(door: Served, folder: Path, capsys: pytest.CaptureFixture[str]) -> Answer:
    return sijill("intake", str(folder), "--as", "clerk", "--url", address_of(door), capsys=capsys)


def test_a_folder_goes_in_once_and_what_is_added_later_goes_in_alone(
    door: Served, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = intake(door, folder, capsys)
    assert (answer.code, counted(door)) == (0, (3, 4)), answer.err
    assert "4 files are in the register." in answer.err
    assert "note.txt" in answer.err
    assert not (tmp_path / "no-data").exists()
    assert "0 files" in intake(door, folder, capsys).err
    Image.new("RGB", (99, 60), "white").save(folder / "c.png")
    assert "1 file is in the register." in intake(door, folder, capsys).err
    assert counted(door) == (4, 5)


def test_without_the_list_of_what_was_sent_the_register_knows_its_papers(
    door: Served, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    intake(door, folder, capsys)
    for path in (tmp_path / "state" / "sijill").iterdir():
        path.write_text("[broken")
    assert intake(door, folder, capsys).code == 0
    assert counted(door) == (3, 4)


def test_what_is_refused_is_named_with_its_reason_and_the_rest_goes_in(
    door: Served, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff broken")
    answer = intake(door, folder, capsys)
    assert (answer.code, counted(door)) == (1, (3, 4))
    assert "broken.jpg" in answer.err
    assert "1 file was refused." in answer.err


def test_a_wrong_password_and_a_door_that_is_not_there_are_told(
    door: Served, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.door.PAUSE_SECONDS", 0.0)
    away = sijill("intake", str(folder), "--as", "clerk", "--url", "http://127.0.0.1:9", capsys=capsys)
    assert (away.code, "No answer from http://127.0.0.1:9" in away.err) == (1, True)
    monkeypatch.setenv("SIJILL_PASSWORD", "غير صحيحة")
    answer = intake(door, folder, capsys)
    assert (answer.code, "did not open" in answer.err) == (1, True)
    assert counted(door) == (0, 0)


class Busy(BaseHTTPRequestHandler):
    """A door that is busy twice, then lets in."""

    calls = 0

    def do_POST(self) -> None:
        type(self).calls += 1
        self.rfile.read(int(self.headers["content-length"]))
        body = b'{"token": "t"}'
        self.send_response(503 if self.calls < 3 else 200)
        self.send_header("retry-after", "7")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_busy_door_is_given_the_time_it_asks_for() -> None:
    server = HTTPServer(("127.0.0.1", 0), Busy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rests: list[float] = []
    try:
        client = Client(base_url=f"http://127.0.0.1:{server.server_port}")
        door = Door(client, "clerk", "x", rests.append)
        door.sign_in()
        assert (door.token, rests) == ("t", [7.0, 7.0])
        client.close()
    finally:
        server.shutdown()
        server.server_close()


def test_a_door_that_stays_away_ends_the_run_with_an_address() -> None:
    with Client(base_url="http://127.0.0.1:9") as client:
        door = Door(client, "clerk", "x", lambda _: None)
        with pytest.raises(DoorError) as told:
            list(door.hand_in(Bundle((Path(__file__),))))
    assert told.value.params == {"address": "http://127.0.0.1:9"}


def test_a_file_is_taken_once_it_has_stood_still(tmp_path: Path) -> None:
    done: set[Path] = set()
    watch, file = Watch([tmp_path], done.__contains__), tmp_path / "scan.png"
    file.write_bytes(b"half")
    assert list(watch.look()) == []
    file.write_bytes(b"half and more")
    assert list(watch.look()) == []
    assert [one.files for one in watch.look()] == [(file,)]
    done.add(file)
    assert list(watch.look()) == []
    (tmp_path / "empty.png").touch()
    os.utime(tmp_path / "empty.png", (time.time(), time.time()))
    assert list(watch.look()) == []
    assert list(watch.look()) == []


def test_a_watched_folder_is_taken_as_it_fills_until_ctrl_c(door: Served, tmp_path: Path) -> None:
    folder = tmp_path / "scanner"
    folder.mkdir()
    words = ("intake", str(folder), "--as", "clerk", "--url", address_of(door), "--watch")
    watching = started(*words, data=tmp_path / "no-data", SIJILL_PASSWORD=PASSWORD)
    try:
        Image.new("RGB", (81, 60), "white").save(folder / "one.png")
        end = time.monotonic() + 60
        while counted(door)[1] == 0 and time.monotonic() < end:
            time.sleep(0.2)
        assert counted(door) == (1, 1)
        watching.send_signal(signal.SIGINT)
        said, _ = watching.communicate(timeout=30)
        assert (watching.returncode, "Waiting for new papers." in said) == (0, True), said
    finally:
        watching.kill()
        watching.wait()
