"""The supervisor: ordered start and stop, restarts with growing pauses, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.up.parts import Part
from cli.up.signals import Stopped
from cli.up.supervisor import Supervisor

PYTHON = sys.executable
SLEEPER = Part("sleeper", (PYTHON, "-c", "import time; time.sleep(60)"))
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(60)
"""
STUBBORN = Part("stubborn", (PYTHON, "-c", DEAF), patience=0.2)
SHORT_LIVED = Part("short-lived", (PYTHON, "-c", "raise SystemExit(7)"))


@pytest.fixture
def deaths() -> list[tuple[str, int]]:
    """Parts that died, with their exit codes."""
    return []


@pytest.fixture
def supervisor(tmp_path: Path, deaths: list[tuple[str, int]]) -> Supervisor:
    """A supervisor that writes down every death."""
    return Supervisor(os.environ, tmp_path, lambda part, code: deaths.append((part.name, code)))


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def alive(pid: int) -> bool:
    """Whether a process runs (a zombie doesn't)."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_leaving_stops_every_part_and_kills_the_stubborn_one(supervisor: Supervisor, tmp_path: Path) -> None:
    with supervisor:
        supervisor.start([SLEEPER, STUBBORN])
        running = [item.process for item in supervisor.running]
        assert until(lambda: "up" in (tmp_path / "stubborn.log").read_text())
    assert [process.returncode for process in running] == [-signal.SIGTERM, -signal.SIGKILL]


def test_a_part_that_dies_before_the_service_is_ready_is_named(supervisor: Supervisor) -> None:
    with supervisor:
        supervisor.start([SLEEPER, SHORT_LIVED])
        assert supervisor.wait_until(lambda: False, seconds=10) == SHORT_LIVED


def test_a_ready_service_is_not_waited_for(supervisor: Supervisor) -> None:
    with supervisor:
        supervisor.start([SLEEPER])
        assert supervisor.wait_until(lambda: True, seconds=10) is None


def test_a_dead_part_is_told_of_and_started_again_after_growing_pauses(
    supervisor: Supervisor, deaths: list[tuple[str, int]]
) -> None:
    with supervisor:
        supervisor.start([SHORT_LIVED])
        end = time.monotonic() + 2.5
        while time.monotonic() < end:
            supervisor.look(0.2)
    # Pauses of 0.5, 1 and 2 seconds: in two and a half seconds it dies two or three times.
    assert set(deaths) == {("short-lived", 7)}
    assert 2 <= len(deaths) <= 3


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_ends_the_watch(supervisor: Supervisor, asked: signal.Signals) -> None:
    with supervisor:
        supervisor.start([SLEEPER])
        os.kill(os.getpid(), asked)
        with pytest.raises(Stopped):
            supervisor.watch()


SUPERVISE = """
import os, sys, pathlib
from tests.cli.test_supervisor import SLEEPER, STUBBORN, Supervisor
with Supervisor(os.environ, pathlib.Path(sys.argv[1]), print) as supervisor:
    supervisor.start([SLEEPER, STUBBORN])
    print(*(running.process.pid for running in supervisor.running), flush=True)
    supervisor.watch()
"""


def test_nothing_is_left_behind_when_the_supervisor_itself_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [PYTHON, "-c", SUPERVISE, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(children) == 2
        parent.kill()
    assert until(lambda: not any(alive(pid) for pid in children))
