"""What new values would make of a record: values that are none, nobody named, rules that speak."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from reference.documents import DocumentType
from reference.unknown_words import known_values
from registry.documents.findings import findings_with
from registry.domain.errors import Blocked, InvalidFields
from registry.domain.values import field_at, misfit
from registry.models.documents import Document
from registry.models.records import Record
from registry.records.versions import newest_version, values_of_version
from registry.review.questions import Open, naming_fields
from registry.rules.finding import Finding, Severity


def require_fit(session: Session, record: Record, kind: DocumentType, values: Mapping[str, str]) -> None:
    """Raise an error for new values that a record may not have.

    `InvalidFields` names by path those that are none of their field's kind, and where no name is left;
    `Blocked` says that a rule would stand against the record that does not do so now.
    """
    fields = {path: field_at(kind, path) for path in values}
    problems = {
        path: wrong
        for path, field in fields.items()
        if field is not None and values[path] and (wrong := misfit(field, values[path]))
    }
    known = _known(session, record)
    after = {**known, **values}
    names = naming_fields(kind)
    if any(map(known_values(known).get, names)) and not any(map(known_values(after).get, names)):
        problems |= dict.fromkeys(names & values.keys(), Open.nobody.value)
    if problems:
        raise InvalidFields(problems)
    blocks = {one.rule for one in _found(session, record, after) if one.severity is Severity.BLOCK}
    blocks -= {one.rule for one in _found(session, record, known)}
    if blocks:
        raise Blocked({"rules": " ".join(sorted(blocks))})


def findings_after(session: Session, record: Record, values: Mapping[str, str]) -> tuple[Finding, ...]:
    """What the rules find in a record once these values are its own; nothing for one without a paper."""
    return _found(session, record, {**_known(session, record), **values})


def _known(session: Session, record: Record) -> Mapping[str, str]:
    return values_of_version(session, newest_version(session, record))


def _found(session: Session, record: Record, values: Mapping[str, str]) -> tuple[Finding, ...]:
    if record.document_id is None:
        return ()
    document = session.get_one(Document, record.document_id)
    return findings_with(session, document, {path: value for path, value in values.items() if value})
