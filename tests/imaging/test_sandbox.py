"""The child is poor, and its death has a name."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from imaging.budget import Budget
from imaging.child import DECODE, PROBE
from imaging.errors import DecoderCrashed, DecoderOutOfMemory, DecoderTooSlow
from imaging.sandbox import Sandbox
from tests.imaging import files


def test_a_child_killed_by_its_content_is_a_crash_with_the_signal(tmp_path: Path) -> None:
    with Sandbox(files.written(tmp_path, "a.jpg", files.jpeg()), PROBE, Budget()) as child:
        os.kill(child.process, signal.SIGSEGV)
        with pytest.raises(DecoderCrashed) as crashed:
            child.line()
    assert crashed.value.params == {"signal": signal.SIGSEGV}
    assert not crashed.value.final


def test_a_child_that_the_kernel_kills_was_out_of_memory(tmp_path: Path) -> None:
    with Sandbox(files.written(tmp_path, "a.jpg", files.jpeg()), PROBE, Budget()) as child:
        os.kill(child.process, signal.SIGKILL)
        with pytest.raises(DecoderOutOfMemory):
            child.line()


def test_a_child_that_stops_answering_is_given_up(tmp_path: Path) -> None:
    with Sandbox(files.written(tmp_path, "a.jpg", files.jpeg()), PROBE, Budget(wait_seconds=0.2)) as child:
        os.kill(child.process, signal.SIGSTOP)
        began = time.monotonic()
        with pytest.raises(DecoderTooSlow):
            child.line()
    assert time.monotonic() - began < 2


def test_memory_beyond_the_budget_is_refused(tmp_path: Path) -> None:
    path = files.written(tmp_path, "a.png", files.png_claiming(8_900, 8_900))
    with Sandbox(path, DECODE, Budget(memory_bytes=160 << 20)) as child:
        assert child.line()["kind"] == "png"
        with pytest.raises(DecoderOutOfMemory):
            child.line()


def test_time_beyond_the_budget_ends_the_child(tmp_path: Path) -> None:
    slow = files.tiff(1, "tiff_deflate")
    path = files.written(tmp_path, "a.tif", slow)
    with Sandbox(path, PROBE, Budget(cpu_seconds=1)) as child:
        os.kill(child.process, signal.SIGXCPU)
        with pytest.raises(DecoderTooSlow):
            child.line()


def test_the_child_has_no_environment_and_may_write_no_file(tmp_path: Path) -> None:
    pages = files.written(tmp_path, "a.tif", files.tiff(1))
    with Sandbox(pages, DECODE, Budget()) as child:
        child.line()
        limits = Path(f"/proc/{child.process}/limits").read_text()
        environment = Path(f"/proc/{child.process}/environ").read_bytes()
    assert environment == b""
    assert limit(limits, "Max file size") == "0"
    assert limit(limits, "Max core file size") == "0"
    assert limit(limits, "Max address space") == str(1 << 30)


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
