"""Code, key, store and database that belong together, and the proof of it before anybody touches a task.

A process beside a foreign store, under another key or on another schema would call every paper unreadable.
So each proves first that it is where it belongs, by a row in the database: the key's public id, and the name
of a blob that only this installation's store holds.
"""

import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from registry.database.schema import newest, version_of
from registry.database.sessions import Sessions, snapshot, transaction
from registry.domain.errors import (
    BlobDamaged,
    BlobMissing,
    KeyForeign,
    SchemaDiffers,
    StoreForeign,
    Unsettled,
)
from registry.models.installation import Installation
from registry.models.scans import Scan
from registry.vault.store import Store

ONE: Final = 1
"""Key of the one row that an installation has."""
WITNESSES: Final = 5
"""Newest scans by which an older installation is known when it gets its row: more would only take longer."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A database with the store and the key (by its public id) that a process was given for it."""

    sessions: Sessions
    store: Store
    key_id: str

    def prove(self) -> None:
        """Return when all of it belongs together; three short queries and one small file.

        Raises a `Misplaced` that names what differs; SQLAlchemyError when the database is away, and
        `StoreBroken` when the store is.
        """
        with snapshot(self.sessions) as session:
            prove_schema(session)
            prove_key(session, self.key_id)
            marker = _row(session).marker
        _prove_marker(self.store, marker)


def prove_schema(session: Session) -> None:
    """Raise `SchemaDiffers` unless the database has the schema that this code is written for."""
    found = version_of(session.connection())
    if found != newest():
        raise SchemaDiffers({"wanted": newest(), "found": found or "0000"})


def prove_key(session: Session, key_id: str) -> None:
    """Raise `KeyForeign` unless the database was made under this key; `Unsettled`."""
    wanted = _row(session).key_id
    if wanted != key_id:
        raise KeyForeign({"given": key_id, "wanted": wanted})


def prove_store(session: Session, store: Store) -> None:
    """Raise `StoreForeign` unless the store holds this database's marker and can open it; `Unsettled`."""
    _prove_marker(store, _row(session).marker)


def settle(placement: Placement) -> None:
    """Write down, once, which key and store belong to a database; one that is settled stays as it is.

    An installation from before there was such a row is known by its newest scans: a store that holds none of
    them is not its own. Raises `StoreForeign`.
    """
    with snapshot(placement.sessions) as session:
        if session.get(Installation, ONE) is not None:
            return
        newest_scans = select(Scan.digest).order_by(Scan.received_at.desc(), Scan.id.desc()).limit(WITNESSES)
        witnesses = session.scalars(newest_scans).all()
    if witnesses and not any(_opens(placement.store, digest) for digest in witnesses):
        raise StoreForeign({"marker": witnesses[0][:8]})
    marker = placement.store.put(f"sijill installation {secrets.token_hex(16)}".encode()).digest
    try:
        with transaction(placement.sessions) as session:
            session.add(Installation(id=ONE, key_id=placement.key_id, marker=marker))
    except DBAPIError:
        # Somebody else settled it meanwhile; whether we belong there is for the proof to say.
        with snapshot(placement.sessions) as session:
            _row(session)


def _row(session: Session) -> Installation:
    row = session.get(Installation, ONE)
    if row is None:
        raise Unsettled
    return row


def _prove_marker(store: Store, marker: str) -> None:
    if not _opens(store, marker):
        raise StoreForeign({"marker": marker[:8]})


def _opens(store: Store, digest: str) -> bool:
    try:
        for _ in store.open(digest):
            pass
    except (BlobMissing, BlobDamaged):
        return False
    return True
