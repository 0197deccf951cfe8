"""Signing as every door does it: one transaction, and nothing that was typed is lost when it is refused."""

import uuid
from collections.abc import Mapping
from contextlib import suppress

from registry.database.sessions import Sessions, transaction
from registry.domain.access import Actor
from registry.domain.basis import ORDINARY, Basis
from registry.domain.errors import ReasonNeeded, RegistryError
from registry.review.questions import SILENT, Answers
from registry.review.reviews import Decision, keep_draft, review


def sign(
    sessions: Sessions,
    actor: Actor,
    document_id: uuid.UUID,
    typed: Mapping[str, str],
    decision: Decision,
    reason: str | None,
    expected_version: int,
    basis: Basis = ORDINARY,
    answers: Answers = SILENT,
) -> uuid.UUID | None:
    """Decide on a document (see `review`, whose errors it raises); the answer is the entry's id, if any.

    When a finding needs a reason that speaks of it, what was typed is kept as the draft with its findings:
    they are in sight from then on, and the same request once more carries a reason for them.
    """
    try:
        with transaction(sessions) as session:
            return review(
                session, actor, document_id, typed, decision, reason, expected_version, basis, answers
            )
    except ReasonNeeded:
        if decision is Decision.confirm:
            with suppress(RegistryError), transaction(sessions) as session:
                keep_draft(session, actor, document_id, typed)
        raise
