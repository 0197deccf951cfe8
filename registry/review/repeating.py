"""A decision sent twice by the same person (a double click, a line that broke) is one decision."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.basis import Basis
from registry.domain.values import canonical_form
from registry.models.documents import Document
from registry.models.entries import Entry, EntryValue
from registry.review.questions import Answers
from registry.trail.sensitive import is_sensitive


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks to be entered of a document: the content of the request."""

    typed: Mapping[str, str]
    reason: str
    basis: Basis
    answers: Answers


def entered_alike(session: Session, document: Document, asked: Asked) -> uuid.UUID | None:
    """The newest entry of a document when it says what is asked; None when it says something else.

    Who calls has made sure that the same person signed it, on the version that the request names.
    """
    newest = select(Entry).where(Entry.document_id == document.id).order_by(Entry.number.desc()).limit(1)
    entry = session.scalars(newest).one()
    same = (
        (entry.note or "") == asked.reason
        and (entry.standing, entry.circumstance) == (asked.basis.standing, asked.basis.circumstance)
        and entry.absent == dict(asked.answers.absent)
        and _signed(session, document, entry, asked.typed)
    )
    return entry.id if same else None


def _signed(session: Session, document: Document, entry: Entry, typed: Mapping[str, str]) -> bool:
    """Whether every value typed is the one that was signed. Sensitive ones are not compared."""
    rows = select(EntryValue.path, EntryValue.value).where(EntryValue.entry_id == entry.id)
    values = dict(session.execute(rows).all())
    kind = surroundings(session).types[document.document_type]
    return all(
        is_sensitive(session, path)
        or canonical_form(kind, path, text) == canonical_form(kind, path, values.get(path) or "")
        for path, text in typed.items()
    )
