"""What passes between the dispatcher, the workers and the database about one task: frozen values."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Whose fault it was: the file's (a child died over it), the machinery's, or the file is unreadable."""

    content = "content"
    infrastructure = "infrastructure"
    unreadable = "unreadable"


class Death(StrEnum):
    """How the process that held a task died: by itself, stopped with its worker, killed by somebody else."""

    itself = "itself"
    stopped = "stopped"
    killed = "killed"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a task could not be finished: `code` and `params` for `messages`."""

    kind: FaultKind
    code: str
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A task to ring for: all that crosses the queue."""

    task: uuid.UUID
    attempt: int


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one worker to read one scan until its lease ends.

    `digest` names the file's bytes; `pages_read` pages from the first on are read already.
    """

    task: uuid.UUID
    attempt: int
    worker: str
    scan: uuid.UUID
    office: str
    digest: str
    length: int
    kind: str
    pages: int
    document_type: str | None
    pages_read: int
    lease_seconds: float
