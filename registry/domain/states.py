"""States and their legal moves: one table, the only place that says what may become what."""

from collections.abc import Mapping
from enum import StrEnum

from registry.domain.errors import IllegalMove


class CaseState(StrEnum):
    """A case: somebody wants a service."""

    open = "open"
    closed = "closed"
    withdrawn = "withdrawn"


class ScanState(StrEnum):
    """A file handed in. What becomes of its papers is told by its documents."""

    reading = "reading"
    read = "read"
    quarantined = "quarantined"
    withdrawn = "withdrawn"


class TaskState(StrEnum):
    """The work of reading one scan."""

    waiting = "waiting"
    running = "running"
    done = "done"
    quarantined = "quarantined"


class DocumentState(StrEnum):
    """One paper, from the least advanced to the most; the last four stand aside.

    `evidence`: kept to prove an event, never a record (the paper of an unlawful authority).
    """

    reading = "reading"
    review = "review"
    entered = "entered"
    registered = "registered"
    returned = "returned"
    rejected = "rejected"
    withdrawn = "withdrawn"
    evidence = "evidence"


class EntryState(StrEnum):
    """What a person says that the paper says."""

    entered = "entered"
    sent_back = "sent_back"
    approved = "approved"


class RecordState(StrEnum):
    """Whether a record may be used. Frozen needs an authority, a date and a reason."""

    active = "active"
    frozen = "frozen"
    cancelled = "cancelled"


class Standing(StrEnum):
    """What a record rests on: registered paper, a new declaration, or partial evidence."""

    transcribed = "transcribed"
    declared = "declared"
    reconstructed = "reconstructed"


# One table a kind: members of two enums with the same word are equal as strings.
MOVES: Mapping[type[StrEnum], Mapping[StrEnum, frozenset[StrEnum]]] = {
    CaseState: {
        CaseState.open: frozenset({CaseState.closed, CaseState.withdrawn}),
        CaseState.closed: frozenset({CaseState.open}),
        CaseState.withdrawn: frozenset(),
    },
    ScanState: {
        ScanState.reading: frozenset({ScanState.read, ScanState.quarantined, ScanState.withdrawn}),
        ScanState.read: frozenset({ScanState.withdrawn}),
        ScanState.quarantined: frozenset({ScanState.reading, ScanState.withdrawn}),
        ScanState.withdrawn: frozenset(),
    },
    TaskState: {
        TaskState.waiting: frozenset({TaskState.running, TaskState.done}),
        TaskState.running: frozenset({TaskState.waiting, TaskState.done, TaskState.quarantined}),
        TaskState.quarantined: frozenset({TaskState.waiting, TaskState.done}),
        TaskState.done: frozenset(),
    },
    DocumentState: {
        DocumentState.reading: frozenset({DocumentState.review, DocumentState.withdrawn}),
        DocumentState.review: frozenset(
            {
                DocumentState.entered,
                DocumentState.returned,
                DocumentState.rejected,
                DocumentState.withdrawn,
                DocumentState.evidence,
            }
        ),
        DocumentState.entered: frozenset({DocumentState.registered, DocumentState.review}),
        DocumentState.registered: frozenset(),
        DocumentState.returned: frozenset({DocumentState.review, DocumentState.withdrawn}),
        DocumentState.rejected: frozenset(),
        DocumentState.withdrawn: frozenset(),
        DocumentState.evidence: frozenset({DocumentState.review}),
    },
    EntryState: {
        EntryState.entered: frozenset({EntryState.approved, EntryState.sent_back}),
        EntryState.approved: frozenset(),
        EntryState.sent_back: frozenset(),
    },
    Standing: {
        Standing.transcribed: frozenset(),
        Standing.declared: frozenset(),
        Standing.reconstructed: frozenset({Standing.transcribed}),
    },
    RecordState: {
        RecordState.active: frozenset({RecordState.frozen, RecordState.cancelled}),
        RecordState.frozen: frozenset({RecordState.active, RecordState.cancelled}),
        RecordState.cancelled: frozenset(),
    },
}


def check_move(current: StrEnum, target: StrEnum) -> None:
    """Raise `IllegalMove` unless the table has the move from `current` to `target`."""
    if target not in MOVES[type(current)][current]:
        raise IllegalMove({"kind": type(current).__name__, "from": current.value, "to": target.value})
