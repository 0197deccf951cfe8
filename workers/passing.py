"""A file read at once, for the door: an open file in, its papers out, read in another process.

The door holds keys and answers people; models and pictures stay out of it (workers.passing_pool). At most
`PLACES` files are read at a time, whoever comes then is told to come again.
"""

import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, BinaryIO, Final

from pydantic import TypeAdapter

from imaging.errors import BY_CODE, DecoderCrashed, DecoderTooSlow, ImagingError
from registry.domain.handover import PaperRead
from registry.rules.finding import Finding

PLACES: Final = 2
"""Files read at a time: reading takes a processor each, and the counter's own scans come first."""
PATIENCE_SECONDS: Final = 5.0
"""Seconds that a file may wait for a place."""
LONGEST_SECONDS: Final = 60
"""Seconds after which the reading of one file is stopped: ten pages take twenty."""
STARTING_SECONDS: Final = 30
"""Seconds that the first file may wait besides, until the models are loaded."""
LONGEST_ANSWER: Final = 32 << 20
"""Most bytes of an answer: ten pages of dense tables have a tenth of it."""
_PIECE: Final = 1 << 16
"""Bytes taken from a pipe at a time, as many as it holds."""
_ROOT: Final = Path(__file__).resolve().parent.parent
_START: Final = (
    f"import sys; sys.path.append({str(_ROOT)!r}); from workers.passing_pool import main; main(sys.argv[1])"
)


class ReaderBusy(Exception):
    """No place for one more file now, or the reader is starting anew. Come again in a few seconds."""


@dataclass(frozen=True, slots=True)
class SideRead:
    """One side of one paper as read, and what the rules say of it."""

    paper: PaperRead
    findings: tuple[Finding, ...]


SIDES: Final = TypeAdapter(tuple[SideRead, ...])
"""How sides go from one process to the other."""


@dataclass(slots=True)
class PassingReader:
    """The door's end: starts the reading process with the first file, and anew when it has ended.

    `document_types` is the folder of the office's own types; `error_budget` is that of the workers.
    """

    document_types: Path | None
    error_budget: float
    _places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(PLACES))
    _lock: Lock = field(default_factory=Lock)
    _control: socket.socket | None = None
    _pool: "subprocess.Popen[bytes] | None" = None

    def read(self, content: BinaryIO) -> tuple[SideRead, ...]:
        """Every paper in an open file. Raises ReaderBusy, and ImagingError for a file that can't be read."""
        with self._place():
            answer, theirs = os.pipe()
            try:
                began = time.monotonic()
                try:
                    self._ask(content, theirs)
                finally:
                    os.close(theirs)
                told = _all_of(answer, began + LONGEST_SECONDS + STARTING_SECONDS)
            finally:
                os.close(answer)
        return self._understood(told, time.monotonic() - began)

    def close(self) -> None:
        """Let the process end, with whatever it reads."""
        with self._lock:
            self._end()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=PATIENCE_SECONDS):
            raise ReaderBusy
        try:
            yield
        finally:
            self._places.release()

    def _ask(self, content: BinaryIO, answer: int) -> None:
        content.flush()
        descriptors = (content.fileno(), answer)
        with self._lock:
            try:
                socket.send_fds(self._started(), [b"read"], descriptors)
            except ConnectionError:
                self._end()
                socket.send_fds(self._started(), [b"read"], descriptors)

    def _started(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            types = str(self.document_types.resolve()) if self.document_types else None
            settings = json.dumps({"document_types": types, "error_budget": self.error_budget})
            with theirs:
                # -I and no environment but the path of programs: nothing of the house's secrets goes along.
                self._pool = subprocess.Popen(
                    [sys.executable, "-I", "-c", _START, settings],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env={"PATH": os.environ.get("PATH", os.defpath), "OMP_THREAD_LIMIT": "1"},
                    cwd="/",
                )
            self._control = ours
        return self._control

    def _end(self) -> None:
        if self._control and self._pool:
            self._control.close()
            self._pool.wait()
        self._control = self._pool = None

    def _understood(self, told: bytes, seconds: float) -> tuple[SideRead, ...]:
        """The sides in an answer. Raises what the answer names, or what its lack means."""
        if not told:
            if self._pool is None or self._pool.poll() is not None:
                raise ReaderBusy
            if seconds >= LONGEST_SECONDS:
                raise DecoderTooSlow({"seconds": LONGEST_SECONDS})
            raise DecoderCrashed({"status": 0})
        answer: dict[str, Any] = json.loads(told)
        if "error" in answer:
            raise BY_CODE.get(answer["error"], ImagingError)(answer["params"])
        if "busy" in answer:
            raise ReaderBusy
        return SIDES.validate_python(answer["sides"])


def _all_of(pipe: int, until: float) -> bytes:
    """What comes through a pipe till its end; nothing when it does not end in time or brings too much."""
    told = bytearray()
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    while (left := until - time.monotonic()) > 0 and len(told) <= LONGEST_ANSWER:
        if poll.poll(left * 1000):
            piece = os.read(pipe, _PIECE)
            if not piece:
                return bytes(told)
            told += piece
    return b""
