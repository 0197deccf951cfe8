"""Merging: one proposes, another approves, and undoing leaves both records as if nothing had been."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.changes.changes import approve_change, propose_order
from registry.deduplication import (
    Judgement,
    decide_act,
    judge,
    keep_pairs,
    pair_view,
    pairs_in,
    propose_parting,
    same_person,
)
from registry.domain.access import Actor, Role
from registry.domain.errors import (
    DemandUnmet,
    IllegalMove,
    NotAllowed,
    NotFound,
    OwnEntry,
    ReasonNeeded,
    Stale,
)
from registry.linkage.finding import Contribution, Pair
from registry.models.merges import PairState
from registry.models.records import Operation
from tests.registry.office import Staff
from tests.registry.registered import EXTRACT, ORDER, REASON, registered

WHY = (
    Contribution("given", "same", 6.2),
    Contribution("mother", "slip", 2.1),
    Contribution("prior", "prior", -9.0),
)
SPELLINGS = ("زينب", "زينت", "زينه")
# All that two records consist of; merging must not touch a row of it.
TABLES = (
    "records",
    "record_versions",
    "record_values",
    "evidence",
    "people",
    "vital_events",
    "family_members",
)


def records(session: Session, staff: Staff, count: int = 2) -> list[int]:
    """Records that may be of one woman."""
    values = [EXTRACT | {"given_name": name} for name in SPELLINGS[:count]]
    return [registered(session, staff, "record_extract", one).id for one in values]


def paired(session: Session, staff: Staff, first: int, second: int) -> uuid.UUID:
    """A pair kept to be judged."""
    known = {line.id for line in pairs_in(session, staff.clerk, PairState.waiting)}
    keep_pairs(session, staff.clerk, [Pair(first, None, second, None, 0.93, WHY)])
    (new,) = {line.id for line in pairs_in(session, staff.clerk, PairState.waiting)} - known
    return new


def merged(session: Session, staff: Staff, first: int, second: int) -> uuid.UUID:
    """A pair joined by two people."""
    pair = paired(session, staff, first, second)
    judge(session, staff.clerk, pair, Judgement.same, REASON, 1)
    decide_act(session, staff.officer, pair, "", 2, approve=True)
    return pair


def contents(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables that records consist of."""
    return {
        table: sorted((tuple(row) for row in session.execute(text(f"SELECT * FROM {table}"))), key=repr)
        for table in TABLES
    }


def test_a_merge_needs_two_persons(session: Session, staff: Staff) -> None:
    pair = paired(session, staff, *records(session, staff))
    judge(session, staff.officer, pair, Judgement.same, REASON, 1)
    with pytest.raises(OwnEntry):
        decide_act(session, staff.officer, pair, "", 2, approve=True)
    with pytest.raises(NotAllowed):
        decide_act(session, staff.clerk, pair, "", 2, approve=True)
    decide_act(session, staff.second_officer, pair, "", 2, approve=True)
    assert pair_view(session, staff.clerk, pair).state is PairState.joined


def test_the_database_itself_refuses_a_merge_by_one_hand(session: Session, staff: Staff) -> None:
    pair = paired(session, staff, *records(session, staff))
    judge(session, staff.officer, pair, Judgement.same, REASON, 1)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text("UPDATE pair_acts SET decided_by = proposed_by"))


def test_merging_and_undoing_change_no_row_of_either_record(session: Session, staff: Staff) -> None:
    first, second = records(session, staff)
    before = contents(session)
    pair = merged(session, staff, first, second)
    assert [one.record for one in same_person(session, first)] == [second]
    propose_parting(session, staff.clerk, pair, "شخصان", 3)
    with pytest.raises(OwnEntry):
        decide_act(session, hired_up(staff), pair, "", 4, approve=True)
    decide_act(session, staff.second_officer, pair, "", 4, approve=True)
    assert same_person(session, first) == ()
    assert contents(session) == before
    view = pair_view(session, staff.clerk, pair)
    assert view.state is PairState.apart
    assert [(act.act, act.state.value) for act in view.acts] == [("merge", "approved"), ("undo", "approved")]


def hired_up(staff: Staff) -> Actor:
    """The clerk, made an officer meanwhile."""
    return replace(staff.clerk, role=Role.officer)


def test_joined_records_are_one_person_through_others(session: Session, staff: Staff) -> None:
    first, second, third = records(session, staff, 3)
    merged(session, staff, first, second)
    merged(session, staff, second, third)
    assert [one.record for one in same_person(session, third)] == [first, second]


def test_who_was_told_apart_is_not_joined_through_a_third(session: Session, staff: Staff) -> None:
    first, second, third = records(session, staff, 3)
    apart = paired(session, staff, first, third)
    judge(session, staff.clerk, apart, Judgement.different, REASON, 1)
    merged(session, staff, first, second)
    pair = paired(session, staff, second, third)
    with pytest.raises(DemandUnmet) as refused:
        judge(session, staff.clerk, pair, Judgement.same, REASON, 1)
    assert refused.value.params["demand"] == "told_apart"


def test_who_was_joined_through_a_third_is_not_told_apart(session: Session, staff: Staff) -> None:
    first, second, third = records(session, staff, 3)
    merged(session, staff, first, second)
    merged(session, staff, second, third)
    pair = paired(session, staff, first, third)
    with pytest.raises(DemandUnmet) as refused:
        judge(session, staff.clerk, pair, Judgement.different, REASON, 1)
    assert refused.value.params["demand"] == "joined_otherwise"


def test_a_frozen_record_is_joined_with_nobody(session: Session, staff: Staff) -> None:
    first, second = records(session, staff)
    pair = paired(session, staff, first, second)
    judge(session, staff.clerk, pair, Judgement.same, REASON, 1)
    freeze = propose_order(session, staff.officer, first, Operation.frozen, ORDER, 1)
    approve_change(session, staff.second_officer, freeze, 1)
    with pytest.raises(DemandUnmet):
        decide_act(session, staff.officer, pair, "", 2, approve=True)


def test_a_refused_merge_waits_to_be_judged_again(session: Session, staff: Staff) -> None:
    pair = paired(session, staff, *records(session, staff))
    judge(session, staff.clerk, pair, Judgement.same, REASON, 1)
    with pytest.raises(ReasonNeeded):
        decide_act(session, staff.officer, pair, " ", 2, approve=False)
    decide_act(session, staff.officer, pair, "الأم مختلفة", 2, approve=False)
    assert pair_view(session, staff.clerk, pair).state is PairState.waiting
    with pytest.raises(IllegalMove):
        decide_act(session, staff.officer, pair, "", 3, approve=True)


def test_what_was_judged_stays_judged_when_it_is_found_again(session: Session, staff: Staff) -> None:
    first, second = records(session, staff)
    pair = paired(session, staff, first, second)
    judge(session, staff.clerk, pair, Judgement.different, REASON, 1)
    assert keep_pairs(session, staff.clerk, [Pair(second, None, first, None, 0.99, WHY)]) == 0
    view = pair_view(session, staff.clerk, pair)
    assert (view.state, view.score) == (PairState.apart, 0.93)


def test_both_records_stand_side_by_side_with_every_weight(session: Session, staff: Staff) -> None:
    pair = paired(session, staff, *records(session, staff))
    view = pair_view(session, staff.clerk, pair)
    given = next(one for one in view.fields if one.field == "given")
    assert (given.first, given.second, given.code, given.weight) == ("زينب", "زينت", "same", 6.2)
    assert [one.field for one in view.beside] == ["prior", "relatives"]


def test_a_judgement_needs_the_version_it_was_made_on_and_a_reason(session: Session, staff: Staff) -> None:
    pair = paired(session, staff, *records(session, staff))
    with pytest.raises(ReasonNeeded):
        judge(session, staff.clerk, pair, Judgement.same, " ", 1)
    judge(session, staff.clerk, pair, Judgement.later, "", 1)
    with pytest.raises(Stale):
        judge(session, staff.clerk, pair, Judgement.same, REASON, 1)


def test_another_offices_pair_is_not_there(session: Session, staff: Staff) -> None:
    pair = paired(session, staff, *records(session, staff))
    with pytest.raises(NotFound):
        pair_view(session, staff.stranger, pair)
    with pytest.raises(ReasonNeeded):
        pair_view(session, staff.auditor, pair)
    assert pairs_in(session, staff.stranger, PairState.waiting) == ()
