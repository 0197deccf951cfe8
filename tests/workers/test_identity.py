"""From a worker's name others on its machine can tell whether it lives."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workers.identity import Identity, host_of


def test_a_living_process_is_not_dead() -> None:
    own = Identity.own("worker-1")
    assert own.process == os.getpid()
    assert not own.is_dead()


def test_a_name_brings_the_identity_back_and_fits_the_register() -> None:
    own = Identity.own("worker-1")
    assert Identity.parse(own.name) == own
    assert len(replace(own, host="h" * 16, label="l" * 12, process=4194304, started=10**10).name) <= 64


def test_a_process_that_ended_is_dead_even_while_nobody_has_collected_it() -> None:
    program = "from workers.identity import Identity; print(Identity.own('w').name)"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        identity = Identity.parse(child.stdout.read().strip())
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert identity is not None
        assert identity.process == child.pid
        assert identity.is_dead()
    assert identity.is_dead()


def test_another_process_with_the_same_number_is_not_the_same() -> None:
    assert replace(Identity.own("w"), started=1).is_dead()


def test_nobody_here_can_tell_about_another_machine() -> None:
    assert not replace(Identity.own("w"), host="elsewhere", process=1).is_dead()
    assert not replace(Identity.own("w"), namespace="1", started=1).is_dead()


@pytest.mark.parametrize("name", ["", "worker-1", "a~b~c~d~e", "a~b~c~1"])
def test_a_name_that_is_none_of_ours_tells_nothing(name: str) -> None:
    assert Identity.parse(name) is None


def test_a_worker_on_a_copy_of_this_disk_is_not_taken_for_dead() -> None:
    machine = Path("/etc/machine-id").read_text() if Path("/etc/machine-id").exists() else ""
    own = Identity.own("worker-1")
    twin = replace(own, host=host_of(machine.strip(), "0b1e7a52-another-boot"), process=4194304)
    assert not twin.is_dead()
    assert replace(own, process=4194304).is_dead()


def test_the_name_of_the_machine_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Identity.own("worker-1")
    monkeypatch.setattr("socket.gethostname", lambda: "civil-affairs-office-02")
    assert Identity.own("worker-1") == own
