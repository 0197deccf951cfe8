"""A paper as it stands before it is signed: what was read and typed, and what of it a form changes."""

import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.documents.documents import find_document
from registry.documents.findings import values_of
from registry.domain.access import Act, Actor
from registry.domain.states import DocumentState
from registry.domain.values import canonical, canonical_form, misfit
from registry.models.documents import Document, DraftValue
from registry.readings.readings import newest_values
from registry.review.questions import Absence, Answers, Standing, asked_field, doubtful, required_empty
from registry.trail.sensitive import is_sensitive


def standing_of(session: Session, document: Document) -> Standing:
    """A paper as it stands: how sure the reader was, the values, and the paths that a person typed."""
    drafts = select(DraftValue.path).where(DraftValue.document_id == document.id)
    return Standing(
        decisions={path: read.decision for path, read in newest_values(session, document.id).items()},
        values=values_of(session, document),
        typed=frozenset(session.scalars(drafts)),
    )


def misfits_of(session: Session, document_id: uuid.UUID, typed: Mapping[str, str]) -> dict[str, str]:
    """Which of these values are no date or number though their field holds one, and why, by path."""
    kind = surroundings(session).types.get(session.get_one(Document, document_id).document_type)
    fields = {path: asked_field(kind, path) for path in typed} if kind else {}
    found = {
        path: misfit(field, canonical(field, path, typed[path]))
        for path, field in fields.items()
        if field is not None and typed[path].strip()
    }
    return {path: problem for path, problem in found.items() if problem}


def changed(
    session: Session, actor: Actor, document_id: uuid.UUID, form: Mapping[str, str]
) -> dict[str, str]:
    """What of a whole form was typed: the values that differ from those that stand. Nothing is kept.

    A form sends every field along, also those that nobody looked at. Raises `NotFound`, `NotAllowed`.
    """
    document = find_document(session, actor, Act.review, document_id)
    kind = surroundings(session).types.get(document.document_type)
    if document.state is not DocumentState.review or kind is None:
        return dict(form)
    stands = values_of(session, document)
    return {
        path: text
        for path, text in form.items()
        if is_sensitive(session, path)
        or canonical_form(kind, path, text) != canonical_form(kind, path, stands.get(path, ""))
    }


def all_answered(session: Session, document_id: uuid.UUID) -> Answers:
    """What somebody says who looked at every doubtful value and found no empty one on the paper."""
    document = session.get_one(Document, document_id)
    kind = surroundings(session).types[document.document_type]
    standing = standing_of(session, document)
    return Answers(
        looked=frozenset(doubtful(kind, standing.decisions)),
        absent=dict.fromkeys(required_empty(kind, standing.values), Absence.not_on_paper),
    )
