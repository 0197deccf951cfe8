"""Numbers of the trail: one after the other, in the order of commits, also when many write at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from registry.accounts.accounts import NewAccount, create_account
from registry.audit.checkpoint import Checkpoint
from registry.audit.merkle import EMPTY_ROOT, Growing, is_consistent, leaf_hash, root_from_inclusion
from registry.audit.notes import Signer
from registry.audit.sequence import anything_waits, number_waiting
from registry.audit.signing import newest, sign_now
from registry.audit.tree import consistency_proof, inclusion_proof
from registry.database.sessions import Sessions, make_sessions, transaction
from registry.domain.access import Role
from registry.domain.actions import Action, Subject
from registry.domain.errors import TrailBroken
from registry.domain.ids import new_id
from registry.models.audit import TrailCheckpoint, TrailHead, TrailLeaf, TrailNode, TrailWaiting
from registry.models.trail import Event
from registry.trail.events import note
from registry.trail.leaves import canonical, reason_seal
from tests.databases import Database

SIGNER = Signer("sijill-trail-test", bytes(range(32)))


def write(sessions: Sessions, count: int) -> None:
    """So many events, each in a transaction of its own."""
    for number in range(count):
        with transaction(sessions) as session:
            note(session, None, Action.scan_read, (Subject.scan, f"scan-{number}"), details={"عدد": number})


def numbered(session: Session) -> list[tuple[int, int]]:
    """Number and id of each event that has one."""
    return [
        (leaf.number, leaf.event_id) for leaf in session.scalars(select(TrailLeaf).order_by(TrailLeaf.number))
    ]


def test_numbers_have_no_gap_and_follow_the_commits(session: Session) -> None:
    for number in range(5):
        note(session, None, Action.scan_read, (Subject.scan, str(number)))
    assert number_waiting(session, limit=3) == 3
    assert number_waiting(session, limit=3) == 2
    assert not anything_waits(session)
    pairs = numbered(session)
    assert [number for number, _ in pairs] == [1, 2, 3, 4, 5]
    assert [event for _, event in pairs] == sorted(event for _, event in pairs)


def test_what_was_rolled_back_leaves_no_gap(database: Database) -> None:
    sessions = make_sessions(database.engine)
    write(sessions, 1)
    with sessions() as session:
        note(session, None, Action.scan_read, (Subject.scan, "lost"))
        session.rollback()
    write(sessions, 1)
    with transaction(sessions) as session:
        number_waiting(session)
        assert [number for number, _ in numbered(session)] == [1, 2]


@pytest.mark.postgres
def test_an_event_that_commits_late_comes_late(postgres_copy: Database) -> None:
    sessions = make_sessions(postgres_copy.engine)
    slow = sessions()
    note(slow, None, Action.scan_read, (Subject.scan, "slow"))
    write(sessions, 1)
    with transaction(sessions) as session:
        assert number_waiting(session) == 1
    slow.commit()
    slow.close()
    with transaction(sessions) as session:
        assert number_waiting(session) == 1
        ids = dict(numbered(session))
    # The slow one got its id first and its number last.
    assert ids[2] < ids[1]


def test_many_writers_and_two_sequencers_leave_one_whole_trail(database: Database) -> None:
    sessions = make_sessions(database.engine)

    def sequence() -> None:
        for _ in range(10):
            with transaction(sessions) as session:
                number_waiting(session, limit=7)

    with ThreadPoolExecutor(max_workers=5) as pool:
        jobs = [pool.submit(write, sessions, 8) for _ in range(3)] + [pool.submit(sequence) for _ in range(2)]
        for job in jobs:
            job.result()
    with transaction(sessions) as session:
        signed = sign_now(session, SIGNER)
        pairs = numbered(session)
        assert [number for number, _ in pairs] == list(range(1, 25))
        assert len({event for _, event in pairs}) == 24
        tree = Growing()
        for number, event in pairs:
            row = session.get_one(Event, event)
            tree.add(leaf_hash(canonical(row, number)))
    assert (signed.checkpoint.size, signed.checkpoint.root) == (24, tree.root)


def test_each_event_is_proved_and_each_checkpoint_continues_the_last(session: Session) -> None:
    older = sign_now(session, SIGNER).checkpoint
    assert (older.size, older.root) == (0, EMPTY_ROOT)
    for size in (3, 4, 9):
        while len(numbered(session)) < size:
            note(session, None, Action.scan_read, (Subject.scan, "س"))
            number_waiting(session)
        newer = sign_now(session, SIGNER).checkpoint
        path = consistency_proof(session, older.size, newer.size)
        assert is_consistent(older.size, newer.size, (older.root, newer.root), path)
        older = newer
    for number, event in numbered(session):
        leaf = leaf_hash(canonical(session.get_one(Event, event), number))
        path = inclusion_proof(session, number, older.size)
        assert root_from_inclusion(leaf, number - 1, older.size, path) == older.root


def test_nothing_new_needs_no_new_signature(session: Session) -> None:
    note(session, None, Action.scan_read, (Subject.scan, "س"))
    assert sign_now(session, SIGNER) == sign_now(session, SIGNER)
    assert newest(session, SIGNER) == sign_now(session, SIGNER)


@pytest.mark.parametrize("harm", ["shorter", "changed", "hash_missing", "head_missing"])
def test_nothing_is_signed_over_a_trail_that_was_tampered_with(session: Session, harm: str) -> None:
    for _ in range(4):
        note(session, None, Action.scan_read, (Subject.scan, "س"))
    sign_now(session, SIGNER)
    match harm:
        case "shorter":
            session.execute(update(TrailHead).values(size=3))
        case "changed":
            session.execute(update(TrailNode).values(hash=bytes(32)))
        case "hash_missing":
            session.execute(delete(TrailNode))
        case "head_missing":
            session.execute(delete(TrailHead))
    session.expire_all()
    with pytest.raises(TrailBroken) as broken:
        sign_now(session, SIGNER)
    assert broken.value.params["problem"] == harm
    assert session.scalar(select(TrailCheckpoint.size)) == 4


def test_an_event_is_the_same_bytes_on_both_databases(session: Session) -> None:
    event = Event(
        at=datetime(2026, 11, 24, 9, 12, 44, 120000, tzinfo=UTC),
        action="scan.read",
        subject_kind="scan",
        subject_id="s-1",
        details={"ب": "نص", "a": 2, "\u2028": "\u0007"},
    )
    session.add(event)
    session.flush()
    session.expire(event)
    assert (
        canonical(event, 7)
        == (
            '{"action":"scan.read","actor":null,"at":"2026-11-24T09:12:44.120000Z",'
            '"details":{"a":2,"ب":"نص","\u2028":"\\u0007"},"form":1,'
            f'"id":{event.id},"n":7,"office":null,"reason":null,"subject":{{"id":"s-1","kind":"scan"}}}}'
        ).encode()
    )


def test_the_seal_of_a_reason_does_not_tell_the_words() -> None:
    one, two = new_id(), new_id()
    assert reason_seal(one, "شكوى") != reason_seal(two, "شكوى") != reason_seal(two, "شكوى ")
    assert "شكوى" not in reason_seal(one, "شكوى")


def test_a_change_and_its_place_in_the_queue_of_the_trail_are_one(session: Session) -> None:
    create_account(session, None, NewAccount("مدير", Role.admin))
    waiting = set(session.scalars(select(TrailWaiting.event_id)))
    assert waiting == set(session.scalars(select(Event.id)))
    assert waiting


def test_a_checkpoint_says_when_and_for_whom(session: Session) -> None:
    signed = sign_now(session, SIGNER)
    assert isinstance(signed.checkpoint, Checkpoint)
    assert signed.checkpoint.origin == SIGNER.name
    assert abs(datetime.now(UTC) - signed.checkpoint.moment).total_seconds() < 10


@pytest.mark.postgres
def test_the_queue_of_the_trail_stays_empty(postgres_copy: Database) -> None:
    sessions = make_sessions(postgres_copy.engine)
    write(sessions, 3)
    with transaction(sessions) as session:
        sign_now(session, SIGNER)
        assert session.scalar(text("SELECT count(*) FROM trail_waiting")) == 0
