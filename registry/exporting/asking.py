"""Exports asked for, allowed or refused by a second person, and looked at: no record leaves before that."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import IllegalMove, InvalidValue, NotFound, OwnEntry, ReasonNeeded, Stale
from registry.exporting.content import count_of
from registry.exporting.recipients import checked_key
from registry.models.accounts import Office
from registry.models.exports import Export, ExportForm, ExportState
from registry.trail.events import note
from registry.trail.sensitive import require_sensitive

NEWEST: Final = 50
"""Exports of one list, the newest first."""
DAYS: Final = 30
"""So long an allowed export may be written: a permission is for a purpose, and purposes pass."""
LONGEST_NAME: Final = 200
"""Most characters of a recipient's name."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to hand out, to whom, and why.

    `recipient_key` is the recipient's public key (age). Days are those of registration, both included.
    """

    office: str
    recipient: str
    recipient_key: str
    reason: str
    form: ExportForm = ExportForm.jsonl
    byte_order_mark: bool = False
    document_type: str | None = None
    registered_from: date | None = None
    registered_until: date | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class ExportView:
    """An export in figures: no value of any record. `records`: how many it holds, or would hold now.

    `own`: asked for by the one who looks, who may not decide on it. `version` is its ETag.
    """

    id: uuid.UUID
    version: int
    wish: Wish
    state: ExportState
    records: int
    asked_by: uuid.UUID
    asked_at: datetime
    decided_by: uuid.UUID | None
    decided_at: datetime | None
    decision_reason: str | None
    written_digest: str | None
    own: bool

    @property
    def ends_at(self) -> datetime | None:
        """Until when an allowed export may be written."""
        allowed = self.state is ExportState.approved and self.decided_at is not None
        return self.decided_at + timedelta(days=DAYS) if allowed and self.decided_at else None


def ask_export(session: Session, actor: Actor, wish: Wish) -> uuid.UUID:
    """Keep a wish for a second person to decide on. The answer is its id.

    Raises `InvalidValue` (a key that is none, sensitive values in CSV, days in the wrong order),
    `ReasonNeeded`, `NotFound` for an unknown office or another's, `NotAllowed` (also for sensitive values
    without the right).
    """
    require(actor, Act.ask_export, wish.office)
    if session.get(Office, wish.office) is None:
        raise NotFound({"kind": "office"})
    if not wish.reason.strip():
        raise ReasonNeeded({"act": Act.ask_export.value})
    _check(session, actor, wish)
    export = Export(
        office_code=wish.office,
        form=wish.form,
        byte_order_mark=wish.byte_order_mark and wish.form is ExportForm.csv,
        document_type=wish.document_type or None,
        registered_from=wish.registered_from,
        registered_until=wish.registered_until,
        sensitive=wish.sensitive,
        recipient=wish.recipient.strip(),
        recipient_key=checked_key(wish.recipient_key),
        reason=wish.reason.strip()[:2000],
        state=ExportState.asked,
        asked_by=actor.id,
        asked_at=surroundings(session).clock.now(session),
    )
    session.add(export)
    session.flush()
    details: dict[str, str | int] = {"form": export.form.value, "sensitive": int(export.sensitive)}
    _note(session, actor, Action.export_asked, export, wish.reason, details)
    return export.id


def approve_export(session: Session, actor: Actor, export_id: uuid.UUID, expected_version: int) -> ExportView:
    """Allow an export: it holds what the register says now, for the holder of that key alone.

    Raises `OwnEntry` for whoever asked, `Stale`, `IllegalMove`, `NotFound`, `NotAllowed` (also for an export
    with sensitive values by somebody without the right to them).
    """
    export = _open(session, actor, export_id, expected_version)
    if export.sensitive:
        require_sensitive(actor)
    _decide(session, actor, export, ExportState.approved, None)
    view = _view(session, export, actor)
    _note(session, actor, Action.export_approved, export, None, {"records": view.records})
    return view


def refuse_export(
    session: Session, actor: Actor, export_id: uuid.UUID, reason: str, expected_version: int
) -> ExportView:
    """Refuse an export, with a reason. Raises `ReasonNeeded`; else as `approve_export`."""
    export = _open(session, actor, export_id, expected_version)
    if not reason.strip():
        raise ReasonNeeded({"act": "refuse"})
    _decide(session, actor, export, ExportState.refused, reason.strip()[:2000])
    _note(session, actor, Action.export_refused, export, reason, {})
    return _view(session, export, actor)


def export_view(session: Session, actor: Actor, export_id: uuid.UUID) -> ExportView:
    """One export in figures. Raises `NotFound`, `NotAllowed`."""
    export = find_export(session, actor, Act.view_exports, export_id)
    return _view(session, export, actor)


def newest_exports(session: Session, actor: Actor) -> tuple[ExportView, ...]:
    """The newest exports of the actor's office (of all offices for who serves all). Raises `NotAllowed`."""
    require(actor, Act.view_exports, actor.office)
    query = select(Export).order_by(Export.asked_at.desc()).limit(NEWEST)
    if actor.office is not None:
        query = query.where(Export.office_code == actor.office)
    return tuple(_view(session, one, actor) for one in session.scalars(query))


def find_export(
    session: Session, actor: Actor, act: Act, export_id: uuid.UUID, *, lock: bool = False
) -> Export:
    """The row of an export on which the actor may do `act`. Raises `NotFound`, `NotAllowed`."""
    export = session.get(Export, export_id, with_for_update=lock, populate_existing=lock)
    if export is None:
        raise NotFound({"kind": "export"})
    require(actor, act, export.office_code)
    return export


def _check(session: Session, actor: Actor, wish: Wish) -> None:
    if not 2 <= len(wish.recipient.strip()) <= LONGEST_NAME:
        raise InvalidValue({"field": "recipient", "problem": "empty"})
    first, last = wish.registered_from, wish.registered_until
    if first is not None and last is not None and last < first:
        raise InvalidValue({"field": "registered_until", "problem": "order"})
    if wish.document_type and not _known_type(session, wish.document_type):
        raise InvalidValue({"field": "document_type", "problem": "unknown_value"})
    if wish.sensitive:
        require_sensitive(actor)
        if wish.form is not ExportForm.jsonl:
            # A spreadsheet is sorted, mailed and printed: such values are for programs alone.
            raise InvalidValue({"field": "sensitive", "problem": "sensitive_in_csv"})


def _known_type(session: Session, key: str) -> bool:
    return key == "legacy_list" or key in surroundings(session).types


def _open(session: Session, actor: Actor, export_id: uuid.UUID, expected_version: int) -> Export:
    export = find_export(session, actor, Act.approve_export, export_id, lock=True)
    if export.version != expected_version:
        raise Stale({"kind": "export"})
    if export.asked_by == actor.id:
        raise OwnEntry({"kind": "export"})
    if export.state is not ExportState.asked:
        raise IllegalMove({"kind": "ExportState", "from": export.state.value, "to": "approved"})
    return export


def _decide(session: Session, actor: Actor, export: Export, state: ExportState, reason: str | None) -> None:
    export.state, export.version = state, export.version + 1
    export.decided_by, export.decided_at = actor.id, surroundings(session).clock.now(session)
    export.decision_reason = reason
    session.flush()


def _note(
    session: Session,
    actor: Actor,
    action: Action,
    export: Export,
    reason: str | None,
    details: dict[str, str | int],
) -> None:
    key: dict[str, str | int] = {"key": export.recipient_key}
    subject = (Subject.export, export.id)
    note(
        session, actor, action, subject, office=export.office_code, reason=reason, details={**details, **key}
    )


def _view(session: Session, export: Export, actor: Actor) -> ExportView:
    moment = export.decided_at or surroundings(session).clock.now(session)
    return ExportView(
        id=export.id,
        version=export.version,
        wish=Wish(
            office=export.office_code,
            recipient=export.recipient,
            recipient_key=export.recipient_key,
            reason=export.reason,
            form=export.form,
            byte_order_mark=export.byte_order_mark,
            document_type=export.document_type,
            registered_from=export.registered_from,
            registered_until=export.registered_until,
            sensitive=export.sensitive,
        ),
        state=export.state,
        records=count_of(session, export, moment),
        asked_by=export.asked_by,
        asked_at=export.asked_at,
        decided_by=export.decided_by,
        decided_at=export.decided_at,
        decision_reason=export.decision_reason,
        written_digest=export.written_digest,
        own=export.asked_by == actor.id,
    )
