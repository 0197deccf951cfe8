"""The two ways to new values: what the paper says after all, and what a decision makes of it."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from registry.changes.changes import Proposal, find_record, propose
from registry.changes.consequences import require_fit
from registry.changes.rectification import Rectification, require_same_page
from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor
from registry.domain.errors import DemandUnmet, InvalidValue
from registry.domain.states import RecordState, Standing
from registry.domain.values import canonical_fields
from registry.models.records import Operation, Record
from registry.trail.sensitive import is_sensitive


def propose_correction(
    session: Session,
    actor: Actor,
    record_id: int,
    values: Mapping[str, str],
    reason: str,
    expected_version: int,
) -> uuid.UUID:
    """Propose what the record's own paper says after all; an empty value: the paper has none.

    Raises `DemandUnmet` for a record without a paper, `InvalidValue` for no, unknown or sensitive paths,
    `InvalidFields` and `Blocked` as `require_fit`; else as `changes.propose`.
    """
    record = find_record(session, actor, Act.correct_reading, record_id)
    if record.document_id is None:
        raise DemandUnmet({"demand": "paper", "of": Operation.reading_corrected.value})
    kind = surroundings(session).types.get(record.document_type)
    if kind is None or not values:
        raise InvalidValue({"field": "fields", "problem": "empty"})
    hidden = [path for path in values if is_sensitive(session, path)]
    if hidden:
        raise InvalidValue({"field": hidden[0], "problem": "sensitive"})
    new = canonical_fields(kind, values)
    require_fit(session, record, kind, new)
    proposal = Proposal(Operation.reading_corrected, reason, new)
    return propose(session, actor, record, proposal, expected_version)


def propose_rectification(
    session: Session, actor: Actor, record_id: int, decision_record: int, reason: str, expected_version: int
) -> uuid.UUID:
    """Propose what a decision on file orders; the decision names the field, the old and the new value.

    Raises `Blocked` when the law stands against it (`NAME-ONCE`, `NAME-PUB`, `CERT-COURT`), `DemandUnmet`
    when the decision speaks of another page or value, `InvalidValue`, `InvalidFields` when its new value is
    none of the field's kind; else as `changes.propose`.
    """
    record = find_record(session, actor, Act.rectify, record_id)
    decision = Rectification.found(session, record, decision_record)
    decision.require_lawful()
    kind = surroundings(session).types.get(record.document_type)
    if kind is not None:
        require_fit(session, record, kind, {decision.path: decision.new})
    proposal = Proposal(
        Operation.rectified,
        reason,
        {decision.path: decision.new},
        authority=decision.authority,
        decision_record=decision_record,
    )
    return propose(session, actor, record, proposal, expected_version)


def propose_standing(
    session: Session, actor: Actor, record_id: int, source_record: int, reason: str, expected_version: int
) -> uuid.UUID:
    """Propose that a reconstructed record counts as transcribed, since its page was found after all.

    `source_record` is the transcribed record of that page. Raises `DemandUnmet` when it is none,
    `IllegalMove` for a record that was not reconstructed; else as `changes.propose`.
    """
    record = find_record(session, actor, Act.rectify, record_id)
    source = session.get(Record, source_record)
    if (
        source is None
        or source.standing is not Standing.transcribed
        or source.state is not RecordState.active
    ):
        raise DemandUnmet({"demand": "transcribed_source", "of": Operation.standing_changed.value})
    require_same_page(record, source)
    proposal = Proposal(Operation.standing_changed, reason, decision_record=source_record)
    return propose(session, actor, record, proposal, expected_version)
