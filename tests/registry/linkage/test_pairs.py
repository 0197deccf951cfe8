"""Pairs of a small register: who is found to be one person, and who never is."""

from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy.orm import Session

from registry.deduplication import keep_pairs, pair_view, pairs_in
from registry.domain.access import Actor
from registry.domain.actions import Subject
from registry.domain.errors import NotAllowed, ReasonNeeded
from registry.linkage import Pair, find_pairs
from registry.models.merges import PairState
from registry.trail.events import events
from specimens.families import people_of
from tests.registry.office import BASRA, Staff
from tests.registry.registered import registered
from tests.registry.search.people import Known, put

GIVEN = {"أنثى": ("زينب", "مريم", "هدى", "سارة"), "ذكر": ("علي", "عمر", "يوسف", "مصطفى")}
FATHERS = (("خالد", "صالح"), ("كاظم", "عباس"), ("ستار", "حمد"), ("نوري", "سلمان"), ("فاضل", "جبار"))
# Strangers and their brothers and sisters: by them a register learns what is common.
CROWD = tuple(
    Known(
        (given, father, grandfather, ""),
        (mother, "كريم"),
        external_id=f"crowd-{number}",
        sex=sex,
        birth_date=f"{1950 + number}/{number % 12 + 1:02d}/{number % 28 + 1:02d}",
    )
    for number, (sex, place, (father, grandfather), mother) in enumerate(
        product(GIVEN, range(4), FATHERS, ("سعاد", "نجاة"))
    )
    for given in [GIVEN[sex][place]]
)
ZAYNAB = Known(
    ("زينب", "حسن", "علي", "الجبوري"),
    ("فاطمة", "جاسم"),
    "one",
    register="12",
    page="340",
    sex="أنثى",
    birth_date="1990/03/14",
)
HASAN = replace(
    ZAYNAB, name=("حسن", "كريم", "جواد", "العبيدي"), sex="ذكر", birth_date="1985/08/23", external_id="hasan"
)


def asked(session: Session, actor: Actor) -> tuple[Pair, ...]:
    """The pairs, asked for with a reason."""
    return find_pairs(session, actor, "تدقيق المكرر")


def found(session: Session, staff: Staff, *people: Known) -> set[frozenset[str | None]]:
    """External ids of the pairs among these people and the crowd."""
    put(session, *CROWD, *people)
    return {frozenset({one.external_a, one.external_b}) for one in asked(session, staff.officer)}


@pytest.mark.parametrize(
    "again",
    [
        replace(ZAYNAB, register=None, page=None),
        replace(ZAYNAB, name=("زينت", "حسن", "علي", "")),
        replace(ZAYNAB, name=("زينب", "حسن", "على", "جبوري"), birth_date="1990/07/01"),
        replace(ZAYNAB, mother=("", ""), birth_date="1990/03/15"),
        replace(ZAYNAB, name=("زينب", "خسن", "علي", "الجبوري"), register="12", page=None),
    ],
)
def test_one_person_listed_twice_is_found(session: Session, staff: Staff, again: Known) -> None:
    pairs = found(session, staff, ZAYNAB, replace(again, external_id="two"))
    assert pairs == {frozenset({"one", "two"})}


@pytest.mark.parametrize(
    "other",
    [
        replace(HASAN, name=("حسين", "كريم", "جواد", "العبيدي")),
        replace(HASAN, name=("عمر", "كريم", "جواد", "العبيدي")),
        replace(HASAN, name=("زينب", "كريم", "جواد", "العبيدي"), sex="أنثى"),
        replace(HASAN, name=("علي", "كريم", "جواد", "العبيدي"), birth_date="1987/01/02"),
        replace(
            HASAN, name=("كريم", "جواد", "سلمان", "العبيدي"), birth_date="1955/07/01", mother=("هاجر", "")
        ),
    ],
    ids=["twin of a like name", "twin", "twin sister", "brother", "father"],
)
def test_relatives_are_never_one_person(session: Session, staff: Staff, other: Known) -> None:
    assert found(session, staff, HASAN, replace(other, external_id="other")) == set()


FATIMA = replace(ZAYNAB, name=("سارة", "كاظم", "جبار", "الزيدي"), mother=("نجاة", "كامل"))


@pytest.mark.parametrize(
    ("given", "other"),
    [
        ("زين", "زينب"),
        ("سارة", "سمارة"),
        ("نور", "نورس"),
        ("آية", "آيات"),
        ("حسن", "حسين"),
        ("زين", "زيتن"),
        ("ثامر", "سامر"),
    ],
)
@pytest.mark.parametrize("doubled", [False, True], ids=["no doubles", "many doubles"])
def test_two_children_of_one_birthday_without_numbers_are_never_near_certain(
    session: Session, staff: Staff, given: str, other: str, *, doubled: bool
) -> None:
    named = [replace(FATIMA, name=(name, *FATIMA.name[1:])) for name in (given, other)]
    again = [replace(one, external_id=f"{one.external_id}-again") for one in CROWD if doubled]
    put(session, *CROWD, *again, named[0], replace(named[1], external_id="two"))
    scores = {
        frozenset({one.external_a, one.external_b}): one.score
        for one in find_pairs(session, staff.officer, "تدقيق", least=0.0)
    }
    assert 0 < scores[frozenset({"one", "two"})] < 0.9
    if doubled:
        assert max(scores.values()) > 0.95


def test_a_confused_letter_in_a_given_name_may_be_near_certain(session: Session, staff: Staff) -> None:
    again = [replace(one, external_id=f"{one.external_id}-again") for one in CROWD]
    put(session, *CROWD, *again, ZAYNAB, replace(ZAYNAB, name=("زينت", *ZAYNAB.name[1:]), external_id="two"))
    pairs = {frozenset({one.external_a, one.external_b}): one for one in asked(session, staff.officer)}
    assert pairs[frozenset({"one", "two"})].score > 0.9


def test_one_national_number_outweighs_a_letter_of_the_given_name(session: Session, staff: Staff) -> None:
    known = replace(ZAYNAB, name=("زين", *ZAYNAB.name[1:]), national_number="199012345678")
    put(session, *CROWD, known, replace(known, name=ZAYNAB.name, external_id="two"))
    (pair,) = asked(session, staff.officer)
    assert pair.score > 0.9


# A town: in a crowd of a few dozen no name is rare enough to speak for one person.
TOWN = tuple(
    Known(
        (person.given_name, person.father_name, person.grandfather_name, person.laqab),
        (person.mother_name, person.maternal_grandfather_name),
        external_id=f"town-{number}",
        sex=person.sex.value,
        birth_date=person.birth.strftime("%Y/%m/%d"),
    )
    for number, (person, _) in enumerate(people_of(15, 400))
)
KURDISH = replace(
    ZAYNAB,
    name=("فاتیمە", "مستەفا", "عوسمان", ""),
    mother=("ڕابیعە", "تاهیر"),
    birth_date="1990/03/14",
    register=None,
    page=None,
)
ARABIC = replace(KURDISH, name=("فاطمة", "مصطفى", "عثمان", ""), mother=("رابعة", "طاهر"), external_id="two")


@pytest.mark.parametrize("birth", ["1990/03/14", "1990/07/01"])
def test_one_person_in_kurdish_and_in_arabic_spelling_is_found(
    session: Session, staff: Staff, birth: str
) -> None:
    put(session, *TOWN, replace(KURDISH, birth_date=birth), ARABIC)
    (pair,) = asked(session, staff.officer)
    why = {one.field: one for one in pair.why}
    assert {why[field].code for field in ("father", "grandfather", "mother")} == {"sound"}


def test_another_spelling_weighs_less_than_the_same(session: Session, staff: Staff) -> None:
    third = replace(KURDISH, external_id="three")
    put(session, *TOWN, KURDISH, ARABIC, third)
    pairs = {frozenset({one.external_a, one.external_b}): one for one in asked(session, staff.officer)}
    weight = {
        ids: next(why.weight for why in pair.why if why.field == "grandfather") for ids, pair in pairs.items()
    }
    assert 0 < weight[frozenset({"one", "two"})] < weight[frozenset({"one", "three"})]


def test_namesakes_of_another_mother_are_two_people(session: Session, staff: Staff) -> None:
    bare = replace(ZAYNAB, register=None, page=None, birth_date="1990/07/01")
    namesake = replace(bare, mother=("هدى", "عباس"), birth_date="1971", external_id="namesake")
    assert found(session, staff, bare, namesake) == set()


def test_namesakes_of_rare_names_are_two_people_when_all_else_differs(session: Session, staff: Staff) -> None:
    rare = replace(ZAYNAB, name=("كعيش", "ذروان", "مسنوف", "الظويعي"), mother=("رشكة", "هندوم"))
    other = replace(rare, mother=("هدى", ""), birth_date="1961/11/02", page=None, external_id="namesake")
    # A register that has many people twice believes the more readily in one more.
    again = [
        replace(one, name=(*one.name[:3], "الجبوري"), external_id=f"{one.external_id}-again") for one in CROWD
    ]
    pairs = found(session, staff, rare, other, *again)
    assert len(pairs) >= len(CROWD)
    assert frozenset({"one", "namesake"}) not in pairs


@pytest.mark.parametrize(
    ("name", "mother"),
    [
        (("سينب", "حصن", "علي", "الجبوري"), ("فاطمة", "جاسم")),
        (("سينب", "حسن", "علي", "الجبوري"), ("فاطفة", "جاسم")),
    ],
    ids=["given name and father's", "given name and mother's"],
)
def test_slips_on_two_names_still_lead_to_a_look(
    session: Session, staff: Staff, name: tuple[str, str, str, str], mother: tuple[str, str]
) -> None:
    known = replace(ZAYNAB, national_number="199012345678", page=None)
    again = replace(
        known,
        name=name,
        mother=mother,
        birth_date="1990/03/15",
        national_number="199012345679",
        external_id="two",
    )
    assert found(session, staff, known, again) == {frozenset({"one", "two"})}


def test_a_register_without_doubles_finds_none(session: Session, staff: Staff) -> None:
    assert found(session, staff) == set()


def test_each_field_says_what_it_weighs(session: Session, staff: Staff) -> None:
    put(session, *CROWD, ZAYNAB, replace(ZAYNAB, name=("زينت", "حسن", "علي", ""), external_id="two"))
    (pair,) = asked(session, staff.officer)
    why = {one.field: one for one in pair.why}
    assert (why["given"].code, why["father"].code, why["birth"].code) == ("slip", "same", "same")
    assert "laqab" not in why
    assert why["father"].weight > 0
    assert why["prior"].weight < 0
    assert 0.5 <= pair.score <= 1


def test_the_weights_add_up_to_the_score(session: Session, staff: Staff) -> None:
    put(session, *CROWD, ZAYNAB, replace(ZAYNAB, name=("زينب", "حسن", "", ""), page=None, external_id="two"))
    (pair,) = asked(session, staff.officer)
    bits = sum(one.weight for one in pair.why)
    assert pair.score == pytest.approx(1 / (1 + 2**-bits), abs=0.01)


def test_an_office_compares_its_own_people_alone(session: Session, staff: Staff) -> None:
    elsewhere = replace(ZAYNAB, office=BASRA, external_id="elsewhere")
    assert found(session, staff, ZAYNAB, elsewhere) == set()
    assert len(asked(session, staff.auditor)) == 1


def test_asking_is_an_event_without_a_name(session: Session, staff: Staff) -> None:
    found(session, staff, ZAYNAB)
    (event,) = events(session, staff.auditor, subject=(Subject.search, "duplicates"))
    assert event.details.keys() == {"compared", "found"}


def test_an_auditor_says_why_and_an_admin_may_not(session: Session, staff: Staff) -> None:
    with pytest.raises(ReasonNeeded):
        find_pairs(session, staff.auditor, " ")
    with pytest.raises(NotAllowed):
        asked(session, staff.admin)


def test_an_empty_register_has_no_pairs(session: Session, staff: Staff) -> None:
    assert asked(session, staff.officer) == ()


BROTHER = {
    "child_name": "محمد",
    "sex": "ذكر",
    "birth_date": "2013/02/11",
    "father_name": "مازن علي محمد الجبوري",
    "father_birth_year": "1980",
    "mother_name": "وحيدة قاسم",
    "father_register_number": "125",
    "father_page_number": "17",
}
SISTER = BROTHER | {"child_name": "شهد", "sex": "أنثى", "birth_date": "2015/09/30"}


def test_certificates_of_a_brother_and_a_sister_are_no_pair_though_their_father_is_one(
    session: Session, staff: Staff
) -> None:
    put(session, *CROWD)
    children = {registered(session, staff, "birth_certificate", one).id for one in (BROTHER, SISTER)}
    assert not any({one.record_a, one.record_b} == children for one in asked(session, staff.officer))


def test_the_table_of_a_pair_shows_the_two_whom_its_score_compared(session: Session, staff: Staff) -> None:
    put(session, *CROWD)
    again = BROTHER | {"birth_date": "2013/02/12"}
    twice = {registered(session, staff, "birth_certificate", one).id for one in (BROTHER, again)}
    registered(session, staff, "birth_certificate", SISTER)
    keep_pairs(session, staff.officer, asked(session, staff.officer))
    (line,) = pairs_in(session, staff.officer, PairState.waiting)
    assert {line.first, line.second} == twice
    said = {one.field: one for one in pair_view(session, staff.officer, line.id).fields}
    assert (said["given"].first, said["given"].code) == ("محمد", "same")
    assert (said["birth"].first, said["birth"].second, said["birth"].code) == (
        "2013/02/11",
        "2013/02/12",
        "slip",
    )
    assert all((one.first == one.second) == (one.code == "same") for one in said.values() if one.first)
