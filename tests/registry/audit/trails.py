"""Trails to export: events of an invented office, signed at several sizes."""

from pathlib import Path

from registry.audit.exporting import Exported, export_trail
from registry.audit.notes import Signer
from registry.audit.signing import Signed, sign_now
from registry.database.clock import HostClock
from registry.database.sessions import Sessions, make_sessions, snapshot, transaction
from registry.domain.actions import Action, Subject
from registry.trail.events import note
from tests.databases import Database

SIGNER = Signer("sijill-trail-test", bytes(range(32)))
README = "اقرأني: كيف يتحقق المدقق.\n"


def write(sessions: Sessions, count: int) -> None:
    """So many events in one transaction."""
    with transaction(sessions) as session:
        for number in range(count):
            note(session, None, Action.scan_read, (Subject.scan, f"ورقة-{number}"), details={"صفحات": number})


def export(sessions: Sessions, folder: Path, signer: Signer = SIGNER) -> Exported:
    """Sign what is there and export it."""
    with transaction(sessions) as session:
        signed = sign_now(session, signer)
    return export_as_of(sessions, signed, folder, signer)


def export_as_of(sessions: Sessions, signed: Signed, folder: Path, signer: Signer = SIGNER) -> Exported:
    """Export what a checkpoint covers."""
    with snapshot(sessions) as session:
        return export_trail(session, signer, signed, folder, README, lambda _: None)


def sessions_of(database: Database) -> Sessions:
    """Sessions on a test's own database."""
    return make_sessions(database.engine, clock=HostClock())
