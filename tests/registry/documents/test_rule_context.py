"""What the registry knows around a paper: rules are told, and a name alone decides nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from reference.typefile import parse_type
from registry.database.clock import Tick
from registry.database.sessions import SURROUNDINGS, surroundings
from registry.documents.documents import document_view
from registry.documents.rule_context import context_for
from registry.domain.errors import Blocked
from registry.models.documents import Document
from tests.registry.office import FRONT, Staff
from tests.registry.registered import DECISION, EXTRACT, document_of, registered, sign

WED = {"husband_name": "حسن علي جاسم", "contract_date": "2010/01/01"}


def _rules(session: Session, staff: Staff, document: Document) -> set[str]:
    view = document_view(session, staff.clerk, document.id)
    return {finding.rule for finding in view.findings}


def _wedding(session: Session, staff: Staff, wife: str) -> Document:
    return document_of(session, staff, "marriage_contract", WED | {"wife_name": wife})


def test_a_number_that_another_person_bears_stops_the_paper(session: Session, staff: Staff) -> None:
    registered(session, staff, "national_card", FRONT)
    document = document_of(session, staff, "national_card", FRONT | {"given_name": "كاظم", "sex": "ذكر"})
    assert "NN-UNIQ" in _rules(session, staff, document)
    with pytest.raises(Blocked) as refused:
        sign(session, staff.clerk, document)
    assert refused.value.params["rules"] == "NN-UNIQ"


def test_a_new_card_of_the_same_person_is_no_fraud(session: Session, staff: Staff) -> None:
    registered(session, staff, "national_card", FRONT)
    again = document_of(session, staff, "national_card", FRONT | {"document_number": "AB7654321"})
    assert "NN-UNIQ" not in _rules(session, staff, again)


def test_a_second_current_wife_is_asked_about(session: Session, staff: Staff) -> None:
    registered(session, staff, "marriage_contract", WED | {"wife_name": "فاطمة كاظم حسين"})
    assert "MAR-COUNT" in _rules(session, staff, _wedding(session, staff, "مريم جواد كاظم"))


def test_the_same_marriage_again_a_divorce_and_a_death_count_no_wife(session: Session, staff: Staff) -> None:
    registered(session, staff, "marriage_contract", WED | {"wife_name": "فاطمة كاظم حسين"})
    registered(session, staff, "divorce_deed", {**WED, "wife_name": "فاطمة كاظم حسين", "contract_date": ""})
    registered(session, staff, "marriage_contract", WED | {"wife_name": "زهراء علي محمد"})
    registered(session, staff, "death_certificate", {"deceased_name": "زهراء علي محمد"})
    assert "MAR-COUNT" not in _rules(session, staff, _wedding(session, staff, "مريم جواد كاظم"))


def test_a_father_who_does_not_stand_on_the_page_is_asked_about(session: Session, staff: Staff) -> None:
    registered(session, staff, "record_extract", EXTRACT)
    born = {"child_name": "كرار", "father_register_number": "125", "father_page_number": "17"}
    document = document_of(session, staff, "birth_certificate", born | {"father_name": "كاظم جواد"})
    assert "FAM-CHAIN" in _rules(session, staff, document)


def test_a_decision_without_a_court_stops_at_the_desk(session: Session, staff: Staff) -> None:
    values = DECISION | {"authority": "مختار المحلة", "subject_name": "ثامر زيدان مجيد"}
    document = document_of(session, staff, "rectification_decision", values)
    with pytest.raises(Blocked):
        sign(session, staff.clerk, document)


OWN_FORM = """
key = "own_form"
sides = ["page"]
titles = ["استمارة الدائرة"]
source = "the office's own form"
name = { ar = "استمارة الدائرة", ckb = "فۆرمی فەرمانگە", en = "The office's form" }
"""
OWN_FIELD = """
[[fields]]
key = "{key}"
name = {{ ar = "حقل", ckb = "خانە", en = "Field" }}
side = "page"
kind = {said}
"""


@pytest.mark.parametrize(
    ("said", "value", "rule"),
    [
        ('"name_chain"\nrole = "mother"', "كريم حسن علي", "PARENT-SEX"),
        ('"name_chain"\nrole = "husband"', "زينب حسن علي", "PARENT-SEX"),
        ('"name_part"', "ز", "NAME-LEN"),
        ('"date"', "1990/02/31", "DATE-REAL"),
    ],
)
def test_an_offices_own_form_keeps_the_rules_of_names_and_dates(
    session: Session, staff: Staff, said: str, value: str, rule: str
) -> None:
    form = parse_type("own_form.toml", OWN_FORM + OWN_FIELD.format(key="f7", said=said))
    around = surroundings(session)
    session.info[SURROUNDINGS] = replace(around, types={**around.types, form.key: form})
    document = document_of(session, staff, "own_form", {"f7": value})
    assert _rules(session, staff, document) == {rule}
    plain = parse_type("own_form.toml", OWN_FORM + OWN_FIELD.format(key="f7", said='"text"'))
    session.info[SURROUNDINGS] = replace(around, types={**around.types, form.key: plain})
    assert _rules(session, staff, document_of(session, staff, "own_form", {"f7": value})) == set()


class NightClock:
    """An hour before midnight in UTC, which is two in the morning in Baghdad."""

    def now(self, session: Session) -> datetime:
        return datetime(2026, 3, 9, 23, 0, tzinfo=UTC)

    def tick(self, session: Session) -> Tick:
        return Tick(0.0, "night")


def test_a_child_born_after_midnight_in_baghdad_is_born_today(session: Session, staff: Staff) -> None:
    document = document_of(session, staff, "national_card", FRONT | {"birth_date": "2026/03/10"})
    session.info[SURROUNDINGS] = replace(surroundings(session), clock=NightClock())
    assert context_for(session, document, {}).today == date(2026, 3, 10)
