"""The sandbox child: confined by resource limits, it reads one file from stdin and answers on stdout.

The answer is a line of JSON for the file, one for each page with its RGB bytes behind, and {"end": true}
last; or, at any point, {"error": code, "params": {...}}. Never pickle: who takes this process over can send
pixels and no more.
"""

import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from imaging.budget import Budget
from imaging.complete import check_complete
from imaging.errors import Damaged, DecoderOutOfMemory, ImagingError, NoPages, Truncated
from imaging.kinds import HEAD_BYTES, FileKind, kind_of
from imaging.page import Page

PROBE: Final = "probe"
DECODE: Final = "decode"
_STRIP_BYTES: Final = 4 << 20
"""Bytes of pixels that are sent at once: the reader's memory holds few strips, and the pipe is seldom
idle."""
_OPEN_FILES: Final = 32
"""Most files that a child may have open: pipes, the scan and what a library opens, and no more."""
_NONSENSE: Final = (
    ArithmeticError, AttributeError, EOFError, LookupError, SyntaxError, TypeError, ValueError, struct.error,
)  # fmt: skip
"""What the parsers raise on contents that contradict themselves."""


def main(task: str, budget: Budget, first: int = 0) -> int:
    """Answer one request, PROBE or DECODE from page `first` on; the answer is the exit status."""
    confine(budget)
    answer = os.fdopen(os.dup(1), "wb")
    # A library that prints must not print into the answer.
    os.dup2(2, 1)
    try:
        _look_at(_content(), task, budget, first, answer)
        _say(answer, {"end": True})
    except ImagingError as error:
        _say(answer, {"error": error.code, "params": dict(error.params)})
    answer.close()
    return 0


def confine(budget: Budget) -> None:
    """Take away memory, processor time, writing to files and core dumps before a byte of the file is seen."""
    for limit, value in (
        (resource.RLIMIT_AS, budget.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    # One second apart: the first limit ends the process with a signal that tells the reason.
    resource.setrlimit(resource.RLIMIT_CPU, (budget.cpu_seconds, budget.cpu_seconds + 1))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _look_at(content: bytes, task: str, budget: Budget, first: int, answer: BinaryIO) -> None:
    try:
        kind = kind_of(content[:HEAD_BYTES])
        check_complete(kind, content)
        sizes = _sizes(kind, content, budget)
        if not sizes:
            raise NoPages
        budget.check(sizes)
        _say(answer, {"kind": kind, "sizes": sizes})
        if task == DECODE:
            for page in _pages(kind, content, budget, first):
                _send(answer, page)
    except MemoryError as error:
        raise DecoderOutOfMemory({"mebibytes": budget.memory_bytes >> 20}) from error
    except OSError as error:
        raise (Truncated if "truncated" in str(error) else Damaged) from error
    except _NONSENSE as error:
        raise Damaged from error


def _content() -> bytes:
    os.lseek(0, 0, os.SEEK_SET)
    return sys.stdin.buffer.read()


# Each reader is imported only when its kind of file is there: Pillow costs 30 ms, PDFium 50.
def _sizes(kind: FileKind, content: bytes, budget: Budget) -> tuple[tuple[int, int], ...]:
    if kind is FileKind.PDF:
        from imaging import portable

        return portable.sizes(content, budget)
    from imaging import raster

    return raster.sizes(kind, content, budget)


def _pages(kind: FileKind, content: bytes, budget: Budget, first: int) -> Iterator[Page]:
    if kind is FileKind.PDF:
        from imaging import portable

        return portable.pages(content, budget, first)
    from imaging import raster

    return raster.pages(kind, content, budget, first)


def _send(answer: BinaryIO, page: Page) -> None:
    width, height = page.picture.size
    _say(answer, {"page": page.index, "width": width, "height": height, "size": page.size, "dpi": page.dpi})
    rows = max(1, _STRIP_BYTES // (3 * width))
    tops = range(0, height, rows)
    answer.writelines(page.picture.crop((0, y, width, min(y + rows, height))).tobytes() for y in tops)


def _say(answer: BinaryIO, line: Mapping[str, object]) -> None:
    answer.write(json.dumps(line).encode() + b"\n")
