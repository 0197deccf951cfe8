"""A family's way from scans to records: the demo's clerk hands in and reviews, its officer approves."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from PIL import Image
from redis import Redis

from cli.handing import Bundle, hand_in
from cli.house import House
from reference.documents import FieldKind
from registry.database.sessions import Sessions, snapshot, surroundings, transaction
from registry.documents.documents import DocumentView, document_view
from registry.domain.access import Act, Actor
from registry.domain.errors import RegistryError
from registry.domain.states import DocumentState, ScanState
from registry.intake.cases import open_case
from registry.intake.scans import PaperView, find_scan, scan_view
from registry.review.entries import approve, entry_of
from registry.review.reviews import Decision, keep_draft, review, set_type
from registry.review.standing import all_answered
from specimens.story import Paper, tell, the_family
from workers.queueing import nudge

PIN: Final = "1957"
REASON: Final = "دُقق مع الأصل"
QUALITY: Final = 88
LOOK_SECONDS: Final = 0.5
PATIENCE_SECONDS: Final = 300.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper that was handed in, and what it says."""

    scan: UUID
    paper: Paper


def hand_family_in(house: House, clerk: Actor, bell: Redis, folder: Path) -> tuple[Waiting, ...]:
    """Draw the family's papers and hand each in for its service, with a receipt and the PIN 1957."""
    handed = []
    for paper in tell():
        file = _saved(paper, folder)
        with transaction(house.sessions) as session:
            applicant, key = the_family().husband.full, f"demo {paper.service} {paper.file_name}"
            case = open_case(session, clerk, paper.service, applicant, PIN, idempotency_key=key)
        for one in hand_in(house, clerk, Bundle((file,)), case.id):
            assert one.scan is not None, one.refusal
            handed.append(Waiting(one.scan.id, paper))
        nudge(bell)
    return tuple(handed)


def work_on(house: House, clerk: Actor, officer: Actor, family: tuple[Waiting, ...]) -> None:
    """Review each paper as soon as it was read, and approve all but the last."""
    for number, waiting in enumerate(family, 1):
        for found in once_read(house.sessions, clerk, waiting.scan):
            try:
                _review(house.sessions, clerk, found, waiting.paper)
                if number < len(family):
                    _approve(house.sessions, officer, found)
            except RegistryError as error:
                # What a rule stops waits at the desk, as in life, and stops nothing else.
                log.warning("demo_paper_left", paper=waiting.paper.file_name, error=error.code)


def _saved(paper: Paper, folder: Path) -> Path:
    first, *rest = [Image.fromarray(side.image) for side in paper.sides]
    path = folder / paper.file_name
    if path.suffix == ".pdf":
        first.save(path, save_all=True, append_images=rest, resolution=300.0, quality=QUALITY)
    else:
        first.save(path, quality=QUALITY, dpi=(300.0, 300.0))
    return path


def once_read(sessions: Sessions, clerk: Actor, scan: UUID) -> tuple[PaperView, ...]:
    """The documents of a scan that wait for review, as soon as there are any; none when it takes too long."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        with snapshot(sessions) as session:
            state = find_scan(session, clerk, Act.view_scan, scan).state
        if state is not ScanState.reading:
            break
        time.sleep(LOOK_SECONDS)
    with transaction(sessions) as session:
        seen = scan_view(session, clerk, scan)
    return tuple(paper for paper in seen.documents if paper.state is DocumentState.review)


def _review(sessions: Sessions, clerk: Actor, found: PaperView, paper: Paper) -> None:
    """Correct what was read wrongly, as a careful clerk would, and confirm."""
    with transaction(sessions) as session:
        view = document_view(session, clerk, found.id)
        if view.document_type != paper.document_type:
            view = set_type(session, clerk, found.id, paper.document_type, view.version)
        kind = surroundings(session).types[paper.document_type]
        fields = [spec for field in kind.fields for spec in (field, *field.columns)]
        known = {spec.key for spec in fields if not spec.sensitive and spec.kind is not FieldKind.MRZ}
        keep_draft(session, clerk, found.id, corrections(view, paper.says, known))
        answers = all_answered(session, found.id)
        review(session, clerk, found.id, {}, Decision.confirm, REASON, view.version, answers=answers)


def corrections(view: DocumentView, says: Mapping[str, str], known: set[str]) -> dict[str, str]:
    """What has to be typed so that the document says what the paper says, of fields whose keys are known."""
    read = {field.path: field.value or "" for reading in view.readings for field in reading.fields}
    paths = {path for path in (*read, *says) if path.rpartition(".")[2] in known}
    return {path: says.get(path, "") for path in sorted(paths) if read.get(path, "") != says.get(path, "")}


def _approve(sessions: Sessions, officer: Actor, found: PaperView) -> None:
    """Look at the entry of a document and approve it."""
    with transaction(sessions) as session:
        entry = entry_of(session, officer, found.id)
        assert entry is not None
        approve(session, officer, entry.id, entry.version)
