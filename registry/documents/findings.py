"""Findings: rules run over a document as it stands, and what they found is kept beside it."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.documents.rule_context import context_for
from registry.models.documents import Document, DraftValue, FoundFinding
from registry.readings.readings import newest_readings, newest_values
from registry.rules import check
from registry.rules.draft import Draft
from registry.rules.finding import Finding, Severity


def refresh_findings(session: Session, document: Document) -> tuple[Finding, ...]:
    """Check a document as it stands (readings overlaid by what is typed) and keep what was found."""
    return keep_findings(session, document, values_of(session, document))


def keep_findings(session: Session, document: Document, values: Mapping[str, str]) -> tuple[Finding, ...]:
    """Check a document with these values and keep what was found."""
    found = findings_with(session, document, values)
    session.execute(delete(FoundFinding).where(FoundFinding.document_id == document.id))
    now = surroundings(session).clock.now(session)
    for finding in found:
        session.add(
            FoundFinding(
                document_id=document.id,
                rule=finding.rule,
                severity=finding.severity.value,
                fields=list(finding.fields),
                params=dict(finding.params),
                found_at=now,
            )
        )
    session.flush()
    return found


def findings_with(session: Session, document: Document, values: Mapping[str, str]) -> tuple[Finding, ...]:
    """What the rules find in a document with these values; nothing is kept."""
    return check(_draft(session, document, values), context_for(session, document, values))


def kept_findings(session: Session, document: Document) -> tuple[Finding, ...]:
    """What the rules found when the document was last checked, in the order of the rules."""
    rows = session.scalars(
        select(FoundFinding).where(FoundFinding.document_id == document.id).order_by(FoundFinding.id)
    )
    return tuple(Finding(row.rule, Severity(row.severity), tuple(row.fields), row.params) for row in rows)


def values_of(session: Session, document: Document) -> Mapping[str, str]:
    """Readings overlaid by what is typed so far, without sensitive values and without empty ones."""
    values = {path: read.value or "" for path, read in newest_values(session, document.id).items()}
    typed = select(DraftValue.path, DraftValue.value).where(DraftValue.document_id == document.id)
    values.update(session.execute(typed).all())
    return {path: value for path, value in values.items() if value}


def _draft(session: Session, document: Document, values: Mapping[str, str]) -> Draft:
    readings = newest_readings(session, document.id)
    zones = [reading.reading.mrz for reading in readings if reading.reading.mrz]
    return Draft(
        document_type=document.document_type,
        values=values,
        mrz=tuple(zones[0]["lines"]) if zones else (),
        mrz_checks=dict(zones[0]["checks"]) if zones else {},
        sides=frozenset(reading.side.side for reading in readings),
        form=surroundings(session).types.get(document.document_type),
    )
