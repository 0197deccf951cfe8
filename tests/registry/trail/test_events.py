"""The trail: each change and each look leaves an event in its own transaction; a wrong clock stops both."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.database.clock import Tick
from registry.database.sessions import Sessions, make_sessions, transaction
from registry.domain.actions import Action, Subject
from registry.domain.errors import ClockBehind, NotAllowed
from registry.intake.cases import open_case
from registry.models.cases import Case
from registry.models.trail import Event
from registry.trail.events import events
from tests.databases import Database
from tests.registry.office import Staff, open_offices


class WrongClock:
    """The clock of a machine that is off by so much, in a boot of its own."""

    def __init__(self, off: timedelta) -> None:
        self.off = off

    def now(self, session: Session) -> datetime:
        return datetime.now(UTC) + self.off

    def tick(self, session: Session) -> Tick:
        return Tick(0.0, str(self.off))


def _with_clock(sessions: Sessions, off: timedelta) -> Sessions:
    return make_sessions(sessions.kw["bind"], clock=WrongClock(off))


def test_an_auditor_reads_the_newest_first(session: Session, staff: Staff) -> None:
    case = open_case(session, staff.clerk, "national_card")
    newest = events(session, staff.auditor)[0]
    assert (newest.action, newest.subject_id, newest.actor) == ("case.opened", str(case.id), staff.clerk.id)
    assert events(session, staff.auditor, before=newest.id)[0].id < newest.id


def test_events_of_one_thing_are_found(session: Session, staff: Staff) -> None:
    case = open_case(session, staff.clerk, "national_card")
    found = events(session, staff.auditor, subject=(Subject.case, case.id))
    assert [event.action for event in found] == ["case.opened"]


def test_only_auditors_read_the_trail(session: Session, staff: Staff) -> None:
    for actor in (staff.clerk, staff.officer, staff.admin, staff.supervisor):
        with pytest.raises(NotAllowed):
            events(session, actor)


@pytest.mark.parametrize("off", [timedelta(minutes=-10), timedelta(days=-1), timedelta(days=-3650)])
def test_a_clock_set_back_blocks_writing_and_changes_nothing(sessions: Sessions, off: timedelta) -> None:
    with transaction(sessions) as session:
        staff = open_offices(session)
    with pytest.raises(ClockBehind) as refused, transaction(_with_clock(sessions, off)) as session:
        open_case(session, staff.clerk, "national_card")
    assert int(refused.value.params["seconds"]) == pytest.approx(-off.total_seconds(), abs=5)
    with transaction(sessions) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
        open_case(session, staff.clerk, "national_card")


def test_a_clock_that_hurries_harms_nothing_until_it_is_set_right(sessions: Sessions) -> None:
    with transaction(_with_clock(sessions, timedelta(minutes=10))) as session:
        staff = open_offices(session)
    with pytest.raises(ClockBehind), transaction(sessions) as session:
        open_case(session, staff.clerk, "national_card")


def test_a_change_without_its_event_does_not_happen(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no event")

    monkeypatch.setattr("registry.intake.cases.note", broken)
    with pytest.raises(RuntimeError), transaction(sessions) as session:
        open_case(session, staff.clerk, "national_card")
    with transaction(sessions) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_every_action_names_its_noun() -> None:
    nouns = {action.value.partition(".")[0] for action in Action}
    assert nouns <= {subject.value for subject in Subject} | {"sensitive", "people", "duplicates"}


def test_an_event_knows_the_moment_in_utc(session: Session, staff: Staff) -> None:
    open_case(session, staff.clerk, "national_card")
    moment = session.scalars(select(Event.at).order_by(Event.id.desc()).limit(1)).one()
    assert moment.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - moment) < timedelta(seconds=10)
