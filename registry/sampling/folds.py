"""Where folding stands: the state of each office and document type, and what changes it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.documents.documents import DocumentView
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.models.sampling import FoldState, KeyingState, Purpose, SecondKey
from registry.sampling.drawing import commitment
from registry.sampling.folding import RULE, Evidence, Finding, FoldingRule, Verdict, decide, share_watched
from registry.trail.events import note


@dataclass(frozen=True, slots=True)
class Standing:
    """Where folding stands for an office and document type. `waiting` second keys are not given yet.

    `bound` is the upper bound of the error rate (95 %, at any time) of `sampled` fields with `errors`.
    """

    office: str
    document_type: str
    folding: bool
    counted_from: datetime
    changed_at: datetime
    stopped_at: datetime | None
    sampled: int
    errors: int
    disputed: int
    waiting: int
    bound: float
    budget: float
    share: float
    reader: str


def is_folding(session: Session, office: str, document_type: str, reader: str) -> bool:
    """Whether accepted fields that this version of the reader read are folded away now."""
    state = session.get(FoldState, (office, document_type))
    return state is not None and state.folding and state.reader == reader


def folding_of(session: Session, document: DocumentView) -> tuple[bool, datetime | None]:
    """Whether a document's accepted values are folded, else when a doubt or breach last ended that here."""
    readers = {reading.reader for reading in document.readings}
    place = (document.office, document.document_type)
    folding = bool(readers) and all(is_folding(session, *place, reader) for reader in readers)
    return folding, None if folding else last_stop(session, *place)


def reconsider(session: Session, office: str, document_type: str, rule: FoldingRule = RULE) -> Finding:
    """Decide anew after an answer; a change is an event, and a breach starts the count from nothing."""
    state = session.get_one(FoldState, (office, document_type), with_for_update=True)
    evidence = evidence_of(session, state)
    found = decide(state.folding or evidence.begun, evidence, rule)
    now = surroundings(session).clock.now(session)
    match found.verdict:
        case Verdict.fold if not state.folding:
            state.folding, state.changed_at = True, now
            _tell(session, state, Action.folding_started, evidence, found)
        case Verdict.pause if state.folding:
            state.folding, state.changed_at, state.stopped_at = False, now, now
            _tell(session, state, Action.folding_stopped, evidence, found)
        case Verdict.breach:
            state.folding, state.changed_at, state.stopped_at = False, now, now
            _tell(session, state, Action.folding_stopped, evidence, found)
            _start_anew(session, state, state.reader)
    session.flush()
    return found


def evidence_of(session: Session, state: FoldState) -> Evidence:
    """What second keys showed since the count began, the oldest first."""
    here = (
        SecondKey.office_code == state.office_code,
        SecondKey.document_type == state.document_type,
        SecondKey.purpose == Purpose.watch,
        SecondKey.made_at >= state.counted_from,
    )
    known = select(SecondKey.wrong, SecondKey.folded).where(*here, SecondKey.wrong.is_not(None))
    rows = session.execute(known.order_by(SecondKey.keyed_at, SecondKey.id)).all()
    disputed = select(func.count()).select_from(SecondKey)
    disputed = disputed.where(*here, SecondKey.state == KeyingState.disputed)
    return Evidence(
        wrong=tuple(bool(wrong) for wrong, _ in rows),
        disputed=session.scalar(disputed) or 0,
        before=sum(not folded for _, folded in rows),
    )


def standings(session: Session, actor: Actor, office: str | None) -> tuple[Standing, ...]:
    """Where folding stands, type by type. Raises `NotFound` for another office's, `NotAllowed`."""
    require(actor, Act.view_sampling, office)
    query = select(FoldState).order_by(FoldState.office_code, FoldState.document_type)
    if office is not None:
        query = query.where(FoldState.office_code == office)
    return tuple(_standing(session, state) for state in session.scalars(query).all())


def last_stop(session: Session, office: str, document_type: str) -> datetime | None:
    """When a doubt or a breach last switched folding off here, None when it is on again or never was."""
    state = session.get(FoldState, (office, document_type))
    return state.stopped_at if state is not None and not state.folding else None


def state_of(session: Session, office: str, document_type: str, reader: str) -> FoldState:
    """The state of an office and type, locked. Another version of the reader starts the count anew."""
    state = session.get(FoldState, (office, document_type), with_for_update=True)
    if state is not None and state.reader == reader:
        return state
    now = surroundings(session).clock.now(session)
    if state is None:
        state = FoldState(office_code=office, document_type=document_type, stopped_at=None)
    state.folding, state.changed_at = False, now
    _start_anew(session, state, reader)
    session.add(state)
    session.flush()
    return state


def _start_anew(session: Session, state: FoldState, reader: str) -> None:
    """Count from now, with a new secret whose hash is told at once; the spent one is told itself."""
    spent = state.secret or ""
    state.secret, state.reader = secrets.token_hex(32), reader
    state.counted_from = surroundings(session).clock.now(session)
    details: dict[str, str | int] = {"commitment": commitment(state.secret), "reader": reader}
    if spent:
        details["spent"] = spent
    subject = (Subject.folding, f"{state.office_code}:{state.document_type}"[:64])
    note(session, None, Action.folding_watched, subject, office=state.office_code, details=details)


def _tell(session: Session, state: FoldState, action: Action, evidence: Evidence, found: Finding) -> None:
    details: dict[str, str | int] = {
        "why": found.verdict.value,
        "sampled": len(evidence.wrong),
        "errors": evidence.errors,
        "disputed": evidence.disputed,
        "bound_per_million": round(found.bound * 1_000_000),
    }
    subject = (Subject.folding, f"{state.office_code}:{state.document_type}"[:64])
    note(session, None, action, subject, office=state.office_code, details=details)


def _standing(session: Session, state: FoldState) -> Standing:
    evidence = evidence_of(session, state)
    found = decide(state.folding or evidence.begun, evidence)
    waiting = (
        select(func.count())
        .select_from(SecondKey)
        .where(
            SecondKey.office_code == state.office_code,
            SecondKey.document_type == state.document_type,
            SecondKey.purpose == Purpose.watch,
            SecondKey.state == KeyingState.waiting,
        )
    )
    return Standing(
        office=state.office_code,
        document_type=state.document_type,
        folding=state.folding,
        counted_from=state.counted_from,
        changed_at=state.changed_at,
        stopped_at=state.stopped_at,
        sampled=len(evidence.wrong),
        errors=evidence.errors,
        disputed=evidence.disputed,
        waiting=session.scalar(waiting) or 0,
        bound=found.bound,
        budget=RULE.budget,
        share=share_watched(state.folding, evidence),
        reader=state.reader,
    )
