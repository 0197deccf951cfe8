"""Acceptance of a book: a random sample of its entered fields, keyed blindly, bounds how many are wrong."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor
from registry.domain.actions import Action, Subject
from registry.domain.errors import InvalidValue, NotFound, NothingToSample
from registry.domain.states import EntryState
from registry.ledger.books import find_book
from registry.models.documents import Document, DocumentSide
from registry.models.entries import Entry, EntryValue
from registry.models.families import RegisterBook
from registry.models.ledger import BookLeaf, LeafCapture
from registry.models.sampling import KeyingState, Purpose, SampleDraw, SecondKey
from registry.models.trail import Event
from registry.sampling.bounds import finite_bound, sample_needed
from registry.sampling.drawing import TrailMark, draw, frame_digest, seed_of
from registry.sampling.watching import ask
from registry.trail.events import note
from registry.trail.sensitive import is_sensitive


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample of a book and what it shows so far: of `frame_size` fields `sample_size` were drawn.

    `at_most` is the most wrong fields that the book may hold (95 %), None until every one is settled.
    `within`: the sample shows that the share of wrong fields is within the budget.
    """

    id: uuid.UUID
    book: uuid.UUID
    drawn_by: uuid.UUID
    drawn_at: datetime
    frame_size: int
    frame_digest: str
    sample_size: int
    seed: str
    event: int
    budget: float
    settled: int
    errors: int
    at_most: int | None

    @property
    def within(self) -> bool:
        """Whether the budget is shown to be kept."""
        return self.at_most is not None and self.at_most <= int(self.budget * self.frame_size + 1e-9)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A sample drawn again from what is kept: whether frame, seed and every drawn field are the same."""

    frame: bool
    seed: bool
    fields: bool


def draw_sample(
    session: Session, actor: Actor, book_id: uuid.UUID, budget: float, allowed: int = 0
) -> uuid.UUID:
    """Draw the smallest sample that shows the budget when at most `allowed` of it are wrong.

    `budget` is the share of fields that may be wrong, 0..0.2. Raises `NothingToSample`, `InvalidValue`,
    `NotFound`, `NotAllowed`.
    """
    find_book(session, actor, Act.draw_sample, book_id, lock=True)
    if not 0 < budget <= 0.2 or not 0 <= allowed <= 20:
        raise InvalidValue({"field": "budget", "problem": "range"})
    now = surroundings(session).clock.now(session)
    frame = _frame(session, book_id, now)
    size = sample_needed(budget, len(frame), allowed)
    if not frame or size is None:
        raise NothingToSample({"fields": len(frame)})
    digest, mark = frame_digest(frame), _newest_event(session)
    row = SampleDraw(
        book_id=book_id,
        office_code=session.get_one(RegisterBook, book_id).office_code,
        frame_digest=digest,
        frame_size=len(frame),
        sample_size=size,
        budget=budget,
        event_id=mark.id,
        seed=seed_of(digest, mark),
        drawn_by=actor.id,
        drawn_at=now,
    )
    session.add(row)
    session.flush()
    for item in draw(row.seed, frame, size):
        value, document = frame[item]
        first = value.value or ""
        ask(session, document, value.entry_id, value.path, first, Purpose.book, draw=row.id)
    session.flush()
    details: dict[str, str | int] = {"frame": digest, "seed": row.seed, "fields": len(frame), "drawn": size}
    note(session, actor, Action.sample_drawn, (Subject.book, book_id), details=details)
    return row.id


def samples_of(session: Session, actor: Actor, book_id: uuid.UUID) -> tuple[SampleView, ...]:
    """The samples of a book with what they show, the newest first. Raises `NotFound`, `NotAllowed`."""
    find_book(session, actor, Act.view_books, book_id)
    query = select(SampleDraw).where(SampleDraw.book_id == book_id).order_by(SampleDraw.drawn_at.desc())
    return tuple(_view(session, row) for row in session.scalars(query).all())


def recompute(session: Session, actor: Actor, draw_id: uuid.UUID) -> Recomputed:
    """Draw a sample again from the frame as it stood and the trail's event. Raises as `samples_of`."""
    row = session.get(SampleDraw, draw_id)
    if row is None:
        raise NotFound({"kind": "sample"})
    find_book(session, actor, Act.view_sampling, row.book_id)
    frame = _frame(session, row.book_id, row.drawn_at)
    digest = frame_digest(frame)
    seed = seed_of(row.frame_digest, _mark(session.get_one(Event, row.event_id)))
    kept = select(SecondKey.document_id, SecondKey.path).where(SecondKey.draw_id == draw_id)
    asked = {f"{document}:{path}" for document, path in session.execute(kept)}
    again = set(draw(row.seed, frame, row.sample_size))
    return Recomputed(digest == row.frame_digest, seed == row.seed, asked == again)


def _frame(session: Session, book_id: uuid.UUID, as_of: datetime) -> dict[str, tuple[EntryValue, Document]]:
    """Every field of the book that stood entered at a moment, by document and path; sensitive ones never."""
    shown = (
        select(DocumentSide.document_id)
        .join(LeafCapture, LeafCapture.page_id == DocumentSide.page_id)
        .join(BookLeaf, BookLeaf.id == LeafCapture.leaf_id)
        .where(BookLeaf.book_id == book_id, LeafCapture.linked_at <= as_of)
    )
    stood = or_(Entry.state != EntryState.sent_back, Entry.decided_at > as_of)
    query = (
        select(EntryValue, Document)
        .join(Entry, Entry.id == EntryValue.entry_id)
        .join(Document, Document.id == Entry.document_id)
        .where(Document.id.in_(shown), Entry.entered_at <= as_of, stood, EntryValue.value.is_not(None))
        .order_by(Entry.number, EntryValue.id)
    )
    rows = session.execute(query).all()
    return {
        f"{document.id}:{value.path}": (value, document)
        for value, document in rows
        if not is_sensitive(session, value.path)
    }


def _newest_event(session: Session) -> TrailMark:
    return _mark(session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one())


def _mark(event: Event) -> TrailMark:
    return TrailMark(event.id, event.at, event.action, event.subject_id)


def _view(session: Session, row: SampleDraw) -> SampleView:
    answered = select(func.count()).select_from(SecondKey).where(SecondKey.draw_id == row.id)
    settled = session.scalar(answered.where(SecondKey.state.in_((KeyingState.agreed, KeyingState.settled))))
    errors = session.scalar(answered.where(SecondKey.wrong.is_(True))) or 0
    whole = settled == row.sample_size
    return SampleView(
        id=row.id,
        book=row.book_id,
        drawn_by=row.drawn_by,
        drawn_at=row.drawn_at,
        frame_size=row.frame_size,
        frame_digest=row.frame_digest,
        sample_size=row.sample_size,
        seed=row.seed,
        event=row.event_id,
        budget=row.budget,
        settled=settled or 0,
        errors=errors,
        at_most=finite_bound(errors, row.sample_size, row.frame_size) if whole else None,
    )
