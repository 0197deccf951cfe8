"""One scan from stored bytes to readings in the register: claim, decode, read, keep evidence, complete."""

import os
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final

import numpy as np
import structlog

from imaging.decode import PageImage, decode
from imaging.pictures import crop, page_preview
from ocr import Reading
from ocr.geometry import Box
from ocr.result.reading import Layout
from registry.database.fault_codes import symptom
from registry.database.sessions import snapshot, transaction
from registry.domain.claims import Claim, Fault
from registry.domain.errors import BlobDamaged, BlobMissing, Stale
from registry.domain.handover import PageSeen, PagesRead, PaperRead
from registry.tasks import tasks
from workers.assess import PageSource, assess, paper_of, paths_of
from workers.duplicate_scans import look_for_duplicates
from workers.faults import fault_of, place_of
from workers.heartbeat import Heartbeat
from workers.remembering import remembered_layouts
from workers.toolbox import Toolbox

__all__ = ["assess", "digitise", "read_scan"]

TURN_SECONDS: Final = 20.0
"""How long a scan of many pages is read while others wait; a card takes two seconds, most files are done."""
log = structlog.get_logger(__name__)


def digitise(tools: Toolbox, task: uuid.UUID, attempt: int) -> bool:
    """Read the scan of a task, unless this attempt is no longer wanted; False when the machinery failed.

    Then the scan stays as it is, and its lease ends by itself. Whoever is no longer wanted, or lost the task
    while reading, ends without a word.
    """
    with transaction(tools.sessions) as session:
        held = tasks.claim(session, task, attempt, tools.worker)
    if held is None:
        log.info("attempt_not_wanted", task=str(task), attempt=attempt)
        return True
    began = time.monotonic()
    try:
        with Heartbeat(tools.sessions, held) as heartbeat:
            outcome, whole = read_scan(tools, held, heartbeat, began + TURN_SECONDS)
            with transaction(tools.sessions) as session:
                if whole:
                    tasks.complete(session, held, outcome, hold=True)
                else:
                    tasks.give_way(session, held, outcome)
            if whole:
                look_for_duplicates(tools, held, heartbeat)
                with transaction(tools.sessions) as session:
                    tasks.finish(session, held)
    except Stale:
        log.warning("attempt_overtaken", task=str(task), attempt=attempt)
    except Exception as error:  # noqa: BLE001 - whatever it was decides what becomes of the scan
        return _give_up(tools, held, error)
    else:
        seconds, told = round(time.monotonic() - began, 2), "scan_read" if whole else "scan_gave_way"
        log.info(told, task=str(task), attempt=attempt, papers=len(outcome.papers), seconds=seconds)
    return True


def read_scan(tools: Toolbox, held: Claim, heartbeat: Heartbeat, until: float) -> tuple[PagesRead, bool]:
    """Pages and papers of a scan from where the last turn ended, and whether those are all that are left.

    After `until` (seconds of time.monotonic) others that wait come first, between two pages. Pictures and
    crops are in the store when this returns. Holds one page in memory. Raises ImagingError, OcrError,
    RegistryError.
    """
    pages: list[PageSeen] = []
    papers: list[PaperRead] = []
    layouts = remembered_layouts(tools, held.office)
    with _stored(tools, held.digest) as file:
        for page in decode(file, tools.budget, held.pages_read):
            heartbeat.check()
            if pages and time.monotonic() >= until and _others_wait(tools, held):
                return PagesRead(tuple(pages), tuple(papers)), False
            papers.extend(_papers_on(tools, held, page, layouts))
            picture = tools.store.put(page_preview(page.pixels))
            pages.append(PageSeen(page.index, *page.size, picture.digest))
    return PagesRead(tuple(pages), tuple(papers)), True


def _others_wait(tools: Toolbox, held: Claim) -> bool:
    with snapshot(tools.sessions) as session:
        return tasks.others_wait(session, held)


def _papers_on(
    tools: Toolbox, held: Claim, page: PageImage, layouts: Sequence[Layout]
) -> Iterator[PaperRead]:
    source = PageSource(page.index, tools.reader, page.scale)
    for reading in tools.read_page(page.pixels, held.document_type, layouts):
        yield paper_of(reading, source, _keep_crops(tools, page, reading))


def _keep_crops(tools: Toolbox, page: PageImage, reading: Reading) -> Mapping[str, str]:
    """The store's digest of the picture of each value, by path."""
    boxes = {path: field.box for path, field in paths_of(reading) if field.box is not None}
    return {path: tools.store.put(crop(page.pixels, _corners(box))).digest for path, box in boxes.items()}


def _corners(box: Box) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([(point.x, point.y) for point in box.corners], np.float64)


@contextmanager
def _stored(tools: Toolbox, digest: str) -> Iterator[BinaryIO]:
    """The scan's bytes in memory that has a descriptor: decrypted, they touch no disk."""
    with os.fdopen(os.memfd_create("scan", os.MFD_CLOEXEC), "w+b") as file:
        for chunk in tools.store.open(digest):
            file.write(chunk)
        yield file


def _give_up(tools: Toolbox, held: Claim, error: Exception) -> bool:
    fault, task, place = _fault(tools, error), str(held.task), place_of(error)
    if fault is None:
        log.error("machinery_fault", task=task, error=symptom(error), place=place)
        return False
    try:
        with transaction(tools.sessions) as session:
            state = tasks.fail(session, held, fault)
    except Stale:
        log.warning("attempt_overtaken", task=task, attempt=held.attempt)
    else:
        log.warning("scan_fault", task=task, fault=fault.code, kind=fault.kind, state=state, place=place)
    return True


def _fault(tools: Toolbox, error: Exception) -> Fault | None:
    """What to write down; bytes that are missing are blamed on the scan only beside its own store."""
    if isinstance(error, BlobMissing | BlobDamaged):
        try:
            tools.placement.prove()
        except Exception as other:  # noqa: BLE001 - without the proof nothing is the scan's fault
            log.error("placement_unproved", error=symptom(other))  # noqa: TRY400 (told by its class alone)
            return None
    return fault_of(error)
