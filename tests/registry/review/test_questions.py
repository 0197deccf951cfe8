"""What a paper asks before it may be signed: doubt is looked at, nothing required is silently missing."""

import string
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reference.documents import FieldKind, FieldSpec, Words, document_types
from reference.meaning import Role
from reference.unknown_words import says_unknown
from registry.documents.documents import document_view
from registry.domain.errors import InvalidFields, InvalidValue, ReasonNeeded, Stale
from registry.domain.states import DocumentState
from registry.domain.values import canonical, misfit
from registry.models.documents import Document
from registry.models.entries import Entry
from registry.review.entries import approve, entry_view, send_back
from registry.review.questions import SILENT, Absence, Answers, naming_fields
from registry.review.reviews import Decision, keep_draft, review
from registry.review.standing import all_answered, changed
from tests.registry.office import Staff
from tests.registry.registered import EXTRACT, REASON, document_of, sign
from tests.registry.sampling.papers import VALUES
from tests.registry.sampling.papers import signed as sure_card

CONTRACT = {"husband_name": "حسن علي جاسم", "wife_name": "فاطمة كاظم حسين", "contract_date": "2019/05/02"}


@pytest.fixture
def extract(session: Session, staff: Staff) -> Document:
    """An extract of which every value is doubtful, and some required ones are not there."""
    return document_of(session, staff, "record_extract", EXTRACT)


def confirm(
    session: Session,
    staff: Staff,
    document: Document,
    answers: Answers = SILENT,
    typed: dict[str, str] | None = None,
    reason: str | None = REASON,
) -> object:
    """The clerk confirms on the newest version."""
    return review(
        session,
        staff.clerk,
        document.id,
        typed or {},
        Decision.confirm,
        reason,
        document.version,
        answers=answers,
    )


def test_a_doubtful_value_that_nobody_looked_at_is_named(
    session: Session, staff: Staff, extract: Document
) -> None:
    said = all_answered(session, extract.id)
    with pytest.raises(InvalidFields) as told:
        confirm(session, staff, extract, Answers(said.looked - {"laqab"}, said.absent))
    assert told.value.problems == {"laqab": "undecided"}


def test_a_typed_value_is_no_doubt(session: Session, staff: Staff, extract: Document) -> None:
    said = all_answered(session, extract.id)
    less = Answers(said.looked - {"laqab"}, said.absent)
    assert confirm(session, staff, extract, less, {"laqab": EXTRACT["laqab"]}) is not None


def test_a_required_value_is_there_or_said_why_not(session: Session, staff: Staff, extract: Document) -> None:
    said = all_answered(session, extract.id)
    with pytest.raises(InvalidFields) as told:
        confirm(session, staff, extract, said, {"given_name": ""})
    assert told.value.problems == {"given_name": "missing"}
    answered = Answers(said.looked, {**said.absent, "given_name": Absence.unreadable})
    entry = confirm(session, staff, extract, answered)
    assert isinstance(entry, type(extract.id))
    view = entry_view(session, staff.officer, entry)
    assert ("given_name", "unreadable") in {(one.path, one.why) for one in view.missing}
    assert "given_name" not in {value.path for value in view.values}
    assert "laqab" in view.looked


def test_a_value_is_not_absent_and_there_at_once(session: Session, staff: Staff, extract: Document) -> None:
    said = all_answered(session, extract.id)
    both = Answers(said.looked, {**said.absent, "laqab": Absence.not_on_paper})
    with pytest.raises(InvalidFields) as told:
        confirm(session, staff, extract, both, {"laqab": "العبيدي"})
    assert told.value.problems == {"laqab": "contradiction"}


@pytest.mark.parametrize(
    "answers", [Answers(frozenset({"moon"})), Answers(absent={"moon": Absence.unreadable})]
)
def test_an_answer_on_no_field_of_the_paper_is_refused(
    session: Session, staff: Staff, extract: Document, answers: Answers
) -> None:
    with pytest.raises(InvalidValue):
        confirm(session, staff, extract, answers)


def test_a_wholly_sure_paper_asks_of_its_sure_values_nothing(session: Session, staff: Staff) -> None:
    document = sure_card(session, staff)
    (entry,) = session.scalars(select(Entry).where(Entry.document_id == document.id))
    assert entry.looked == []
    assert not set(entry.absent) & set(VALUES)


@pytest.mark.parametrize("text", ["abc", "31/02/1982"])
def test_what_is_no_date_is_not_confirmed(session: Session, staff: Staff, text: str) -> None:
    document = document_of(session, staff, "marriage_contract", CONTRACT)
    keep_draft(session, staff.clerk, document.id, {"contract_date": text})
    with pytest.raises(InvalidFields) as told:
        confirm(session, staff, document, all_answered(session, document.id))
    assert told.value.problems == {"contract_date": "date"}


def test_a_reason_speaks_only_of_findings_that_were_in_sight(
    session: Session, staff: Staff, extract: Document
) -> None:
    said = all_answered(session, extract.id)
    typed = {"page_number": "0"}
    with pytest.raises(ReasonNeeded) as told:
        confirm(session, staff, extract, said, typed)
    assert "REG-NUM" in str(told.value.params["rules"])
    keep_draft(session, staff.clerk, extract.id, typed)
    assert confirm(session, staff, extract, said, typed) is not None


def test_a_draft_is_answered_with_what_the_rules_find(
    session: Session, staff: Staff, extract: Document
) -> None:
    found = keep_draft(session, staff.clerk, extract.id, {"page_number": "0"})
    assert "REG-NUM" in {finding.rule for finding in found}


def test_the_same_confirmation_twice_is_one_entry(session: Session, staff: Staff, extract: Document) -> None:
    version, said = extract.version, all_answered(session, extract.id)
    typed = {"laqab": EXTRACT["laqab"]}
    args = (typed, Decision.confirm, REASON, version)
    first = review(session, staff.clerk, extract.id, *args, answers=said)
    assert review(session, staff.clerk, extract.id, *args, answers=said) == first
    assert session.scalar(select(func.count()).select_from(Entry)) == 1
    with pytest.raises(Stale):
        review(session, staff.second_clerk, extract.id, *args, answers=said)
    other = ({"laqab": "العبيدي"}, Decision.confirm, REASON, version)
    with pytest.raises(Stale):
        review(session, staff.clerk, extract.id, *other, answers=said)


def test_the_same_return_twice_is_one(session: Session, staff: Staff, extract: Document) -> None:
    version = extract.version
    for _ in range(2):
        review(session, staff.clerk, extract.id, {}, Decision.return_, REASON, version)
    assert extract.state is DocumentState.returned
    with pytest.raises(Stale):
        review(session, staff.clerk, extract.id, {}, Decision.return_, "سبب آخر", version)


def test_the_same_approval_twice_is_one_record(session: Session, staff: Staff, extract: Document) -> None:
    entry = sign(session, staff.clerk, extract)
    record = approve(session, staff.officer, entry, 1)
    assert approve(session, staff.officer, entry, 1) == record
    with pytest.raises(Stale):
        approve(session, staff.second_officer, entry, 1)


def test_what_was_read_is_doubtful_again_when_it_comes_back(
    session: Session, staff: Staff, extract: Document
) -> None:
    entry = sign(session, staff.clerk, extract, typed={"laqab": "العبيدي"})
    send_back(session, staff.officer, entry, "راجع الاسم", 1)
    send_back(session, staff.officer, entry, "راجع الاسم", 1)
    assert document_view(session, staff.clerk, extract.id).draft == {"laqab": "العبيدي"}
    with pytest.raises(InvalidFields) as told:
        confirm(session, staff, extract)
    assert told.value.problems["given_name"] == "undecided"
    assert "laqab" not in told.value.problems


def test_of_a_whole_form_only_what_differs_was_typed(
    session: Session, staff: Staff, extract: Document
) -> None:
    form = {**EXTRACT, "laqab": "العبيدي", "birth_date": "١٤/٣/١٩٩٠"}
    assert changed(session, staff.clerk, extract.id, form) == {"laqab": "العبيدي"}


def field(kind: FieldKind) -> FieldSpec:
    """A field of a kind."""
    return FieldSpec("x", Words("س", "س", "x"), kind, "page")


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2190, 1, 1)),
    st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "0123456789"]),
)
def test_every_real_date_fits_in_any_digits(day: date, script: str) -> None:
    text = str(day).replace("-", "/").translate(str.maketrans(string.digits, script))
    assert misfit(field(FieldKind.DATE), canonical(field(FieldKind.DATE), "x", text)) is None


@given(
    st.text(alphabet="ابجدهوزabcxyz ", min_size=1)
    .map(str.strip)
    .filter(lambda text: text and not says_unknown(text))
)
def test_letters_alone_are_no_date_and_no_number(text: str) -> None:
    for kind in (FieldKind.DATE, FieldKind.DIGITS, FieldKind.NUMBER):
        assert misfit(field(kind), text) is not None


NONSENSE = [
    (FieldKind.NAME_PART, "12345 !!", "name"),
    (FieldKind.NAME_PART, "<script>", "name"),
    (FieldKind.NAME_CHAIN, "حسن 5 علي", "name"),
    (FieldKind.TIME, "25:99", "time"),
    (FieldKind.TIME, "٩", "time"),
]
SENSE = [
    (FieldKind.NAME_PART, "عبد-الله"),
    (FieldKind.NAME_CHAIN, "د. حسن علي (أبو كريم)"),
    (FieldKind.NAME_PART, "O'Brien"),
    (FieldKind.NAME_PART, "مَريم"),
    (FieldKind.TIME, "٠٩:٣٠"),
    (FieldKind.TIME, "التاسعة صباحا"),
]


@pytest.mark.parametrize(("kind", "text", "why"), NONSENSE)
def test_what_no_reader_of_a_field_could_mean_is_told(kind: FieldKind, text: str, why: str) -> None:
    assert misfit(field(kind), canonical(field(kind), "x", text)) == why


@pytest.mark.parametrize(("kind", "text"), SENSE)
def test_what_papers_print_fits(kind: FieldKind, text: str) -> None:
    assert misfit(field(kind), canonical(field(kind), "x", text)) is None


def test_a_closed_choice_takes_its_own_values_and_an_open_list_any() -> None:
    sex = replace(field(FieldKind.ENUM), values=("ذكر", "أنثى"))
    relation = replace(field(FieldKind.ENUM), values=("ابن", "ابنة"))
    assert misfit(sex, "x") == "choice"
    assert misfit(sex, "أنثى") is None
    assert misfit(relation, "ابن الزوج") is None


def test_a_paper_that_names_nobody_is_not_signed_whatever_is_said(session: Session, staff: Staff) -> None:
    contract = document_of(session, staff, "marriage_contract", {"contract_date": "2019/05/02"})
    absent = dict.fromkeys(("husband_name", "wife_name"), Absence.not_on_paper)
    answers = replace(all_answered(session, contract.id), absent=absent)
    with pytest.raises(InvalidFields) as told:
        confirm(session, staff, contract, answers)
    named = {path: why for path, why in told.value.problems.items() if why == "nobody"}
    assert named == {"husband_name": "nobody", "wife_name": "nobody"}


def test_one_name_of_the_required_ones_is_enough_to_find_a_paper_by(session: Session, staff: Staff) -> None:
    one_name = {"wife_name": "", "husband_name": "حسن علي جاسم", "contract_date": "2019/05/02"}
    contract = document_of(session, staff, "marriage_contract", one_name)
    assert confirm(session, staff, contract, all_answered(session, contract.id)) is not None


def test_whom_a_paper_is_about_is_told_by_the_role_of_its_required_names() -> None:
    kind = document_types()["death_certificate"]
    name = replace(field(FieldKind.NAME_CHAIN), required=True)
    of_mother = replace(name, key="y", role=Role.MOTHER)
    witness, may_lack = replace(name, key="z"), replace(of_mother, key="w", required=False)
    own = replace(kind, key="own", fields=(replace(name, role=Role.SUBJECT), of_mother, witness, may_lack))
    assert naming_fields(own) == {"x", "y"}


@pytest.mark.parametrize("text", ["125", "١٢٥/ب", "12-3", "2019/44"])
def test_a_register_number_may_be_split_and_lettered(text: str) -> None:
    assert misfit(field(FieldKind.DIGITS), canonical(field(FieldKind.DIGITS), "x", text)) is None


def test_every_type_has_required_fields_that_are_asked_for() -> None:
    assert all(any(spec.required for spec in kind.fields) for kind in document_types().values())
