"""The picture of a page, and the places on it that are covered: sensitive values stand on paper, too."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.access import Act, Actor, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotFound
from registry.domain.handover import Box
from registry.intake.scans import find_scan
from registry.models.documents import DocumentSide
from registry.models.readings import ReadValue, StoredReading
from registry.models.scans import Page
from registry.readings.value_regions import room
from registry.trail.events import note
from registry.trail.sensitive import is_sensitive, note_sensitive, require_sensitive


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The store's digest of a picture; `covered` are places in pixels of the page, `width` pixels wide."""

    digest: str
    width: int
    covered: tuple[Box, ...]


def page_picture(
    session: Session, actor: Actor, page_id: uuid.UUID, reason: str | None = None, *, uncovered: bool = False
) -> PagePicture:
    """A page's picture; the opening is an event. `uncovered` needs the right to sensitive values.

    Covered is the whole room of each sensitive value; what no reader found can't be covered.
    Raises `NotFound` (also while there is no picture), `NotAllowed`, `ReasonNeeded`.
    """
    page = session.get(Page, page_id)
    if page is None or page.picture is None:
        raise NotFound({"kind": "page"})
    scan = find_scan(session, actor, Act.view_scan, page.scan_id)
    require_reason(actor, reason)
    subject = (Subject.page, page_id)
    if uncovered:
        require_sensitive(actor)
        note_sensitive(session, actor, subject, scan.office_code, reason)
    note(session, actor, Action.page_viewed, subject, office=scan.office_code, reason=reason)
    return PagePicture(page.picture, page.width, () if uncovered else _sensitive(session, page))


def _sensitive(session: Session, page: Page) -> tuple[Box, ...]:
    """The rooms of sensitive values by any reading: a newer one may have missed what an older one saw."""
    read: dict[uuid.UUID, list[tuple[bool, Box]]] = defaultdict(list)
    query = (
        select(ReadValue.reading_id, ReadValue.path, ReadValue.box)
        .join(StoredReading, StoredReading.id == ReadValue.reading_id)
        .join(DocumentSide, DocumentSide.id == StoredReading.side_id)
        .where(DocumentSide.page_id == page.id, ReadValue.box.is_not(None))
        .order_by(ReadValue.id)
    )
    for reading, path, box in session.execute(query):
        if box:
            read[reading].append((is_sensitive(session, path), _corners(box)))
    return tuple(place for values in read.values() for place in _rooms(values, page))


def _rooms(values: list[tuple[bool, Box]], page: Page) -> Iterator[Box]:
    """The rooms of the sensitive ones among the values of one reading; the others are where they end."""
    open_ones = [box for sensitive, box in values if not sensitive]
    for sensitive, box in values:
        if sensitive:
            yield room(box, open_ones, page.width, page.height)


def _corners(box: Sequence[Sequence[float]]) -> Box:
    first, second, third, fourth = ((corner[0], corner[1]) for corner in box)
    return first, second, third, fourth
