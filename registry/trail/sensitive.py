"""Sensitive values: which paths they are, how they are put aside, and how they are looked at."""

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Actor
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotAllowed
from registry.models.sensitive import SensitiveValue
from registry.trail.events import note


def is_sensitive(session: Session, path: str) -> bool:
    """Whether the field at `path` (`religion`, `rows.2.religion`) is sensitive."""
    return path.rsplit(".", 1)[-1] in surroundings(session).sensitive


def words_of(session: Session, owner: ColumnElement[bool]) -> dict[str, SensitiveValue]:
    """The sensitive values of one owner by path; who calls has asked `require_sensitive` first."""
    return {row.path: row for row in session.scalars(select(SensitiveValue).where(owner))}


def put_draft(session: Session, document_id: object, path: str, value: str) -> None:
    """Keep what is typed so far in a sensitive field."""
    drop_drafts(session, document_id, path)
    session.add(SensitiveValue(draft_of=document_id, path=path, value=value))
    session.flush()


def drop_drafts(session: Session, document_id: object, path: str | None = None) -> None:
    """Forget what was typed in one sensitive field of a document, or in all."""
    query = delete(SensitiveValue).where(SensitiveValue.draft_of == document_id)
    session.execute(query if path is None else query.where(SensitiveValue.path == path))


def require_sensitive(actor: Actor) -> None:
    """Raise `NotAllowed` unless the account has the right to sensitive values."""
    if not actor.sees_sensitive:
        raise NotAllowed({"act": "see_sensitive"})


def note_sensitive(
    session: Session, actor: Actor, subject: tuple[Subject, object], office: str, reason: str | None
) -> None:
    """Write the event of a look at sensitive values."""
    note(session, actor, Action.sensitive_read, subject, office=office, reason=reason)
