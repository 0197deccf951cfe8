"""Has a sandboxed child look at one file, and reads its answer, trusting none of it.

What a file can do to its reader stays in the child: it has its own address space without any key, no
environment, an empty allowance for files, and limits on memory and time. Its death becomes a named error.
"""

import fcntl
import json
import os
import select
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from imaging.budget import Budget
from imaging.child_pool import STATUS
from imaging.errors import BY_CODE, DecoderCrashed, DecoderOutOfMemory, DecoderTooSlow, ImagingError
from imaging.supervisor import supervisor

Source = Path | BinaryIO
"""A path, or an open file with a descriptor (a memory file, an upload's temporary file)."""

_LONGEST_LINE: Final = 64 << 10
"""Most bytes of a line that a child says: a longer one is no answer of our code."""
_PIPE_BYTES: Final = 1 << 20
"""Bytes of the pipe from a child, as many as Linux gives without privileges: fewer turns of two processes."""
_GRACE_SECONDS: Final = 5.0
"""Seconds for which a child that fell silent may take to end, before it counts as too slow."""


class Sandbox:
    """One child with one file; a context manager that never leaves the child behind."""

    def __init__(self, source: Source, task: str, budget: Budget, first: int = 0) -> None:
        self._budget = budget
        self._line = bytearray()
        self._pipe, answer = os.pipe()
        self._end, end = os.pipe()
        try:
            fcntl.fcntl(self._pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
            request = json.dumps({"task": task, "first": first, "budget": asdict(budget)}).encode()
            with _opened(source) as file:
                supervisor().ask(request, (file.fileno(), answer, end))
        except BaseException:
            os.close(self._pipe)
            os.close(self._end)
            raise
        finally:
            os.close(answer)
            os.close(end)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._pipe)
        # The pool takes this for a wish to see the child dead.
        os.close(self._end)

    def line(self) -> Mapping[str, object]:
        """The child's next line. Raises the ImagingError that it names, or the one that its death means."""
        while (end := self._line.find(b"\n")) < 0:
            if len(self._line) > _LONGEST_LINE:
                raise DecoderCrashed({"status": 0})
            self._line += self._some(_LONGEST_LINE)
        text = bytes(self._line[:end])
        del self._line[: end + 1]
        return self._understood(text)

    def fill(self, pixels: memoryview) -> None:
        """Fill `pixels` (writable bytes) with what follows the last line."""
        taken = min(len(self._line), len(pixels))
        pixels[:taken] = self._line[:taken]
        del self._line[:taken]
        while taken < len(pixels):
            self._wait()
            count = os.readv(self._pipe, [pixels[taken:]])
            if count == 0:
                raise self._cause_of_death()
            taken += count

    def _some(self, most: int) -> bytes:
        self._wait()
        read = os.read(self._pipe, most)
        if not read:
            raise self._cause_of_death()
        return read

    def _wait(self) -> None:
        if not _readable(self._pipe, self._budget.wait_seconds):
            raise DecoderTooSlow({"seconds": round(self._budget.wait_seconds)})

    def _understood(self, text: bytes) -> Mapping[str, object]:
        try:
            line = json.loads(text)
        except ValueError as error:
            raise DecoderCrashed({"status": 0}) from error
        if not isinstance(line, dict):
            raise DecoderCrashed({"status": 0})
        if "error" in line:
            params = line.get("params")
            raise BY_CODE.get(str(line["error"]), ImagingError)(params if isinstance(params, dict) else {})
        return line

    def _cause_of_death(self) -> ImagingError:
        if not _readable(self._end, _GRACE_SECONDS):
            return DecoderTooSlow({"seconds": round(_GRACE_SECONDS)})
        told = os.read(self._end, STATUS.size)
        status = os.waitstatus_to_exitcode(STATUS.unpack(told)[0]) if len(told) == STATUS.size else 0
        if status == -signal.SIGXCPU:
            return DecoderTooSlow({"seconds": self._budget.cpu_seconds})
        if status == -signal.SIGKILL:  # nobody here sent it: the kernel ran out of memory
            return DecoderOutOfMemory({"mebibytes": self._budget.memory_bytes >> 20})
        return DecoderCrashed({"signal": -status} if status < 0 else {"status": status})


def _readable(pipe: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    return bool(poll.poll(seconds * 1000))


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield file
    else:
        source.flush()
        yield source
