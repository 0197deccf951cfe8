"""The child is poor, its death has a name, and nothing of it is left."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from imaging.budget import Budget
from imaging.child import DECODE, PROBE
from imaging.decode import decode
from imaging.errors import DecoderCrashed, DecoderOutOfMemory, DecoderTooSlow, ImagingError
from imaging.probe import probe
from imaging.sandbox import Sandbox
from imaging.supervisor import supervisor
from tests.imaging import files


def children() -> list[int]:
    """The processes that look at files at this moment."""
    pool = supervisor().process
    return [int(word) for word in Path(f"/proc/{pool}/task/{pool}/children").read_text().split()]


def the_child() -> int:
    """The one that looks at a file. Waits until the pool has forked it."""
    wait_until(lambda: len(children()) == 1)
    return children()[0]


def wait_until(true: Callable[[], bool]) -> None:
    """Wait up to five seconds until something is true."""
    end = time.monotonic() + 5
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture(autouse=True)
def _quiet_pool() -> Iterator[None]:
    """Each test begins and ends with no child in work."""
    supervisor().start()
    wait_until(lambda: not children())
    yield
    wait_until(lambda: not children())


def large(folder: Path) -> Path:
    """A file whose page does not fit into a pipe: its child waits until it is read."""
    return files.written(folder, "a.png", files.encoded(files.paper(1200, 1000), "PNG"))


def read_to_the_end(child: Sandbox) -> None:
    """Take what the child sends, until it says that this was all."""
    while "end" not in (line := child.line()):
        if "page" in line:
            child.fill(memoryview(bytearray(1200 * 1000 * 3)))


@pytest.mark.parametrize(
    ("number", "error", "params"),
    [
        (signal.SIGSEGV, DecoderCrashed, {"signal": signal.SIGSEGV}),
        (signal.SIGKILL, DecoderOutOfMemory, {"mebibytes": 1024}),
        (signal.SIGXCPU, DecoderTooSlow, {"seconds": 120}),
    ],
)
def test_the_death_of_a_child_has_a_name(
    tmp_path: Path, number: int, error: type[ImagingError], params: dict[str, int]
) -> None:
    with Sandbox(large(tmp_path), DECODE, Budget()) as child:
        os.kill(the_child(), number)
        with pytest.raises(error) as died:
            read_to_the_end(child)
    assert died.value.params == params
    assert not died.value.final


def test_a_child_that_stops_answering_is_given_up(tmp_path: Path) -> None:
    with Sandbox(large(tmp_path), DECODE, Budget(wait_seconds=0.2)) as child:
        os.kill(the_child(), signal.SIGSTOP)
        began = time.monotonic()
        with pytest.raises(DecoderTooSlow):
            read_to_the_end(child)
    assert time.monotonic() - began < 2


def test_memory_beyond_the_budget_is_refused(tmp_path: Path) -> None:
    path = files.written(tmp_path, "a.png", files.png_claiming(8_900, 8_900))
    with Sandbox(path, DECODE, Budget(memory_bytes=160 << 20)) as child:
        assert child.line()["kind"] == "png"
        with pytest.raises(DecoderOutOfMemory):
            child.line()


def test_time_beyond_the_budget_ends_the_child(tmp_path: Path) -> None:
    path = files.written(tmp_path, "a.jpg", files.jpeg_of_many_scans(20_000))
    with Sandbox(path, DECODE, Budget(cpu_seconds=1)) as child, pytest.raises(DecoderTooSlow) as slow:
        read_to_the_end(child)
    assert slow.value.params == {"seconds": 1}


def test_the_child_has_no_environment_and_may_write_no_file(tmp_path: Path) -> None:
    with Sandbox(large(tmp_path), DECODE, Budget()) as child:
        child.line()
        process = the_child()
        limits = Path(f"/proc/{process}/limits").read_text()
        environment = Path(f"/proc/{process}/environ").read_bytes()
        held = [link.readlink() for link in Path(f"/proc/{process}/fd").iterdir()]
    assert environment == b""
    assert limit(limits, "Max file size") == "0"
    assert limit(limits, "Max core file size") == "0"
    assert limit(limits, "Max address space") == str(1 << 30)
    assert not [name for name in held if str(name).startswith("socket")]


def limit(limits: str, name: str) -> str:
    row = next(line for line in limits.splitlines() if line.startswith(name))
    return row.removeprefix(name).split()[0]


def test_many_threads_may_probe_at_once(tmp_path: Path) -> None:
    path = files.written(tmp_path, "a.jpg", files.jpeg())
    seen: list[object] = []

    def look() -> None:
        with Sandbox(path, PROBE, Budget()) as child:
            seen.append(child.line()["kind"])

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["jpeg"] * 6


def test_who_leaves_early_leaves_no_child_behind(tmp_path: Path) -> None:
    pages = decode(large(tmp_path))
    with Sandbox(large(tmp_path), DECODE, Budget()) as child:
        child.line()
        assert len(children()) == 1
    wait_until(lambda: not children())
    assert next(pages).size == (1200, 1000)
    pages.close()


def test_a_pool_that_died_is_replaced(tmp_path: Path) -> None:
    path = files.written(tmp_path, "a.jpg", files.jpeg())
    first = supervisor().process
    assert first is not None
    os.kill(first, signal.SIGKILL)
    time.sleep(0.05)
    assert probe(path).pages == 1
    assert supervisor().process != first


def test_a_pool_that_dies_over_a_file_is_a_crash(tmp_path: Path) -> None:
    with Sandbox(large(tmp_path), DECODE, Budget()) as child:
        orphan = the_child()
        os.kill(supervisor().process or 0, signal.SIGKILL)
        os.kill(orphan, signal.SIGKILL)
        with pytest.raises(DecoderCrashed):
            read_to_the_end(child)
    assert probe(large(tmp_path)).pages == 1


def test_a_fork_of_this_process_shares_the_pool(tmp_path: Path) -> None:
    path = files.written(tmp_path, "a.jpg", files.jpeg())
    pool = supervisor().process
    fork = os.fork()
    if fork == 0:
        os._exit(0 if probe(path).pages == 1 and supervisor().process == pool else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) == 0
    assert probe(path).pages == 1


def test_the_pool_ends_with_whom_it_serves() -> None:
    program = (
        "import os; from imaging.supervisor import supervisor\n"
        "supervisor().start(); print(supervisor().process, flush=True); os._exit(0)"
    )
    root = Path(__file__).resolve().parents[2]
    said = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=True).stdout
    wait_until(lambda: not Path(f"/proc/{int(said)}").exists())
