"""The whole look of `sijill doctor --deep`: trail, committed values, lists, rights and stored bytes."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from registry.accounts.rights import check_rights
from registry.audit.live import check_trail
from registry.audit.notes import Signer
from registry.commitments.checking import (
    check_event,
    check_list,
    committed_after,
    pointers,
    signed_lists,
    uncommitted,
)
from registry.commitments.objects import check_objects
from registry.domain.integrity import Fault
from registry.vault.store import Store

AT_ONCE: Final = 200
"""Versions of records that are held in memory at once."""


def whole_look(session: Session, store: Store, signer: Signer) -> Iterator[Fault]:
    """Everything that is not as it was written, part by part; the session forgets what it read."""
    yield from check_trail(session, signer)
    last = 0
    while events := committed_after(session, last, AT_ONCE):
        last = events[-1].id
        for event in events:
            yield from check_event(session, event)
        session.expunge_all()
    yield from uncommitted(session)
    yield from pointers(session)
    for batch in signed_lists(session):
        yield from check_list(session, batch)
    yield from check_rights(session)
    yield from check_objects(session, store)
