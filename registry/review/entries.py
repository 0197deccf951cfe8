"""The officer's part: the next entry to decide on, its approval by a second person, its sending back."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from reference.documents import DocumentType, FieldKind
from reference.unknown_words import says_unknown
from registry.database.sessions import surroundings
from registry.documents.findings import keep_findings, kept_findings, refresh_findings
from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.domain.basis import Circumstance
from registry.domain.errors import Blocked, NotFound, OwnEntry, ReasonNeeded, Stale
from registry.domain.states import DocumentState, EntryState, Standing, check_move
from registry.models.documents import Document, DocumentHand, DocumentSide, DraftValue
from registry.models.entries import Entry, EntryValue, ValueSource
from registry.models.sensitive import SensitiveValue
from registry.readings.readings import newest_values
from registry.records.registration import record_of, register
from registry.review.questions import EMPTY, Absence, asked_field, required_empty
from registry.rules.finding import Finding, Severity
from registry.trail.events import note
from registry.trail.sensitive import note_sensitive, put_draft, require_sensitive, words_of

UNSAID: Final = "unsaid"


@dataclass(frozen=True, slots=True)
class EnteredValue:
    """A value that a clerk signed; `source` is `read`, `corrected` or `keyed`."""

    path: str
    value: str | None
    source: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there; `why` is `not_on_paper`, `unreadable`, `as_printed` or `unsaid`."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry. `version` is its ETag; `own` tells that the one who looks may not approve it.

    `missing`: required values without words and why, with others that were said to be absent; `looked`: the
    doubtful paths that the clerk decided on; `missing_sides`: sides of the paper that were not handed in;
    `sent_back`: why earlier entries of this paper were sent back, the oldest first.
    """

    id: uuid.UUID
    version: int
    document: uuid.UUID
    document_type: str
    office: str
    state: EntryState
    standing: Standing
    circumstance: Circumstance
    values: tuple[EnteredValue, ...]
    findings: tuple[Finding, ...]
    note: str | None
    entered_by: uuid.UUID
    entered_at: datetime
    decision_reason: str | None
    own: bool
    missing: tuple[Missing, ...]
    looked: tuple[str, ...]
    missing_sides: tuple[str, ...]
    sent_back: tuple[str, ...]


def next_entry(session: Session, actor: Actor) -> EntryView | None:
    """The oldest entry of the office that waits for approval and that the actor had no hand in.

    None when there is none. Raises `NotAllowed`.
    """
    require(actor, Act.approve, actor.office)
    mine = exists().where(DocumentHand.document_id == Entry.document_id, DocumentHand.account_id == actor.id)
    query = (
        select(Entry)
        .where(Entry.office_code == actor.office, Entry.state == EntryState.entered, ~mine)
        .order_by(Entry.entered_at, Entry.id)
        .limit(1)
    )
    entry = session.scalars(query).first()
    if entry is None:
        return None
    note(session, actor, Action.entry_viewed, (Subject.entry, entry.id))
    return _view(session, actor, entry, unmask=False)


def entry_view(
    session: Session, actor: Actor, entry_id: uuid.UUID, reason: str | None = None, *, sensitive: bool = False
) -> EntryView:
    """An entry; the opening is an event. `sensitive` needs the right and is an event of its own.

    Raises `NotFound`, `NotAllowed`, and `ReasonNeeded` for an auditor without a reason.
    """
    entry = _find(session, actor, Act.view_scan, entry_id)
    require_reason(actor, reason)
    if sensitive:
        require_sensitive(actor)
        note_sensitive(session, actor, (Subject.entry, entry.id), entry.office_code, reason)
    note(
        session,
        actor,
        Action.entry_viewed,
        (Subject.entry, entry.id),
        office=entry.office_code,
        reason=reason,
    )
    return _view(session, actor, entry, unmask=sensitive)


def entry_of(
    session: Session, actor: Actor, document_id: uuid.UUID, reason: str | None = None
) -> EntryView | None:
    """The newest entry of a document, None before anybody signed it; the opening is an event.

    Raises `NotFound`, `NotAllowed`, and `ReasonNeeded` for an auditor without a reason.
    """
    newest = select(Entry.id).where(Entry.document_id == document_id).order_by(Entry.number.desc()).limit(1)
    entry_id = session.scalar(newest)
    return None if entry_id is None else entry_view(session, actor, entry_id, reason)


def approve(session: Session, actor: Actor, entry_id: uuid.UUID, expected_version: int) -> int:
    """Approve an entry: it becomes a record, whose number is the answer.

    The same approval sent twice is one. Raises `OwnEntry` for whoever typed or signed anything of the
    document, now or before; `Stale`; `IllegalMove`; `Blocked` when a rule of severity `block` stands
    against it; `NotFound`; `NotAllowed`.
    """
    entry = _find(session, actor, Act.approve, entry_id, lock=True)
    if _decided_before(entry, actor, expected_version, EntryState.approved):
        return record_of(session, entry.id)
    _require_version(entry, expected_version)
    if session.get(DocumentHand, (entry.document_id, actor.id)) is not None or entry.entered_by == actor.id:
        raise OwnEntry({"kind": "entry"})
    document = session.get_one(Document, entry.document_id, with_for_update=True)
    check_move(entry.state, EntryState.approved)
    check_move(document.state, DocumentState.registered)
    _require_clear(session, entry, document)
    _decide(session, actor, entry, EntryState.approved, None)
    document.state, document.version = DocumentState.registered, document.version + 1
    record = register(session, actor, entry, document)
    note(session, actor, Action.entry_approved, (Subject.entry, entry.id), details={"record": record})
    return record


def send_back(
    session: Session, actor: Actor, entry_id: uuid.UUID, reason: str, expected_version: int
) -> None:
    """Send an entry back to review with a reason; its values become the draft, so nothing is typed twice.

    Doubts that nobody typed over are doubts again. The same sending back sent twice is one. Raises
    `ReasonNeeded`, `OwnEntry`, `Stale`, `IllegalMove`, `NotFound`, `NotAllowed`.
    """
    entry = _find(session, actor, Act.approve, entry_id, lock=True)
    if (
        _decided_before(entry, actor, expected_version, EntryState.sent_back)
        and entry.decision_reason == reason.strip()[:2000]
    ):
        return
    _require_version(entry, expected_version)
    if entry.entered_by == actor.id:
        raise OwnEntry({"kind": "entry"})
    if not reason.strip():
        raise ReasonNeeded({"act": "send_back"})
    document = session.get_one(Document, entry.document_id, with_for_update=True)
    check_move(entry.state, EntryState.sent_back)
    check_move(document.state, DocumentState.review)
    _decide(session, actor, entry, EntryState.sent_back, reason.strip()[:2000])
    document.state, document.version = DocumentState.review, document.version + 1
    _refill_draft(session, entry, document)
    refresh_findings(session, document)
    note(session, actor, Action.entry_sent_back, (Subject.entry, entry.id), reason=reason)


def _find(session: Session, actor: Actor, act: Act, entry_id: uuid.UUID, *, lock: bool = False) -> Entry:
    entry = session.get(Entry, entry_id, with_for_update=lock or None, populate_existing=lock)
    if entry is None:
        raise NotFound({"kind": "entry"})
    require(actor, act, entry.office_code)
    return entry


def _decided_before(entry: Entry, actor: Actor, expected_version: int, state: EntryState) -> bool:
    """Whether this person decided so on this very version already: a key pressed twice."""
    return (entry.version, entry.decided_by, entry.state) == (expected_version + 1, actor.id, state)


def _require_version(entry: Entry, expected_version: int) -> None:
    if entry.version != expected_version:
        raise Stale({"kind": "entry"})


def _require_clear(session: Session, entry: Entry, document: Document) -> None:
    """The registry may know more by now than when the clerk signed: look once more."""
    values = {row.path: row.value for row in _values(session, entry) if row.value is not None}
    findings = keep_findings(session, document, values)
    blocking = [finding.rule for finding in findings if finding.severity is Severity.BLOCK]
    if blocking:
        raise Blocked({"rules": " ".join(blocking)})


def _decide(session: Session, actor: Actor, entry: Entry, state: EntryState, reason: str | None) -> None:
    entry.state, entry.version = state, entry.version + 1
    entry.decided_by, entry.decided_at = actor.id, surroundings(session).clock.now(session)
    entry.decision_reason = reason
    session.flush()


def _refill_draft(session: Session, entry: Entry, document: Document) -> None:
    """What the clerk typed becomes the draft again, in the clerk's own name.

    A value as it was read stays with its reading: what was doubtful of it is looked at once more.
    """
    now = surroundings(session).clock.now(session)
    rows = [row for row in _values(session, entry) if row.source is not ValueSource.read]
    typed = {row.path: row.value for row in rows if row.value is not None}
    emptied = {p: "" for p in newest_values(session, document.id) if entry.absent.get(p) in EMPTY}
    for path, value in (typed | emptied).items():
        draft = DraftValue(
            document_id=document.id, path=path, value=value, kept_by=entry.entered_by, kept_at=now
        )
        session.merge(draft)
    for path, words in words_of(session, SensitiveValue.entry_id == entry.id).items():
        put_draft(session, document.id, path, words.value)
    session.flush()


def _values(session: Session, entry: Entry) -> list[EntryValue]:
    query = select(EntryValue).where(EntryValue.entry_id == entry.id).order_by(EntryValue.id)
    return list(session.scalars(query))


def _view(session: Session, actor: Actor, entry: Entry, *, unmask: bool) -> EntryView:
    document = session.get_one(Document, entry.document_id)
    words = words_of(session, SensitiveValue.entry_id == entry.id) if unmask else {}
    values = tuple(
        EnteredValue(
            path=row.path,
            value=words[row.path].value if row.path in words else row.value,
            source=row.source.value,
            masked=row.value is None and row.path not in words,
        )
        for row in _values(session, entry)
    )
    return EntryView(
        id=entry.id,
        version=entry.version,
        document=entry.document_id,
        document_type=document.document_type,
        office=entry.office_code,
        state=entry.state,
        standing=entry.standing,
        circumstance=entry.circumstance,
        values=values,
        findings=kept_findings(session, document),
        note=entry.note,
        entered_by=entry.entered_by,
        entered_at=entry.entered_at,
        decision_reason=entry.decision_reason,
        own=session.get(DocumentHand, (document.id, actor.id)) is not None,
        missing=_missing(session, entry, document, values),
        looked=tuple(entry.looked),
        missing_sides=_missing_sides(session, document),
        sent_back=_sent_back(session, entry),
    )


def _sent_back(session: Session, entry: Entry) -> tuple[str, ...]:
    query = (
        select(Entry.decision_reason)
        .where(Entry.document_id == entry.document_id, Entry.number < entry.number)
        .where(Entry.state == EntryState.sent_back)
        .order_by(Entry.number)
    )
    return tuple(reason for reason in session.scalars(query) if reason)


def _missing(
    session: Session, entry: Entry, document: Document, values: tuple[EnteredValue, ...]
) -> tuple[Missing, ...]:
    """The fields that the entry has no value for.

    They are every required field, whatever was said to be absent, and what the paper itself says is not
    known.
    """
    kind = surroundings(session).types.get(document.document_type)
    said = {value.path: value.value or UNSAID for value in values}
    empty = required_empty(kind, said) if kind else ()
    unknown = [one.path for one in values if kind and _says_unknown(kind, one)]
    why = dict.fromkeys(unknown, Absence.as_printed.value) | entry.absent
    paths = dict.fromkeys((*empty, *why))
    return tuple(Missing(path, str(why.get(path, UNSAID))) for path in paths)


def _says_unknown(kind: DocumentType, value: EnteredValue) -> bool:
    """Whether the paper itself says that a fact is not known; in a free text such words are its text."""
    spec = asked_field(kind, value.path)
    return spec is not None and spec.kind is not FieldKind.TEXT and says_unknown(value.value or "")


def _missing_sides(session: Session, document: Document) -> tuple[str, ...]:
    kind = surroundings(session).types.get(document.document_type)
    shown = set(session.scalars(select(DocumentSide.side).where(DocumentSide.document_id == document.id)))
    return tuple(side for side in kind.sides if side not in shown) if kind and shown else ()
