"""One handed file on its way in: looked at, encrypted into the store, written into the register."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog
from redis import RedisError

from api.faults import DoorError
from api.parts import Parts
from api.uploads import HandedFile, refuse_too_large
from imaging.errors import ImagingError
from imaging.probe import probe
from registry.database.sessions import transaction
from registry.domain.access import Actor
from registry.domain.errors import RegistryError
from registry.intake.scans import NewScan, ScanView, receive
from workers.queueing import nudge

LOG: Final = structlog.get_logger("sijill.api")

Refusal = ImagingError | DoorError | RegistryError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a scan, or the reason why not."""

    file: str
    scan: ScanView | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where files go: into a case (a new one when None), as papers of a type if it was named."""

    case: UUID | None
    document_type: str | None = None
    idempotency_key: str | None = None


def take_all(parts: Parts, actor: Actor, files: list[HandedFile], to: Destination) -> tuple[Outcome, ...]:
    """Take each file in a transaction of its own: what is bad or fails harms no other file.

    What is wrong with the call itself, not with one file (no right, no such case), is raised: `NotAllowed`,
    `NotFound`, `InvalidValue`, `ClockBehind`.
    """
    outcomes: list[Outcome] = []
    for file in files:
        outcome = _take(parts, actor, file, to)
        if outcome.scan is not None and to.case is None:
            to = Destination(outcome.scan.case, to.document_type, to.idempotency_key)
        outcomes.append(outcome)
    if any(outcome.scan is not None for outcome in outcomes):
        _ring(parts)
    return tuple(outcomes)


def _take(parts: Parts, actor: Actor, file: HandedFile, to: Destination) -> Outcome:
    try:
        refuse_too_large(file)
        seen = probe(file.content)
    except (ImagingError, DoorError) as refusal:
        return Outcome(file.name, refusal=refusal)
    file.content.seek(0)
    stored = parts.store.put(file.content)
    new = NewScan(
        digest=stored.digest,
        length=stored.length,
        kind=seen.kind.value,
        pages=seen.pages,
        file_name=file.name,
        document_type=to.document_type,
    )
    with transaction(parts.sessions) as session:
        scan = receive(session, actor, to.case, new, to.idempotency_key)
    return Outcome(file.name, scan=scan)


def _ring(parts: Parts) -> None:
    try:
        nudge(parts.bell)
    except RedisError as error:
        # The scan is committed and the dispatcher looks by itself: a silent bell only costs a second.
        LOG.warning("bell_silent", error=type(error).__name__)
