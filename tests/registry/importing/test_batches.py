"""Batches that stopped or are held: nothing half done, gone on with or withdrawn, brought in again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from registry.database.clock import Tick
from registry.database.sessions import Sessions, make_sessions, surroundings, transaction
from registry.domain.actions import Action
from registry.domain.errors import (
    BatchInUse,
    BatchOfAnother,
    BatchThere,
    IllegalMove,
    InvalidValue,
    ListHeld,
    NotFound,
    Stale,
)
from registry.importing import (
    Order,
    Progress,
    Report,
    Wish,
    import_people,
    load,
    sign_batch,
    tell_order,
    withdraw_batch,
)
from registry.importing.batches import newest_batches
from registry.models.base import Base
from registry.models.batches import BatchState, ImportBatch
from registry.models.merges import PairState, RecordPair
from registry.models.records import Person, Record
from registry.search import SearchQuery, search
from registry.trail.events import events
from tests.registry.office import KARKH, Staff, open_offices

HEADER: Final = "external_id,given_name,father_name,grandfather_name,mother_name,birth_date"
TABLES: Final = ("records", "record_versions", "people", "legacy_rows", "name_index", "record_pairs")
MONTH_FIRST: Final = ("02/14/1981", "03/04/1990", "06/30/1975", "07/08/1969")


@pytest.fixture
def staff(sessions: Sessions) -> Staff:
    """Two offices with their people, committed."""
    with transaction(sessions) as session:
        return open_offices(session)


def write(folder: Path, count: int = 7, name: str = "list.csv") -> Path:
    """A list of that many people."""
    people = [f"{name}-{number},هناء,عباس,كريم,ليلى,1970/03/{number + 1:02}" for number in range(count)]
    path = folder / name
    path.write_text("\n".join([HEADER, *people]) + "\n", encoding="utf-8")
    return path


def month_first(folder: Path) -> Path:
    """A list of which two dates can't have the day first."""
    path = folder / "months.csv"
    people = [f"م-{number},هناء,عباس,كريم,ليلى,{date}" for number, date in enumerate(MONTH_FIRST)]
    path.write_text("\n".join([HEADER, *people]) + "\n", encoding="utf-8")
    return path


def bring_in(sessions: Sessions, staff: Staff, path: Path, wish: Wish | None = None) -> Report:
    """Import as the office's clerk."""
    return import_people(sessions, staff.clerk, path, KARKH, lambda _: None, wish or Wish())


def stopped(sessions: Sessions, staff: Staff, path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportBatch:
    """A batch that a power cut ended after its first two lines."""
    monkeypatch.setattr(load, "CHUNK", 2)

    def cut_off(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_people(sessions, staff.clerk, path, KARKH, cut_off)
    return the_batch(sessions)


def the_batch(sessions: Sessions) -> ImportBatch:
    """The newest batch."""
    with transaction(sessions) as session:
        return (
            session.scalars(select(ImportBatch).order_by(ImportBatch.made_at.desc())).first() or ImportBatch()
        )


def counts(session: Session) -> dict[str, int]:
    """How many rows each table of imported people has."""
    tables = ((name, Base.metadata.tables[name]) for name in TABLES)
    return {name: session.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables}


def test_a_batch_that_stopped_is_gone_on_with_by_its_number(
    sessions: Sessions, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path)
    batch = stopped(sessions, staff, path, monkeypatch)
    assert (batch.state, batch.lines, batch.path) == (BatchState.loading, 2, str(path.resolve()))
    report = bring_in(sessions, staff, path, Wish(batch=batch.id))
    assert (report.batch, report.resumed, report.kept) == (str(batch.id), 2, 7)


def test_another_file_or_another_hand_does_not_go_on_with_a_batch(
    sessions: Sessions, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path)
    wish = Wish(batch=stopped(sessions, staff, path, monkeypatch).id)
    with pytest.raises(InvalidValue) as refused:
        bring_in(sessions, staff, write(tmp_path, 7, "other.csv"), wish)
    assert refused.value.params["problem"] == "another_file"
    with pytest.raises(BatchOfAnother):
        import_people(sessions, staff.officer, path, KARKH, lambda _: None, wish)


def test_of_two_runs_on_one_batch_one_gives_way(
    sessions: Sessions, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path)
    monkeypatch.setattr(load, "CHUNK", 2)

    def second(progress: Progress) -> None:
        if progress.lines == 2:
            bring_in(sessions, staff, path)

    with pytest.raises((Stale, IllegalMove)):
        import_people(sessions, staff.clerk, path, KARKH, second)
    assert (the_batch(sessions).kept, the_batch(sessions).state) == (7, BatchState.waiting)


@pytest.mark.parametrize("whole", [True, False])
def test_a_withdrawn_batch_leaves_nothing_behind_and_the_list_comes_again(
    sessions: Sessions, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    bring_in(sessions, staff, write(tmp_path, 3, "kept.csv"))
    with transaction(sessions) as session:
        before = counts(session)
    path = write(tmp_path)
    if whole:
        bring_in(sessions, staff, path)
    else:
        stopped(sessions, staff, path, monkeypatch)
    batch = the_batch(sessions)
    with transaction(sessions) as session:
        assert withdraw_batch(session, staff.officer, batch.id).state is BatchState.withdrawn
    with transaction(sessions) as session:
        assert counts(session) == before
        found = search(session, staff.clerk, SearchQuery(name="هناء عباس كريم"), "مراجعة")
        assert len(found) == 3
        assert events(session, staff.auditor, action=Action.batch_withdrawn)[0].subject_id == str(batch.id)
        states = {one.id: one.state for one in newest_batches(session, staff.clerk)}
        assert states[batch.id] is BatchState.withdrawn
    assert bring_in(sessions, staff, path).kept == 7


def test_a_run_whose_batch_is_withdrawn_meanwhile_writes_nothing_more(
    sessions: Sessions, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "CHUNK", 2)

    def withdrawn(_progress: Progress) -> None:
        batch = the_batch(sessions)
        with transaction(sessions) as session:
            withdraw_batch(session, staff.officer, batch.id)

    with pytest.raises(IllegalMove):
        import_people(sessions, staff.clerk, write(tmp_path), KARKH, withdrawn)
    with transaction(sessions) as session:
        assert set(counts(session).values()) == {0}


def test_a_signed_batch_and_another_offices_batch_are_not_withdrawn(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    bring_in(sessions, staff, write(tmp_path))
    batch = the_batch(sessions)
    with pytest.raises(NotFound), transaction(sessions) as session:
        withdraw_batch(session, staff.stranger, batch.id)
    with transaction(sessions) as session:
        sign_batch(session, staff.officer, batch.id)
    with pytest.raises(IllegalMove), transaction(sessions) as session:
        withdraw_batch(session, staff.officer, batch.id)
    with pytest.raises(BatchThere):
        bring_in(sessions, staff, tmp_path / "list.csv")


def pair_up(session: Session, state: PairState) -> None:
    """The first two records as a pair that waits to be judged, or was judged."""
    first, second = session.scalars(select(Record.id).order_by(Record.id).limit(2))
    now = surroundings(session).clock.now(session)
    pair = {"first_record": first, "second_record": second, "score": 0.9, "why": [], "found_at": now}
    session.add(RecordPair(office_code=KARKH, state=state, **pair))


def test_a_batch_whose_people_are_in_other_work_is_not_withdrawn(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    bring_in(sessions, staff, write(tmp_path))
    batch = the_batch(sessions).id
    with transaction(sessions) as session:
        pair_up(session, PairState.apart)
    with pytest.raises(BatchInUse), transaction(sessions) as session:
        withdraw_batch(session, staff.officer, batch)
    with transaction(sessions) as session:
        session.execute(update(RecordPair).values(state=PairState.waiting))
    with transaction(sessions) as session:
        withdraw_batch(session, staff.officer, batch)
        assert set(counts(session).values()) == {0}


def test_a_month_first_list_is_held_whole_until_the_order_is_said(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    path = month_first(tmp_path)
    with pytest.raises(ListHeld) as held:
        bring_in(sessions, staff, path)
    batch = the_batch(sessions)
    assert held.value.params == {"month_first": 2, "day_first": 0, "batch": str(batch.id)}
    assert (batch.state, batch.lines) == (BatchState.held, 0)
    with transaction(sessions) as session:
        assert set(counts(session).values()) == {0}
    with pytest.raises(ListHeld):
        bring_in(sessions, staff, path)
    report = bring_in(sessions, staff, path, Wish(order=Order.month_day_year))
    assert (report.batch, report.kept, report.refused) == (str(batch.id), 4, 0)
    with transaction(sessions) as session:
        born = session.scalars(select(Person.birth_date).order_by(Person.id)).all()
    assert born == ["1981/02/14", "1990/03/04", "1975/06/30", "1969/07/08"]


def test_an_order_said_beforehand_is_followed_by_the_next_run(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    path = month_first(tmp_path)
    with pytest.raises(ListHeld):
        bring_in(sessions, staff, path)
    with transaction(sessions) as session:
        tell_order(session, staff.officer, the_batch(sessions).id, Order.day_month_year)
    report = bring_in(sessions, staff, path)
    assert (report.kept, report.refused) == (2, 2)


def test_the_order_of_a_batch_does_not_change_once_lines_are_in(
    sessions: Sessions, staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path)
    stopped(sessions, staff, path, monkeypatch)
    with pytest.raises(InvalidValue) as refused:
        bring_in(sessions, staff, path, Wish(order=Order.month_day_year))
    assert refused.value.params["problem"] == "dates_changed"


def test_a_rehearsal_says_what_would_stop_the_import(
    sessions: Sessions, staff: Staff, tmp_path: Path
) -> None:
    rehearsal = Wish(dry_run=True)
    with pytest.raises(ListHeld):
        bring_in(sessions, staff, month_first(tmp_path), rehearsal)
    with transaction(sessions) as session:
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0
    bring_in(sessions, staff, write(tmp_path))
    with pytest.raises(BatchThere):
        bring_in(sessions, staff, tmp_path / "list.csv", rehearsal)


class Night:
    """A clock that stands at half past midnight in Baghdad, while it is the day before in UTC."""

    def now(self, session: Session) -> datetime:
        return datetime(2026, 11, 30, 21, 30, tzinfo=UTC)

    def tick(self, session: Session) -> Tick:
        return Tick(0.0, "night")


def test_a_child_born_today_is_kept_when_today_has_begun_in_baghdad(
    sessions: Sessions, tmp_path: Path
) -> None:
    night = make_sessions(sessions.kw["bind"], clock=Night())
    with transaction(night) as session:
        staff = open_offices(session)
    path = tmp_path / "born.csv"
    path.write_text(f"{HEADER}\n1,ريم,عباس,,,2026/12/01\n2,ريم,عباس,,,2026/12/02\n", encoding="utf-8")
    report = bring_in(night, staff, path)
    assert (report.kept, report.refused) == (1, 1)
