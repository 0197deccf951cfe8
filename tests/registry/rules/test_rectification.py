"""Rules about places and about changing what is registered, as tables of cases."""

import pytest

from registry.rules import Context, Rectified, Severity
from tests.registry.rules.table import TODAY, Case, judge

DECISION, EXTRACT = "rectification_decision", "record_extract"
# Salah ad-Din was made in 1976; Tikrit lay in Baghdad before.
OLD = {"registry_office": "دائرة أحوال تكريت", "governorate": "بغداد"}


@pytest.mark.parametrize(
    "case",
    [
        Case("register_page", {"registry_office": "دائرة أحوال الكرخ", "governorate": "بغداد"}, None),
        Case("register_page", {"registry_office": "دائرة أحوال الموصل", "governorate": "نينوى"}, None),
        Case("register_page", {"registry_office": "مكان لا نعرفه أبدا", "governorate": "بغداد"}, None),
        Case("register_page", {"registry_office": "دائرة أحوال الكرخ"}, None),
        Case("register_page", {"registry_office": "أحوال تكريت", "governorate": "بغداد"}, None),
        Case(EXTRACT, {**OLD, "birth_date": "1970/03/14"}, None),
        Case(EXTRACT, {**OLD, "birth_date": "1970/03/14", "extract_date": "2024/02/01"}, None),
        Case(EXTRACT, {**OLD, "birth_date": "1990/03/14"}, ("registry_office", "governorate")),
        Case(
            EXTRACT,
            {"registry_office": "أحوال زاخو", "governorate": "لواء الموصل", "birth_date": "1955"},
            None,
        ),
        Case(
            "register_page",
            {"registry_office": "دائرة أحوال الكرخ", "governorate": "البصرة"},
            ("registry_office", "governorate"),
            severity=Severity.ERROR,
        ),
    ],
)
def test_reg_place(case: Case) -> None:
    judge("REG-PLACE", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(DECISION, {"authority": "محكمة بداءة الكرخ", "field_corrected": "تاريخ الولادة"}, None),
        Case(DECISION, {"authority": "مديرية الجنسية العامة", "field_corrected": "اللقب"}, None),
        Case(
            DECISION,
            {"authority": "مديرية الجنسية العامة", "field_corrected": "تاريخ الولادة"},
            ("authority", "field_corrected"),
            severity=Severity.BLOCK,
        ),
        Case(DECISION, {"field_corrected": "اللقب"}, ("authority", "field_corrected")),
        Case("national_card", {}, None),
    ],
)
def test_cert_court(case: Case) -> None:
    judge("CERT-COURT", case)


COURT = "محكمة بداءة الكرخ"
BEFORE = Context(TODAY, rectified=(Rectified("laqab", "الجبوري", changed=True),))
DATED = Context(TODAY, rectified=(Rectified("birth_date", "1990/03/14", changed=False),))


@pytest.mark.parametrize(
    "case",
    [
        Case(DECISION, {"field_corrected": "اللقب", "new_value": "العبيدي"}, None),
        Case(DECISION, {"field_corrected": "الاسم", "new_value": "زينة"}, None, context=BEFORE),
        Case(DECISION, {"field_corrected": "تاريخ الولادة", "new_value": "1990/03/14"}, None, context=DATED),
        Case(
            DECISION,
            {"authority": COURT, "field_corrected": "اللقب", "new_value": "الربيعي"},
            None,
            context=BEFORE,
        ),
        Case(
            DECISION,
            {"authority": COURT, "field_corrected": "اللقب", "new_value": "الجبوري"},
            ("field_corrected", "new_value"),
            context=BEFORE,
        ),
        Case(
            DECISION,
            {"field_corrected": "اللقب", "new_value": "العبيدي"},
            ("field_corrected", "new_value"),
            context=BEFORE,
            severity=Severity.WARN,
        ),
        Case(
            DECISION,
            {"field_corrected": "اللقب", "new_value": "الجبورى"},
            ("field_corrected", "new_value"),
            context=BEFORE,
        ),
    ],
)
def test_name_once(case: Case) -> None:
    judge("NAME-ONCE", case)


NOTICE = {"field_corrected": "الاسم", "publication_reference": "جريدة الصباح 2024/03/01"}


@pytest.mark.parametrize(
    "case",
    [
        Case(DECISION, NOTICE | {"decision_date": "2024/03/16"}, None),
        Case(
            DECISION,
            NOTICE | {"decision_date": "2024/03/15"},
            ("publication_reference", "decision_date"),
            severity=Severity.WARN,
        ),
        Case(DECISION, {"field_corrected": "الاسم"}, ("publication_reference",)),
        Case(DECISION, {"field_corrected": "تاريخ الولادة"}, None),
        Case(DECISION, {"field_corrected": "الاسم", "publication_reference": "جريدة رسمية"}, None),
    ],
)
def test_name_pub(case: Case) -> None:
    judge("NAME-PUB", case)
