"""The checkpoint signer: numbers events as they come, signs once a minute, and stops signing over a broken
trail."""

import pytest
from redis import Redis
from sqlalchemy import func, select, update
from structlog.testing import capture_logs

from registry.audit.notes import Signer
from registry.database.sessions import transaction
from registry.models.audit import TrailCheckpoint, TrailHead, TrailLeaf, TrailNode
from registry.models.trail import Event
from tests.workers.desk import Desk, page
from workers.checkpoint_signer import CheckpointSigner
from workers.dispatch import Dispatcher

SIGNER = Signer("sijill-trail-test", bytes(32))


def counted(desk: Desk) -> tuple[int, int, int]:
    """How many events there are, how many have a number, how many checkpoints were signed."""
    with transaction(desk.sessions) as session:
        found = [
            session.scalar(select(func.count()).select_from(table))
            for table in (Event, TrailLeaf, TrailCheckpoint)
        ]
    return found[0] or 0, found[1] or 0, found[2] or 0


def test_a_round_of_the_dispatcher_leaves_no_event_without_a_number(any_desk: Desk, redis: Redis) -> None:
    any_desk.hand_in(page("white"))
    checkpoint_signer = CheckpointSigner(any_desk.sessions, SIGNER)
    Dispatcher(any_desk.sessions, redis, checkpoint_signer).round()
    events, numbered, signed = counted(any_desk)
    assert (events, signed) == (numbered, 1)
    assert events > 0
    assert checkpoint_signer.round() == 0


def test_a_checkpoint_is_signed_once_a_minute(any_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint_signer = CheckpointSigner(any_desk.sessions, SIGNER)
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    for moment, signed in ((1000.0, 1), (1059.0, 1), (1060.0, 2)):
        now = moment
        any_desk.hand_in(page("white") + str(moment).encode())
        assert checkpoint_signer.round() > 0
        assert counted(any_desk)[2] == signed


@pytest.mark.parametrize("harm", ["head", "nodes"])
def test_a_broken_trail_is_told_and_stops_nothing_but_signing(desk: Desk, redis: Redis, harm: str) -> None:
    desk.hand_in(page("white"))
    checkpoint_signer = CheckpointSigner(desk.sessions, SIGNER)
    checkpoint_signer.round()
    with transaction(desk.sessions) as session:
        session.execute(
            update(TrailHead).values(size=1) if harm == "head" else update(TrailNode).values(hash=bytes(32))
        )
    checkpoint_signer.sign_at = 0.0
    with capture_logs() as logged:
        rung = Dispatcher(desk.sessions, redis, checkpoint_signer).round()
    assert rung == 1
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == ["trail_broken"]
    assert counted(desk)[2] == 1
