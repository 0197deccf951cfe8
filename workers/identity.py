"""Who a worker is: a name from which others on the same machine can tell whether it still lives."""

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Self

MACHINE_ID: Final = Path("/etc/machine-id")
BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
HOST_BYTES: Final = 8
"""Bytes of a machine's name: 64 bits, in which machines of an office never meet by chance."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A process: its machine since its boot, the namespace of its id, that id, and when it started (proc(5)).

    A machine's name says nothing: two may share it, and every Linux gives its first namespace one number.

    `label` is what people call it, and says nothing about which process it is.
    """

    label: str
    host: str
    namespace: str
    process: int
    started: int

    @classmethod
    def own(cls, label: str) -> Self:
        """The calling process, under a label of at most 12 characters without `~`."""
        started = _started(os.getpid())
        if started is None:
            raise RuntimeError("this process has no entry in /proc")
        return cls(label[:12], *_place(), os.getpid(), started)

    @classmethod
    def parse(cls, name: str) -> Self | None:
        """The identity behind a name; None for a name that is not one."""
        parts = name.split("~")
        if len(parts) != 5 or not (parts[3].isdecimal() and parts[4].isdecimal()):
            return None
        return cls(parts[0], parts[1], parts[2], int(parts[3]), int(parts[4]))

    @property
    def name(self) -> str:
        """At most 64 characters."""
        return f"{self.label}~{self.host}~{self.namespace}~{self.process}~{self.started}"

    def is_dead(self) -> bool:
        """Whether the process has surely ended. False also when it lives where nobody here can see it."""
        if (self.host, self.namespace) != _place():
            return False
        return _started(self.process) != self.started


def _place() -> tuple[str, str]:
    namespace = Path("/proc/self/ns/pid").readlink().name
    return host_of(_words(MACHINE_ID), _words(BOOT_ID)), namespace.strip("pid:[]")


def host_of(machine: str, boot: str) -> str:
    """The name of one machine (machine-id(5)) since one boot, 16 signs.

    Copies of a disk share the machine's id, never the boot's.
    """
    return blake2b(f"{machine} {boot}".encode(), digest_size=HOST_BYTES).hexdigest()


def _words(file: Path) -> str:
    """What a file of the system says; nothing where a container has none."""
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _started(process: int) -> int | None:
    """The 22nd field of the process's stat: ticks since boot. A zombie counts as ended."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The second field, the program's name in brackets, may itself hold blanks and brackets.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in {"Z", "X"} else int(fields[19])
