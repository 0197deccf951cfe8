"""What an auditor finds offline: no byte, line or file of an export can be changed without being named."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update

from registry.audit import archive
from registry.audit.exporting import prove_event
from registry.audit.faults import Fault
from registry.audit.manifest import Manifest, print_of
from registry.audit.merkle import leaf_hash
from registry.audit.notes import Signer
from registry.audit.signing import sign_now
from registry.audit.verifying import Known, Report, verify_export, verify_proof
from registry.database.sessions import make_sessions, snapshot, transaction
from registry.domain.actions import Action, Subject
from registry.domain.errors import NotEmpty, NoteRefused, NotFound
from registry.models.audit import TrailNode
from registry.models.trail import Event
from registry.trail.events import note
from registry.trail.leaves import canonical
from tests.databases import Database, copied
from tests.registry.audit.trails import SIGNER, export, export_as_of, sessions_of, write
from tests.registry.office import open_offices
from tests.registry.trail.test_events import WrongClock

NOTHING = Known()
OTHER = Signer(SIGNER.name, bytes(32))
EVENTS = 23


@pytest.fixture(scope="module")
def exported(sqlite_template: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of 23 events, with checkpoints of three days in it."""
    folder = tmp_path_factory.mktemp("trail")
    with copied(sqlite_template, folder) as database:
        for day in (-2, -1):
            clock = WrongClock(timedelta(days=day))
            write(make_sessions(database.engine, clock=clock), 6)
            with transaction(make_sessions(database.engine, clock=clock)) as session:
                sign_now(session, SIGNER)
        write(sessions_of(database), EVENTS - 12)
        export(sessions_of(database), folder / "export")
    return folder / "export"


@pytest.fixture
def mine(exported: Path, tmp_path: Path) -> Path:
    """A copy of the export to tamper with."""
    return Path(shutil.copytree(exported, tmp_path / "mine"))


def faults(report: Report) -> list[Fault]:
    return [finding.fault for finding in report.findings]


def lines_of(folder: Path, name: str = archive.EVENTS) -> list[bytes]:
    return (folder / name).read_bytes().splitlines(keepends=True)


def put(folder: Path, lines: list[bytes], name: str = archive.EVENTS) -> None:
    (folder / name).write_bytes(b"".join(lines))


def test_an_untouched_export_holds(exported: Path) -> None:
    report = verify_export(exported, Known(key=SIGNER.verifier))
    assert (report.holds, report.events, report.checkpoints) == (True, EVENTS, 3)
    assert report.key == str(SIGNER.verifier)


def test_an_export_holds_on_either_database(database: Database, tmp_path: Path) -> None:
    write(sessions_of(database), 5)
    assert export(sessions_of(database), tmp_path / "export").bad is None
    assert verify_export(tmp_path / "export", NOTHING).findings == ()


def test_an_empty_trail_is_one_too(embedded_database: Database, tmp_path: Path) -> None:
    export(sessions_of(embedded_database), tmp_path / "export")
    report = verify_export(tmp_path / "export", NOTHING)
    assert (report.holds, report.events) == (True, 0)


@pytest.mark.parametrize("name", archive.FILES)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_of_any_file_is_found(mine: Path, name: str, data: st.DataObject) -> None:
    file = mine / name
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1), label="place")
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255), label="flip")
    file.write_bytes(bytes(changed))
    report = verify_export(mine, NOTHING)
    file.write_bytes(whole)
    assert not report.holds
    if name == archive.EVENTS:
        number = whole[:place].count(b"\n") + 1
        assert (report.findings[0].fault, report.findings[0].params["number"]) == (
            Fault.event_changed,
            number,
        )


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_cut_or_added_byte_is_found(mine: Path, data: st.DataObject) -> None:
    file = mine / data.draw(st.sampled_from(archive.FILES))
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    extra = data.draw(st.sampled_from((b"", b"x", b"\n", b"\xff")))
    file.write_bytes(whole[:place] + extra + whole[place + (not extra) :])
    report = verify_export(mine, NOTHING)
    file.write_bytes(whole)
    assert not report.holds


@pytest.mark.parametrize("name", [*archive.LISTED, archive.MANIFEST])
def test_every_file_is_missed(mine: Path, name: str) -> None:
    (mine / name).unlink()
    assert Fault.file_missing in faults(verify_export(mine, NOTHING))


def test_a_file_too_many_is_told(mine: Path) -> None:
    (mine / "events-2.jsonl").touch()
    assert faults(verify_export(mine, NOTHING)) == [Fault.file_unexpected]


def taken_out(lines: list[bytes]) -> list[bytes]:
    return lines[:6] + lines[8:]


def swapped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:6], lines[7], lines[6], *lines[8:]]


def cut(lines: list[bytes]) -> list[bytes]:
    return lines[:-3]


def added(lines: list[bytes]) -> list[bytes]:
    return [*lines, lines[-1].replace(f'"n":{EVENTS}'.encode(), f'"n":{EVENTS + 1}'.encode())]


def doubled(lines: list[bytes]) -> list[bytes]:
    return [*lines[:7], lines[6], *lines[7:]]


Harm = Callable[[list[bytes]], list[bytes]]
HARMS = [
    (taken_out, Fault.event_missing, {"number": 7, "last": 8}),
    (swapped, Fault.event_moved, {"number": 7, "found": 8}),
    (cut, Fault.events_cut, {"number": EVENTS - 2, "last": EVENTS}),
    (added, Fault.events_added, {"number": EVENTS + 1}),
    (doubled, Fault.event_moved, {"number": 8, "found": 7}),
]


@pytest.mark.parametrize(("harm", "fault", "params"), HARMS)
def test_the_first_bad_event_is_named_with_what_is_wrong(
    mine: Path, harm: Harm, fault: Fault, params: dict[str, int]
) -> None:
    put(mine, harm(lines_of(mine)))
    first = verify_export(mine, NOTHING).findings[0]
    assert (first.fault, dict(first.params)) == (fault, params)


@pytest.mark.parametrize(("harm", "fault", "params"), HARMS[:3])
def test_harm_done_to_the_hashes_too_is_found_all_the_same(
    mine: Path, harm: Harm, fault: Fault, params: dict[str, int]
) -> None:
    for name in (archive.EVENTS, archive.HASHES):
        put(mine, harm(lines_of(mine, name)), name)
    first = verify_export(mine, NOTHING).findings[0]
    assert (first.fault, first.params["number"]) == (fault, params["number"])


def resigned(folder: Path, signer: Signer) -> None:
    """Make the manifest fit the files again."""
    files = {name: print_of(folder / name) for name in (*archive.LISTED, archive.VERIFIER)}
    (folder / archive.MANIFEST).write_text(Manifest(archive.HEADING, {}, files).signed(signer))


def test_an_event_rewritten_with_its_hash_and_manifest_contradicts_the_days_checkpoint(mine: Path) -> None:
    events, hashes = lines_of(mine), lines_of(mine, archive.HASHES)
    events[7] = events[7].replace(b"scan.read", b"scan.kept")
    hashes[7] = leaf_hash(events[7].rstrip(b"\n")).hex().encode() + b"\n"
    put(mine, events)
    put(mine, hashes, archive.HASHES)
    resigned(mine, SIGNER)
    report = verify_export(mine, NOTHING)
    assert faults(report) == [Fault.root]
    # Between the checkpoints of two days: after event 6, at the latest event 12.
    assert dict(report.findings[0].params) == {"number": 7, "last": 12}


def test_a_checkpoint_signed_with_another_key_is_a_mismatch(mine: Path) -> None:
    (mine / archive.CHECKPOINT).write_text(OTHER.sign("x\n"))
    resigned(mine, SIGNER)
    assert faults(verify_export(mine, NOTHING)) == [Fault.key_mismatch]


def test_a_checkpoint_of_another_trail_is_foreign(mine: Path) -> None:
    (mine / archive.CHECKPOINT).write_text(Signer("sijill-trail-other", SIGNER.seed).sign("x\n"))
    resigned(mine, SIGNER)
    assert faults(verify_export(mine, NOTHING)) == [Fault.foreign]


def test_a_trail_made_anew_with_another_key_is_found_by_who_knows_the_key(
    embedded_database: Database, exported: Path, tmp_path: Path
) -> None:
    write(sessions_of(embedded_database), EVENTS)
    forged = tmp_path / "forged"
    export(sessions_of(embedded_database), forged, OTHER)
    assert verify_export(forged, NOTHING).holds
    assert Fault.key_mismatch in faults(verify_export(forged, Known(key=SIGNER.verifier)))


def test_a_trail_made_anew_with_our_key_is_found_by_who_wrote_a_checkpoint_down(
    embedded_database: Database, exported: Path, tmp_path: Path
) -> None:
    seen = verify_export(exported, NOTHING).checkpoint
    assert seen is not None
    write(sessions_of(embedded_database), EVENTS + 5)
    forged = tmp_path / "forged"
    export(sessions_of(embedded_database), forged)
    assert verify_export(forged, NOTHING).holds
    assert faults(verify_export(forged, Known(code=seen.code))) == [Fault.noted]
    note_text = (exported / archive.CHECKPOINT).read_text()
    assert faults(verify_export(forged, Known(checkpoint=note_text))) == [Fault.root]
    assert verify_export(exported, Known(SIGNER.verifier, note_text, seen.code)).holds


def test_a_trail_that_lost_its_end_is_found_by_who_saw_more(
    embedded_database: Database, exported: Path, tmp_path: Path
) -> None:
    write(sessions_of(embedded_database), 3)
    export(sessions_of(embedded_database), tmp_path / "short")
    seen = verify_export(exported, NOTHING).checkpoint
    assert seen is not None
    known = Known(checkpoint=(exported / archive.CHECKPOINT).read_text(), code=seen.code)
    assert set(faults(verify_export(tmp_path / "short", known))) == {Fault.noted_newer}


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_an_event_changed_in_the_database_is_named(database: Database, tmp_path: Path, harm: str) -> None:
    sessions = sessions_of(database)
    write(sessions, 9)
    with transaction(sessions) as session:
        signed = sign_now(session, SIGNER)
        # Row ids have gaps on PostgreSQL, whose sequences never go back; the trail's numbers have none.
        fourth = session.scalars(select(Event.id).order_by(Event.id).offset(3).limit(1)).one()
        if harm == "changed":
            earlier = datetime(2020, 1, 1, tzinfo=UTC)
            session.execute(update(Event).where(Event.id == fourth).values(at=earlier))
        else:
            session.execute(text("DELETE FROM trail_leaves WHERE number = 4"))
            session.execute(delete(Event).where(Event.id == fourth))
    assert export_as_of(sessions, signed, tmp_path / "export").bad == 4
    first = verify_export(tmp_path / "export", NOTHING).findings[0]
    assert first.params["number"] == 4
    assert first.fault is (Fault.event_changed if harm == "changed" else Fault.event_missing)


def test_an_event_changed_together_with_its_hash_is_found(
    embedded_database: Database, tmp_path: Path
) -> None:
    sessions = sessions_of(embedded_database)
    write(sessions, 9)
    with transaction(sessions) as session:
        signed = sign_now(session, SIGNER)
        event = session.get_one(Event, 4)
        event.action = "scan.withdrawn"
        session.flush()
        forged = leaf_hash(canonical(event, 4))
        session.execute(
            update(TrailNode).where(TrailNode.level == 0, TrailNode.position == 3).values(hash=forged)
        )
    export_as_of(sessions, signed, tmp_path / "export")
    assert Fault.root in faults(verify_export(tmp_path / "export", NOTHING))


def test_an_export_holds_no_word_of_a_reason(embedded_database: Database, tmp_path: Path) -> None:
    sessions = sessions_of(embedded_database)
    with transaction(sessions) as session:
        staff = open_offices(session)
        note(session, staff.auditor, Action.record_viewed, (Subject.record, "1"), reason="شكوى زينب كريم")
    export(sessions, tmp_path / "export")
    everything = b"".join(file.read_bytes() for file in (tmp_path / "export").iterdir()).decode()
    assert "زينب" not in everything
    assert staff.clerk.name not in everything


def test_an_export_goes_into_an_empty_folder_alone(embedded_database: Database, tmp_path: Path) -> None:
    (tmp_path / "ملف").touch()
    with pytest.raises(NotEmpty):
        export(sessions_of(embedded_database), tmp_path)


def test_each_event_is_proved_alone(database: Database) -> None:
    sessions = sessions_of(database)
    write(sessions, 6)
    with transaction(sessions) as session:
        signed = sign_now(session, SIGNER)
    with snapshot(sessions) as session:
        for number in range(1, 7):
            proof = prove_event(session, SIGNER, signed, number)
            report = verify_proof(proof.file(), Known(SIGNER.verifier, signed.note, signed.checkpoint.code))
            assert report.findings == ()
        with pytest.raises(NotFound):
            prove_event(session, SIGNER, signed, 7)


@pytest.fixture(scope="module")
def proof(sqlite_template: Database, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The proof of the third of seven events."""
    with copied(sqlite_template, tmp_path_factory.mktemp("proof")) as database:
        sessions = sessions_of(database)
        write(sessions, 7)
        with transaction(sessions) as session:
            return prove_event(session, SIGNER, sign_now(session, SIGNER), 3).file()


@given(data=st.data())
def test_any_changed_byte_of_a_proof_is_found(proof: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(proof) - 1))
    changed = bytearray(proof)
    changed[place] ^= data.draw(st.integers(1, 255))
    try:
        holds = verify_proof(bytes(changed), NOTHING).holds
    except NoteRefused:
        holds = False
    assert not holds


def test_a_proof_under_another_key_is_a_mismatch(proof: bytes) -> None:
    assert faults(verify_proof(proof, Known(key=OTHER.verifier)))[0] is Fault.key_mismatch
