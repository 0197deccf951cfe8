"""An allowed export written for its recipient: encrypted as it is made, and told before it is handed out."""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from registry.database.sessions import Sessions, snapshot, surroundings, transaction
from registry.domain.access import Act, Actor
from registry.domain.actions import Action, Subject
from registry.domain.errors import ExportExpired, IllegalMove
from registry.exporting.asking import DAYS, find_export
from registry.exporting.content import ExportedRecord, records_of
from registry.exporting.forms import csv_lines, in_pieces, json_lines
from registry.exporting.recipients import encrypt
from registry.models.exports import Export, ExportForm, ExportState
from registry.trail.events import note
from registry.trail.sensitive import note_sensitive, require_sensitive

SUFFIX: Final = {ExportForm.jsonl: "jsonl", ExportForm.csv: "csv"}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: a name for the file, how many records, and the SHA-256 of the plain content."""

    name: str
    records: int
    digest: str


class _Tally:
    """Counts records on their way, and remembers which of them bore sensitive values."""

    def __init__(self) -> None:
        self.records = 0
        self.sensitive: list[int] = []
        self.digest = hashlib.sha256()

    def counted(self, records: Iterator[ExportedRecord]) -> Iterator[ExportedRecord]:
        for record in records:
            self.records += 1
            if record.sensitive:
                self.sensitive.append(record.number)
            yield record

    def hashed(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.digest.update(piece)
            yield piece


def write_export(sessions: Sessions, actor: Actor, export_id: uuid.UUID, out: BinaryIO) -> Written:
    """Write an allowed export into `out`, encrypted; the caller hands it out only when this has returned.

    By then the trail tells of it, and of each record whose sensitive values it holds. Written twice, it holds
    the same: what the register said when it was allowed. Raises `IllegalMove` before it is allowed,
    `ExportExpired`, `NotFound`, `NotAllowed`.
    """
    tally = _Tally()
    with snapshot(sessions) as session:
        export, moment = _allowed(session, actor, export_id)
        records = tally.counted(records_of(session, export, moment))
        lines = (
            json_lines(records)
            if export.form is ExportForm.jsonl
            else csv_lines(records, byte_order_mark=export.byte_order_mark)
        )
        encrypt(tally.hashed(in_pieces(lines)), export.recipient_key, out)
    digest = tally.digest.hexdigest()
    with transaction(sessions) as session:
        export, moment = _allowed(session, actor, export_id)
        export.written_records, export.written_digest = tally.records, digest
        _tell(session, actor, export, tally)
    name = f"sijill-{export.office_code}-{moment:%Y%m%d-%H%M%S}.{SUFFIX[export.form]}.age"
    return Written(name, tally.records, digest)


def _allowed(session: Session, actor: Actor, export_id: uuid.UUID) -> tuple[Export, datetime]:
    export = find_export(session, actor, Act.ask_export, export_id)
    if export.state is not ExportState.approved or export.decided_at is None:
        raise IllegalMove({"kind": "ExportState", "from": export.state.value, "to": "written"})
    if surroundings(session).clock.now(session) > export.decided_at + timedelta(days=DAYS):
        raise ExportExpired({"days": DAYS})
    if export.sensitive:
        require_sensitive(actor)
    return export, export.decided_at


def _tell(session: Session, actor: Actor, export: Export, tally: _Tally) -> None:
    office, reason = export.office_code, export.reason
    for number in tally.sensitive:
        note_sensitive(session, actor, (Subject.record, number), office, reason)
    details: dict[str, str | int] = {
        "records": tally.records,
        "sha256": tally.digest.hexdigest(),
        "key": export.recipient_key,
    }
    subject = (Subject.export, export.id)
    note(session, actor, Action.export_written, subject, office=office, reason=reason, details=details)
