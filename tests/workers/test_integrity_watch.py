"""The integrity watch: the newest act is looked at first, the rest in turn; what is wrong is listed once."""

import pytest
from sqlalchemy import func, select, update
from structlog.testing import capture_logs

from registry.audit.notes import Signer
from registry.commitments.faults import known_faults
from registry.database.sessions import Sessions, transaction
from registry.domain.integrity import Broken, Fault
from registry.models.records import RecordValue, RecordVersion
from registry.models.trail import Event
from tests.registry.office import open_offices
from tests.registry.registered import EXTRACT, registered
from workers.checkpoint_signer import CheckpointSigner
from workers.integrity_watch import IntegrityWatch


@pytest.fixture
def record(sessions: Sessions) -> int:
    """A record, registered and numbered in the trail."""
    with transaction(sessions) as session:
        made = registered(session, open_offices(session), "record_extract", EXTRACT).id
    CheckpointSigner(sessions, Signer("sijill-trail-test", bytes(32))).round()
    return made


def test_a_value_changed_behind_the_register_is_found_at_the_next_look_and_listed_once(
    sessions: Sessions, record: int
) -> None:
    watch = IntegrityWatch(sessions)
    assert watch.round() == 0
    with transaction(sessions) as session:
        own = select(RecordVersion.id).where(RecordVersion.record_id == record)
        where = (RecordValue.version_id.in_(own), RecordValue.path == "birth_date")
        session.execute(update(RecordValue).where(*where).values(value="1950/01/01"))
    assert watch.round() == 0, "it rests between two looks"
    watch.look_at = 0.0
    with capture_logs() as logs:
        assert watch.round() > 0
    assert "integrity_broken" in {line["event"] for line in logs}
    with transaction(sessions) as session:
        assert Fault(Broken.value, f"{record}/1 birth_date") in known_faults(session)
    watch.look_at = 0.0
    assert watch.round() == 0


def test_an_event_changed_behind_the_trail_is_found(sessions: Sessions, record: int) -> None:
    watch = IntegrityWatch(sessions)
    with transaction(sessions) as session:
        oldest = session.scalar(select(func.min(Event.id)))
        session.execute(update(Event).where(Event.id == oldest).values(action="case.viewed"))
    assert record
    assert watch.round() > 0
    with transaction(sessions) as session:
        assert Broken.event in {fault.what for fault in known_faults(session)}


def test_what_an_earlier_sijill_left_uncommitted_is_committed_in_the_first_look(
    sessions: Sessions, record: int
) -> None:
    with transaction(sessions) as session:
        session.execute(update(RecordVersion).values(salt=None, commitment=None))
    IntegrityWatch(sessions).round()
    with transaction(sessions) as session:
        version = session.scalars(select(RecordVersion).where(RecordVersion.record_id == record)).one()
        assert version.commitment is not None
