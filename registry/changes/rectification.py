"""Rectifying a record by a decision on file: what it changes, and whether the law lets it.

Names: National Card Law 3/2016 arts 21-24 (corrected once; given name or laqab changed once, after
publication and 15 days; never back to the old name). Certificates and registers: by a court only, Law
148/1971 art 21(2).
"""

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from arabic.letters import fold
from registry.database.sessions import civil_today
from registry.domain.errors import Blocked, DemandUnmet, InvalidValue
from registry.domain.states import RecordState
from registry.models.records import Record
from registry.records.past_rectifications import OWN_NAMES, rectified_before
from registry.records.versions import newest_version, values_of_version
from registry.rules import Context, Draft, check
from registry.rules.rectification import FIELDS

DECISION = "rectification_decision"
LAWS = frozenset({"CERT-COURT", "NAME-ONCE", "NAME-PUB"})


@dataclass(frozen=True, slots=True)
class Rectification:
    """A decision read against the record that it speaks of."""

    record: int
    document: uuid.UUID | None
    path: str
    old: str
    new: str
    authority: str
    obstacles: tuple[str, ...]

    @classmethod
    def found(cls, session: Session, record: Record, decision_record: int) -> "Rectification":
        """Read a registered decision against a record.

        Raises `DemandUnmet` when it is no active decision, or speaks of another page or of a value that does
        not stand there; `InvalidValue` for a field that the record has not.
        """
        decision = session.get(Record, decision_record)
        if decision is None or decision.document_type != DECISION or decision.state is not RecordState.active:
            raise DemandUnmet({"demand": "decision_on_file", "of": "rectified"})
        said = values_of_version(session, newest_version(session, decision))
        known = values_of_version(session, newest_version(session, record))
        key = FIELDS.get(said.get("field_corrected", ""), "")
        path = OWN_NAMES.get((record.document_type, key), key)
        require_same_page(record, decision)
        if path not in known:
            raise InvalidValue({"field": "field_corrected", "problem": "path"})
        if fold(known[path]) != fold(said.get("old_value", "")):
            raise DemandUnmet({"demand": "old_value", "of": "rectified"})
        past = rectified_before(session, record)
        today = civil_today(session)
        findings = check(Draft(DECISION, said), Context(today, rectified=past))
        return cls(
            record=record.id,
            document=decision.document_id,
            path=path,
            old=known[path],
            new=said.get("new_value", ""),
            authority=" ".join(filter(None, (said.get("authority"), said.get("decision_number")))),
            obstacles=tuple(finding.rule for finding in findings if finding.rule in LAWS),
        )

    def require_lawful(self) -> None:
        """Raise `Blocked` with the rules that stand against it, `InvalidValue` when nothing would change."""
        if not self.new or self.new == self.old:
            raise InvalidValue({"field": "new_value", "problem": "empty"})
        if self.obstacles:
            raise Blocked({"rules": " ".join(self.obstacles)})


def require_same_page(record: Record, decision: Record) -> None:
    """Raise `DemandUnmet` unless both records name the same page of the same register and office."""
    here = (record.office_code, record.register_number, record.page_number)
    said = (decision.office_code, decision.register_number, decision.page_number)
    if here != said or None in here:
        raise DemandUnmet({"demand": "same_page", "of": "rectified"})
