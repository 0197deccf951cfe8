"""Whose fault it was that a scan could not be read: the file's, for good or perhaps, or the machinery's."""

import traceback
from pathlib import Path

from rq.timeouts import BaseTimeoutException
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from imaging.errors import ImagingError
from ocr.result.errors import EngineMissing
from registry.domain.claims import Fault, FaultKind
from registry.domain.errors import (  # fmt: skip
    BlobDamaged,
    BlobMissing,
    ClockAhead,
    ClockBehind,
    ClockUnsure,
    DatabaseUnfit,
    KeyProblem,
    Misplaced,
    StoreBroken,
    StoreFull,
)

# No file can cause these: the scan stays as it is and its lease ends by itself, which is also the pause.
MACHINERY: tuple[type[Exception], ...] = (
    ClockAhead, ClockBehind, ClockUnsure, DatabaseUnfit, EngineMissing, KeyProblem, Misplaced, OSError,
    SQLAlchemyError, StoreBroken, StoreFull,
)  # fmt: skip
# What a value on the paper can cause: one that no column holds, or that stands there twice.
_OF_VALUES: tuple[type[Exception], ...] = (DataError, IntegrityError)


def fault_of(error: Exception) -> Fault | None:
    """What to write down about the task; None when the machinery failed and the scan is to be tried again.

    Bytes that the store has lost count as the file's: who asks has proved that the store is the right one.
    An error that nobody foresaw counts as the content's: three of them set the scan aside for a person, where
    trying for ever would block the queue.
    """
    match error:
        case ImagingError():
            kind = FaultKind.unreadable if error.final else FaultKind.content
            return Fault(kind, error.code, tuple(error.params.items()))
        case BlobMissing() | BlobDamaged():
            return Fault(FaultKind.unreadable, error.code)
        case BaseTimeoutException():
            return Fault(FaultKind.content, "reading_too_slow")
        case MemoryError():
            return Fault(FaultKind.content, "reading_out_of_memory")
        case _ if isinstance(error, MACHINERY) and not isinstance(error, _OF_VALUES):
            return None
    return Fault(FaultKind.content, "reading_failed", (("error", type(error).__name__),))


def place_of(error: BaseException) -> str:
    """Module and line where it happened: that may be logged; the error's words may hold a person's name."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).stem}:{frames[-1].lineno}" if frames else ""
