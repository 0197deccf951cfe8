"""The clerk's part: the next paper to look at, what is typed so far, and the signing of it."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from reference.unknown_words import known_values
from registry.database.sessions import surroundings
from registry.documents.documents import DocumentView, build_view, find_document
from registry.documents.findings import kept_findings, refresh_findings, values_of
from registry.domain.access import Act, Actor, Role, require
from registry.domain.actions import Action, Subject
from registry.domain.basis import ORDINARY, Basis, Grounds, excused, require_grounds
from registry.domain.errors import Blocked, IllegalMove, InvalidValue, ReasonNeeded, Stale
from registry.domain.states import DocumentState, check_move
from registry.domain.values import canonical_fields
from registry.models.documents import Document, DocumentHand, DraftValue
from registry.review.making_entries import NewEntry, enter
from registry.review.questions import EMPTY, SILENT, Answers, Shown, doubtful, key_of, require_answers
from registry.review.repeating import Asked, entered_alike
from registry.review.standing import standing_of
from registry.rules.finding import Finding, Severity
from registry.trail.events import note
from registry.trail.sensitive import drop_drafts, is_sensitive, put_draft, require_sensitive

COUNTING: Final = (DocumentState.entered, DocumentState.registered, DocumentState.evidence)
HELD: Final = timedelta(minutes=10)


class Decision(StrEnum):
    """What a clerk decides on a document."""

    confirm = "confirm"
    return_ = "return"
    reject = "reject"


def next_review(session: Session, actor: Actor) -> DocumentView | None:
    """The oldest document of the office that waits for a look; nobody else is given it for ten minutes.

    None when there is none. Raises `NotAllowed`.
    """
    document = session.scalars(_waiting_for(session, actor).with_for_update(skip_locked=True)).first()
    if document is None:
        return None
    document.held_by, document.held_until = actor.id, surroundings(session).clock.now(session) + HELD
    note(session, actor, Action.document_viewed, (Subject.document, document.id))
    return build_view(session, document)


def upcoming_review(session: Session, actor: Actor, current: uuid.UUID) -> DocumentView | None:
    """What `next_review` would give once the current document is done with, if nobody is faster.

    It is held for nobody and shown to nobody, so it is no event. Raises `NotAllowed`.
    """
    document = session.scalars(_waiting_for(session, actor).where(Document.id != current)).first()
    return None if document is None else build_view(session, document)


def _waiting_for(session: Session, actor: Actor) -> Select[Document]:
    """The oldest document of the actor's office that waits for a look and is not with somebody else."""
    require(actor, Act.review, actor.office)
    now = surroundings(session).clock.now(session)
    free = or_(Document.held_until.is_(None), Document.held_until < now, Document.held_by == actor.id)
    return (
        select(Document)
        .where(Document.office_code == actor.office, Document.state == DocumentState.review, free)
        .where(*in_reach(actor))
        .order_by(Document.arrived_at, Document.id)
        .limit(1)
    )


def in_reach(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Which waiting papers are given to an actor: a clerk is not given what was left to an officer."""
    return () if actor.role is Role.officer else (Document.for_officer.is_(False),)


def hand_over(
    session: Session, actor: Actor, document_id: uuid.UUID, reason: str, expected_version: int
) -> None:
    """Leave a paper that one can't decide on to an officer, with a reason; what is typed so far stays.

    Raises `ReasonNeeded`, `Stale`, `IllegalMove`, `NotFound`, `NotAllowed`.
    """
    document = find_document(session, actor, Act.review, document_id, lock=True)
    if document.for_officer and _decided_before(
        document, actor, expected_version, DocumentState.review, reason
    ):
        return
    _require_open(document, expected_version)
    if not reason.strip():
        raise ReasonNeeded({"act": "hand_over"})
    document.for_officer, document.version = True, document.version + 1
    document.decided_by = actor.id
    document.held_by, document.held_until, document.reason = None, None, reason.strip()[:2000]
    note(session, actor, Action.document_handed_over, (Subject.document, document_id), reason=reason)


def keep_draft(
    session: Session, actor: Actor, document_id: uuid.UUID, typed: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Keep what is typed so far, field by field as it is left; it does not change the document's version.

    The answer: what the rules find in the paper as it stands now. Raises `NotFound`, `NotAllowed`,
    `IllegalMove` when the document is not under review, `InvalidValue`.
    """
    document = find_document(session, actor, Act.review, document_id, lock=True)
    _under_review(document)
    _put_drafts(session, actor, document, typed)
    findings = refresh_findings(session, document)
    details = {"fields": len(typed)}
    note(session, actor, Action.draft_kept, (Subject.document, document_id), details=details)
    return findings


def set_type(
    session: Session, actor: Actor, document_id: uuid.UUID, document_type: str, expected_version: int
) -> DocumentView:
    """Say what kind of paper it is, when the reader did not know or was wrong.

    Raises `NotFound`, `NotAllowed`, `IllegalMove`, `Stale`, and `InvalidValue` for an unknown type.
    """
    document = _open(session, actor, document_id, expected_version)
    if document_type not in surroundings(session).types:
        raise InvalidValue({"field": "document_type", "problem": "unknown"})
    details = {"from": document.document_type, "to": document_type}
    document.document_type, document.version = document_type, document.version + 1
    refresh_findings(session, document)
    note(session, actor, Action.document_retyped, (Subject.document, document_id), details=details)
    return build_view(session, document)


def review(
    session: Session,
    actor: Actor,
    document_id: uuid.UUID,
    typed: Mapping[str, str],
    decision: Decision,
    reason: str | None,
    expected_version: int,
    basis: Basis = ORDINARY,
    answers: Answers = SILENT,
) -> uuid.UUID | None:
    """Sign a document, or give it back, or refuse it. The answer: the id of the entry, None without one.

    `typed` overlays the draft, which overlays the reading; an empty value says that the paper has none, as
    does one that `answers` calls absent. The same decision of the same person once more is the same answer.
    Raises `Stale` when somebody was faster, `InvalidFields` while a doubtful value was not looked at, a
    required one is missing without a word why or one is none of its kind, `Blocked` when a rule of severity
    `block` stands against it, `ReasonNeeded` for a warning that no reason speaks of and for a return or
    refusal without one, `DemandUnmet` when what it is said to rest on is not there, `InvalidValue`,
    `NotFound`, `NotAllowed`, `IllegalMove`.
    """
    document = find_document(session, actor, Act.review, document_id, lock=True)
    if decision is not Decision.confirm:
        target = DocumentState.returned if decision is Decision.return_ else DocumentState.rejected
        if not _decided_before(document, actor, expected_version, target, reason):
            _require_open(document, expected_version)
            _set_aside(session, actor, document, decision, target, reason)
        return None
    if _decided_before(document, actor, expected_version, DocumentState.entered):
        asked = Asked(typed, (reason or "").strip()[:2000], basis, answers)
        before = entered_alike(session, document, asked)
        if before is not None:
            return before
    _require_open(document, expected_version)
    kind = surroundings(session).types.get(document.document_type)
    if kind is None:
        raise InvalidValue({"field": "document_type", "problem": "unknown"})
    shown = answers.shown
    if shown is None:
        shown = frozenset(key_of(finding) for finding in kept_findings(session, document))
    _put_drafts(session, actor, document, _with_absent(typed, answers))
    standing = standing_of(session, document)
    require_answers(kind, standing, answers, excused(basis.circumstance))
    _require_clear(refresh_findings(session, document), reason, shown)
    require_grounds(basis, _grounds(session, document, reason))
    check_move(document.state, DocumentState.entered)
    document.state, document.version = DocumentState.entered, document.version + 1
    document.held_by, document.held_until, document.reason = None, None, None
    document.decided_by = actor.id
    looked = tuple(p for p in doubtful(kind, standing.decisions) if p not in answers.absent)
    return enter(session, actor, document, NewEntry(basis, reason, dict(answers.absent), looked))


def _with_absent(typed: Mapping[str, str], answers: Answers) -> dict[str, str]:
    """What is typed, and an empty value for what is said to be absent; what stands as printed stays."""
    return {path: "" for path, why in answers.absent.items() if why in EMPTY} | dict(typed)


def keep_as_evidence(
    session: Session, actor: Actor, document_id: uuid.UUID, reason: str, expected_version: int
) -> None:
    """Keep a paper that can never be a record (an unlawful authority's) to prove an event with.

    Raises `ReasonNeeded`, `Stale`, `IllegalMove`, `NotFound`, `NotAllowed`.
    """
    document = find_document(session, actor, Act.review, document_id, lock=True)
    if _decided_before(document, actor, expected_version, DocumentState.evidence, reason):
        return
    _require_open(document, expected_version)
    if not reason.strip():
        raise ReasonNeeded({"act": "keep_as_evidence"})
    check_move(document.state, DocumentState.evidence)
    document.state, document.version = DocumentState.evidence, document.version + 1
    document.decided_by = actor.id
    document.held_by, document.held_until, document.reason = None, None, reason.strip()[:2000]
    note(session, actor, Action.document_kept, (Subject.document, document.id), reason=reason)


def _grounds(session: Session, document: Document, reason: str | None) -> Grounds:
    """What there is to show for an entry: its values, the note, the other papers of the case that count."""
    others = (
        select(func.count())
        .select_from(Document)
        .where(Document.case_id == document.case_id, Document.id != document.id, Document.state.in_(COUNTING))
    )
    return Grounds(
        document_type=document.document_type,
        values=known_values(values_of(session, document)),
        note=reason or "",
        other_papers=session.scalar(others) or 0,
    )


def _open(session: Session, actor: Actor, document_id: uuid.UUID, expected_version: int) -> Document:
    document = find_document(session, actor, Act.review, document_id, lock=True)
    _require_open(document, expected_version)
    return document


def _decided_before(
    document: Document, actor: Actor, expected_version: int, state: DocumentState, reason: str | None = None
) -> bool:
    """Whether this person brought this very version into a state, for this reason if one is named."""
    now = (document.version, document.decided_by, document.state)
    said = reason is None or document.reason == reason.strip()[:2000]
    return said and now == (expected_version + 1, actor.id, state)


def _require_open(document: Document, expected_version: int) -> None:
    if document.version != expected_version:
        raise Stale({"kind": "document"})
    _under_review(document)


def _under_review(document: Document) -> None:
    if document.state is not DocumentState.review:
        raise IllegalMove({"kind": "DocumentState", "from": document.state.value, "to": "review"})


def _put_drafts(session: Session, actor: Actor, document: Document, typed: Mapping[str, str]) -> None:
    """Keep typed values, and who typed them: that hand may not approve."""
    kind = surroundings(session).types.get(document.document_type)
    if kind is None:
        if typed:
            raise InvalidValue({"field": "document_type", "problem": "unknown"})
        return
    values = canonical_fields(kind, typed)
    now = surroundings(session).clock.now(session)
    for path, value in values.items():
        if is_sensitive(session, path):
            require_sensitive(actor)
            put_draft(session, document.id, path, value)
        else:
            session.merge(
                DraftValue(document_id=document.id, path=path, value=value, kept_by=actor.id, kept_at=now)
            )
    if values and session.get(DocumentHand, (document.id, actor.id)) is None:
        session.add(DocumentHand(document_id=document.id, account_id=actor.id, first_at=now))
    session.flush()


def _set_aside(
    session: Session,
    actor: Actor,
    document: Document,
    decision: Decision,
    target: DocumentState,
    reason: str | None,
) -> None:
    check_move(document.state, target)
    if not reason or not reason.strip():
        raise ReasonNeeded({"act": decision.value})
    document.state, document.version, document.reason = target, document.version + 1, reason.strip()[:2000]
    document.held_by, document.held_until, document.decided_by = None, None, actor.id
    drop_drafts(session, document.id)
    action = Action.document_returned if decision is Decision.return_ else Action.document_rejected
    note(session, actor, action, (Subject.document, document.id), reason=reason)


def _require_clear(findings: tuple[Finding, ...], reason: str | None, shown: frozenset[Shown]) -> None:
    """A reason speaks of the findings in sight when it was given, never of those that came later."""
    blocking = [finding.rule for finding in findings if finding.severity is Severity.BLOCK]
    if blocking:
        raise Blocked({"rules": " ".join(blocking)})
    given = shown if reason and reason.strip() else frozenset()
    loud = [finding for finding in findings if finding.severity in (Severity.ERROR, Severity.WARN)]
    unexplained = [finding.rule for finding in loud if key_of(finding) not in given]
    if unexplained:
        raise ReasonNeeded({"act": "confirm", "rules": " ".join(unexplained)})
