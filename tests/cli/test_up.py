"""`sijill up` as one service: it starts, mends itself, and leaves nothing behind, however it ends."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cli.up.instance import is_ready
from tests.cli.commands import started
from tests.cli.test_supervisor import alive, until

pytestmark = pytest.mark.slow

HOST = "127.0.0.1"
PATIENCE = 120.0


@pytest.fixture(scope="module")
def port() -> int:
    """A port that nobody listens on."""
    with closing(socket.create_server((HOST, 0))) as door:
        number = door.getsockname()[1]
    assert isinstance(number, int)
    return number


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that lives through all tests of this file, in their order."""
    return tmp_path_factory.mktemp("up") / "data"


@contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The service, ready."""
    with started("up", "--port", str(port), data=data) as process:
        try:
            assert until(lambda: is_ready(HOST, port) or process.poll() is not None, PATIENCE)
            yield process
        finally:
            process.kill()


@pytest.fixture
def service(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A service for one test."""
    with running(data, port) as process:
        yield process


@pytest.fixture(scope="module")
def lasting(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A service for the tests that leave it running, and for the one after them that does not."""
    with running(data, port) as process:
        yield process


def parts(data: Path) -> dict[int, str]:
    """Every running process that works on a data folder, by its environment or its words, and these words."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told, words = (process / "environ").read_bytes(), (process / "cmdline").read_bytes()
        except OSError:
            continue
        if bytes(data) in told + words and alive(int(process.name)):
            found[int(process.name)] = words.replace(b"\0", b" ").decode()
    return found


def of_verb(data: Path, verb: str) -> list[int]:
    """The processes of one verb."""
    return [process for process, words in parts(data).items() if re.search(rf"cli\.main {verb}\b", words)]


def last_words(service: subprocess.Popen[str]) -> str:
    """All that a service which has ended had said."""
    assert service.stdout is not None
    return service.stdout.read()


def test_the_first_start_shows_the_recovery_key_and_the_first_account(service: subprocess.Popen[str]) -> None:
    service.send_signal(signal.SIGINT)
    assert service.wait(PATIENCE) == 0
    said = last_words(service)
    assert "Recovery key" in said
    assert re.search(r"The first account: admin\. Activate it at http://", said)


def test_a_later_start_shows_neither_and_sigterm_stops_it_cleanly(
    service: subprocess.Popen[str], data: Path
) -> None:
    service.terminate()
    assert service.wait(PATIENCE) == 0
    said = last_words(service)
    assert "Recovery key" not in said
    assert "The first account" not in said
    assert parts(data) == {}


def test_a_dead_worker_is_replaced(lasting: subprocess.Popen[str], data: Path) -> None:
    assert until(lambda: bool(of_verb(data, "worker")), PATIENCE)
    (first, *_) = of_verb(data, "worker")
    os.kill(first, signal.SIGKILL)
    assert until(lambda: any(process != first for process in of_verb(data, "worker")), PATIENCE)
    assert lasting.poll() is None


def test_a_second_service_on_the_same_folder_is_refused(
    lasting: subprocess.Popen[str], data: Path, port: int
) -> None:
    with closing(socket.create_server((HOST, 0))) as door:
        other = door.getsockname()[1]
    with started("up", "--port", str(other), data=data) as second:
        assert second.wait(PATIENCE) == 2
        assert "Another service" in last_words(second)
    with started("up", "--port", str(port), data=data.parent / "other") as third:
        assert third.wait(PATIENCE) == 2
        assert f"Port {port} is taken" in last_words(third)
    assert lasting.poll() is None


def test_nothing_is_left_behind_when_it_is_killed(lasting: subprocess.Popen[str], data: Path) -> None:
    assert until(lambda: len(parts(data)) >= 5, PATIENCE)
    lasting.kill()
    assert until(lambda: parts(data) == {}, PATIENCE)


def test_the_demo_refuses_a_folder_with_real_data(data: Path, port: int) -> None:
    with started("up", "--demo", "--port", str(port), data=data) as process:
        assert process.wait(PATIENCE) == 2
        assert "holds real data" in last_words(process)
    assert parts(data) == {}
