"""Three pairs of eyes: who signed never keys, who keyed never settles, and nobody sees the first value."""

from dataclasses import fields
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actions import Action, Subject
from registry.domain.errors import IllegalMove, InvalidValue, NotAllowed, NotFound, OwnHand
from registry.models.documents import Document
from registry.models.entries import Entry
from registry.models.sampling import KeyingState, Purpose, SecondKey, Verdict
from registry.sampling.adjudication import next_dispute, settle_key
from registry.sampling.folds import evidence_of, is_folding, last_stop, reconsider, standings, state_of
from registry.sampling.keying import Asked, give_key, next_key, same_value
from registry.sampling.watching import ask
from registry.trail.events import events
from tests.registry.office import KARKH, Staff
from tests.registry.sampling.papers import VALUES, keys_of, signed

CARD = "national_card"


def asked(session: Session, staff: Staff, first: str = "زينب") -> SecondKey:
    """One accepted field of a signed card, waiting for its second key."""
    document = signed(session, staff)
    for row in keys_of(session, document):
        session.delete(row)
    session.flush()
    return ask_again(session, document, first)


def ask_again(session: Session, document: Document, first: str, *, folded: bool = False) -> SecondKey:
    """The given name of a document, put into the queue."""
    entry = entry_of(session, document)
    ask(session, document, entry, "given_name", first, Purpose.watch, folded=folded)
    session.flush()
    return keys_of(session, document)[-1]


def entry_of(session: Session, document: Document) -> UUID:
    """The entry of a signed document."""
    return session.scalars(select(Entry.id).where(Entry.document_id == document.id)).one()


def test_what_is_asked_holds_no_first_value(session: Session, staff: Staff) -> None:
    row = asked(session, staff)
    shown = next_key(session, staff.second_clerk)
    assert shown is not None
    assert shown.id == row.id
    assert {field.name for field in fields(Asked)} == {
        "id",
        "document",
        "document_type",
        "path",
        "seen",
        "left",
    }


def test_whoever_signed_a_paper_is_never_asked_for_its_second_key(session: Session, staff: Staff) -> None:
    row = asked(session, staff)
    assert next_key(session, staff.clerk) is None
    with pytest.raises(OwnHand):
        give_key(session, staff.clerk, row.id, "زينب")


def test_a_field_is_given_to_one_person_at_a_time(session: Session, staff: Staff) -> None:
    asked(session, staff)
    assert next_key(session, staff.second_clerk) is not None
    assert next_key(session, staff.officer) is None


def test_two_values_that_agree_are_settled_at_once(session: Session, staff: Staff) -> None:
    row = asked(session, staff)
    assert give_key(session, staff.second_clerk, row.id, " زينب ")
    assert (row.state, row.wrong) == (KeyingState.agreed, False)
    with pytest.raises(IllegalMove):
        give_key(session, staff.officer, row.id, "زينب")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("كريم", "کریم", True),
        ("علي", "على", True),
        ("زينب", "زينت", False),
        ("فاطمة", "فاطمه", False),
        ("أحمد", "احمد", False),
        ("زينب", "", False),
    ],
)
def test_keyboards_make_no_difference_and_letters_do(first: str, second: str, same: bool) -> None:
    assert same_value(first, second) is same


def test_a_number_keyed_in_other_digits_is_the_same(session: Session, staff: Staff) -> None:
    document = signed(session, staff)
    entry = entry_of(session, document)
    ask(session, document, entry, "national_number", VALUES["national_number"], Purpose.risk)
    session.flush()
    row = keys_of(session, document, Purpose.risk)[-1]
    assert give_key(session, staff.second_clerk, row.id, "١٩٩٠١١١١٢٢٢٢")


def test_a_dispute_goes_to_a_third_person(session: Session, staff: Staff) -> None:
    row = asked(session, staff)
    assert not give_key(session, staff.officer, row.id, "زينت")
    assert next_dispute(session, staff.officer) is None
    with pytest.raises(OwnHand):
        settle_key(session, staff.officer, row.id, Verdict.first)
    dispute = next_dispute(session, staff.second_officer)
    assert dispute is not None
    assert {choice.value for choice in dispute.choices} == {"زينب", "زينت"}
    with pytest.raises(NotAllowed):
        settle_key(session, staff.second_clerk, row.id, Verdict.first)


@pytest.mark.parametrize(
    ("verdict", "other", "wrong", "final"),
    [
        (Verdict.first, "", False, "زينب"),
        (Verdict.second, "", True, "زينت"),
        (Verdict.other, "زيتب", True, "زيتب"),
        (Verdict.other, "زينب", False, "زينب"),
        (Verdict.unreadable, "", True, ""),
    ],
)
def test_the_third_person_decides_by_the_picture(
    session: Session, staff: Staff, verdict: Verdict, other: str, wrong: bool, final: str
) -> None:
    row = asked(session, staff)
    give_key(session, staff.second_clerk, row.id, "زينت")
    assert settle_key(session, staff.officer, row.id, verdict, other).wrong is wrong
    assert (row.state, row.final_value) == (KeyingState.settled, final)
    with pytest.raises(IllegalMove):
        settle_key(session, staff.officer, row.id, verdict, other)


def test_another_value_must_be_said(session: Session, staff: Staff) -> None:
    row = asked(session, staff)
    give_key(session, staff.second_clerk, row.id, "زينت")
    with pytest.raises(InvalidValue):
        settle_key(session, staff.officer, row.id, Verdict.other, " ")


def test_another_office_is_asked_nothing(session: Session, staff: Staff) -> None:
    row = asked(session, staff)
    assert next_key(session, staff.stranger) is None
    with pytest.raises(NotFound):
        give_key(session, staff.stranger, row.id, "زينب")


def test_what_the_clerk_typed_in_a_field_of_weight_is_keyed_again(session: Session, staff: Staff) -> None:
    document = signed(session, staff, {"national_number": "199011113333", "given_name": "زهراء"})
    (row,) = keys_of(session, document, Purpose.risk)
    assert (row.path, row.first_value) == ("national_number", "199011113333")


def test_of_accepted_fields_about_a_tenth_is_keyed_again(session: Session, staff: Staff) -> None:
    documents = [signed(session, staff) for _ in range(12)]
    rows = [row for document in documents for row in keys_of(session, document, Purpose.watch)]
    assert 1 <= len(rows) <= 12 * len(VALUES) / 4
    assert {row.folded for row in rows} == {False}


def test_what_was_doubtful_is_not_evidence_for_folding(session: Session, staff: Staff) -> None:
    assert keys_of(session, signed(session, staff, decision="review"), Purpose.watch) == []


def seeded(session: Session, staff: Staff, clean: int, *, folding: bool) -> Document:
    """A document whose office and type have so many clean second keys behind them."""
    document = signed(session, staff)
    state = state_of(session, KARKH, CARD, "reader 1")
    entry = entry_of(session, document)
    for number in range(clean):
        session.add(
            SecondKey(
                office_code=KARKH, document_id=document.id, entry_id=entry, draw_id=None,
                document_type=CARD, path=f"rows.{number}.name", purpose=Purpose.watch,
                state=KeyingState.agreed, first_value="زينب", folded=folding,
                made_at=state.counted_from, keyed_at=state.counted_from, keyed_by=staff.second_clerk.id,
                wrong=False,
            )
        )  # fmt: skip
    state.folding = folding
    session.flush()
    return document


def test_folding_begins_when_enough_was_keyed_blindly_and_not_before(session: Session, staff: Staff) -> None:
    seeded(session, staff, 740, folding=False)
    reconsider(session, KARKH, CARD)
    assert not is_folding(session, KARKH, CARD, "reader 1")
    seeded(session, staff, 20, folding=False)
    reconsider(session, KARKH, CARD)
    assert is_folding(session, KARKH, CARD, "reader 1")
    told = events(session, staff.auditor, action=Action.folding_started)
    assert told[0].details["sampled"] == 760


def test_folding_is_of_one_office_one_type_and_one_version_of_the_reader(
    session: Session, staff: Staff
) -> None:
    seeded(session, staff, 10, folding=True)
    assert is_folding(session, KARKH, CARD, "reader 1")
    assert not is_folding(session, KARKH, CARD, "reader 2")
    assert not is_folding(session, KARKH, "birth_certificate", "reader 1")
    state_of(session, KARKH, CARD, "reader 2")
    assert not is_folding(session, KARKH, CARD, "reader 2")


def test_a_breach_ends_folding_by_itself_and_starts_the_count_from_nothing(
    session: Session, staff: Staff
) -> None:
    document = seeded(session, staff, 2000, folding=True)
    secret = state_of(session, KARKH, CARD, "reader 1").secret
    for number in range(3):
        row = ask_again(session, document, "زينب", folded=True)
        give_key(session, staff.second_clerk, row.id, "زينت")
        settle_key(session, staff.officer, row.id, Verdict.second)
        assert is_folding(session, KARKH, CARD, "reader 1") is (number < 2)
    assert not is_folding(session, KARKH, CARD, "reader 1")
    assert last_stop(session, KARKH, CARD) is not None
    state = state_of(session, KARKH, CARD, "reader 1")
    assert evidence_of(session, state).wrong == ()
    assert state.secret != secret
    (told, *_) = events(session, staff.auditor, action=Action.folding_stopped)
    assert told.details["why"] == "breach"
    (anew, *_) = events(session, staff.auditor, kind=Subject.folding, action=Action.folding_watched)
    assert anew.details["spent"] == secret


def test_standings_tell_what_folding_rests_on(session: Session, staff: Staff) -> None:
    seeded(session, staff, 760, folding=True)
    (standing,) = standings(session, staff.supervisor, KARKH)
    assert (standing.sampled, standing.errors, standing.folding) == (760, 0, True)
    assert standing.bound <= standing.budget
    with pytest.raises(NotAllowed):
        standings(session, staff.clerk, KARKH)


def test_a_field_that_the_papers_type_lost_meanwhile_is_still_keyed(session: Session, staff: Staff) -> None:
    document = signed(session, staff, {"given_name": "زهراء"})
    row = ask_again(session, document, "زينب")
    document.document_type = "birth_certificate"
    assert give_key(session, staff.second_clerk, row.id, "زينب")
