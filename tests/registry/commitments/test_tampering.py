"""Whatever is changed behind the register's back is found, and nothing is found where nothing was changed."""

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.audit.notes import Signer
from registry.audit.signing import sign_now
from registry.changes.changes import approve_change
from registry.changes.propose import propose_correction
from registry.commitments.faults import count_faults, known_faults, replace_faults
from registry.commitments.late import commit_late
from registry.database.sessions import Sessions, transaction
from registry.domain.actions import Action
from registry.domain.integrity import Broken, Fault
from registry.importing import import_people, sign_batch
from registry.models.batches import ImportBatch, LegacyRow
from registry.models.records import Person, Record, RecordValue, RecordVersion
from registry.models.trail import Event
from registry.vault.store import Store, open_store
from tests.registry.commitments.tampering import Change, tamper
from tests.registry.office import KARKH, Staff, open_offices
from tests.registry.registered import EXTRACT, REASON, registered
from workers.whole_look import whole_look

HEADER = "external_id,given_name,father_name,grandfather_name,mother_name,birth_date"
SIGNER = Signer("sijill-trail-test", bytes(32))
CHANGES = int(os.environ.get("SIJILL_TAMPERINGS", "80"))
"""Changes that are tried; docs/measurements.md has the figures of 1,000."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store((tmp_path / "store").as_uri(), bytes(32))


@pytest.fixture
def record(session: Session, staff: Staff) -> Record:
    """A record that was registered, then corrected, all of it numbered and signed."""
    registered(session, staff, "record_extract", EXTRACT | {"laqab": "العبيدي"})
    made = registered(session, staff, "record_extract", EXTRACT)
    change = propose_correction(session, staff.officer, made.id, {"laqab": "الدليمي"}, REASON, made.version)
    approve_change(session, staff.second_officer, change, 1)
    sign_now(session, SIGNER)
    return made


def found(session: Session, store: Store) -> list[Fault]:
    """All that a whole look finds; stored pictures of these papers were never stored."""
    session.flush()
    session.expire_all()
    faults = whole_look(session, store, SIGNER)
    return [fault for fault in faults if fault.what is not Broken.stored]


def test_a_register_that_nobody_touched_is_whole(session: Session, record: Record, store: Store) -> None:
    assert record.version == 2
    assert found(session, store) == []


def test_a_value_changed_by_sql_is_named(session: Session, record: Record, store: Store) -> None:
    number = record.id
    own = select(RecordVersion.id).where(RecordVersion.record_id == number, RecordVersion.number == 2)
    where = (RecordValue.version_id.in_(own), RecordValue.path == "birth_date")
    session.execute(update(RecordValue).where(*where).values(value="1950/01/01"))
    assert Fault(Broken.value, f"{number}/2 birth_date") in found(session, store)


def test_whoever_also_makes_the_digest_and_the_commitment_anew_is_found_by_the_trail(
    session: Session, record: Record, store: Store
) -> None:
    from registry.commitments.sealing import seal

    version = session.scalars(
        select(RecordVersion).where(RecordVersion.record_id == record.id, RecordVersion.number == 1)
    ).one()
    version.reason = "سبب آخر"
    seal(session, version)
    assert Fault(Broken.version, f"{record.id}/1") in found(session, store)


def test_changes_drawn_at_random_are_all_found(session: Session, record: Record, store: Store) -> None:
    rng = random.Random(1207)
    missed: list[Change] = []
    tried: Counter[str] = Counter()
    while tried.total() < CHANGES:
        point = session.begin_nested()
        try:
            change = tamper(session, rng)
        except IntegrityError:
            # The database itself refuses some.
            change = None
        if change is not None:
            tried[change.table] += 1
            if not found(session, store):
                missed.append(change)
        point.rollback()
    assert missed == [], dict(tried)
    assert found(session, store) == []


def test_versions_of_an_earlier_sijill_are_committed_late_by_an_event_that_says_so(
    session: Session, record: Record, store: Store
) -> None:
    committed = (Action.record_registered.value, Action.record_changed.value)
    for event in session.scalars(select(Event).where(Event.action.in_(committed))):
        event.details = {key: value for key, value in event.details.items() if key != "commitment"}
    session.execute(update(RecordVersion).values(salt=None, commitment=None))
    session.execute(update(RecordValue).values(salt=None, digest=None))
    session.expire_all()
    assert commit_late(session) == 3
    assert commit_late(session) == 0
    late = session.scalars(select(Event).where(Event.action == Action.record_committed_late.value)).all()
    assert {(one.subject_id, one.details["version"]) for one in late} >= {
        (str(record.id), 1),
        (str(record.id), 2),
    }
    faults = [fault for fault in found(session, store) if fault.what not in (Broken.event, Broken.node)]
    assert [fault for fault in faults if fault.what is not Broken.checkpoint] == []


def test_what_was_found_is_on_the_list_until_a_whole_look_finds_it_right(session: Session) -> None:
    replace_faults(session, [Fault(Broken.value, "1/1 laqab"), Fault(Broken.rights, "x")])
    assert count_faults(session) == 2
    assert {fault.what for fault in known_faults(session)} == {Broken.value, Broken.rights}
    replace_faults(session, [])
    assert count_faults(session) == 0


@pytest.mark.parametrize("harm", ["words", "person", "gone"])
def test_a_line_of_a_signed_list_is_held_to_its_signature(
    sessions: Sessions, store: Store, tmp_path: Path, harm: str
) -> None:
    with transaction(sessions) as session:
        staff = open_offices(session)
    people = [f"L-{number},هناء,عباس,كريم,ليلى,1970/03/{number + 1:02}" for number in range(7)]
    path = tmp_path / "list.csv"
    path.write_text("\n".join([HEADER, *people]) + "\n", encoding="utf-8")
    import_people(sessions, staff.clerk, path, KARKH, lambda _: None)
    with transaction(sessions) as session:
        batch = session.scalars(select(ImportBatch)).one()
        sign_batch(session, staff.officer, batch.id)
        sign_now(session, SIGNER)
        assert found(session, store) == []
        line = session.scalars(select(LegacyRow).where(LegacyRow.line == 4)).one()
        if harm == "words":
            line.words = [*line.words[:-1], "1960/03/03"]
        elif harm == "person":
            of_line = Person.record_id == line.record_id
            session.execute(update(Person).where(of_line).values(birth_date="1960/03/03"))
        else:
            session.delete(line)
        faults = found(session, store)
    named = str(batch.id) if harm == "gone" else f"{batch.id} 4"
    assert Fault(Broken.line, named) in faults
