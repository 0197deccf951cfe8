"""Rules about names by themselves, as tables of cases."""

import pytest

from registry.rules import Context, Severity
from tests.registry.rules.table import TODAY, Case, judge, known

CARD, BIRTH, MARRIAGE = "national_card", "birth_certificate", "marriage_contract"
HERE = Context(TODAY, same_page=(known(given_key="نور", father_key="حسن", sex="أنثى"),))


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"given_name": "زينب", "laqab": "الجبوري"}, None),
        Case(CARD, {"given_name": "هى"}, None),
        Case(CARD, {"document_number": "A"}, None),
        Case(BIRTH, {"father_name": "كريم حسن أبو بكر"}, None),
        Case(CARD, {"given_name": "ز"}, ("given_name",), severity=Severity.WARN),
        Case(BIRTH, {"father_name": "كريم ح علي"}, ("father_name",), severity=Severity.WARN),
        Case("record_extract", {"rows.3.name": "م"}, ("rows.3.name",)),
        Case(CARD, {"given_name": "ز" * 120}, None),
        Case(CARD, {"given_name": "ز" * 300}, ("given_name",), severity=Severity.ERROR),
    ],
)
def test_name_len(case: Case) -> None:
    judge("NAME-LEN", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(BIRTH, {"father_name": "كريم حسن علي", "mother_name": "فاطمة جاسم"}, None),
        # A name that both bear, and one that the list lacks, say nothing.
        Case(BIRTH, {"father_name": "نور حسن علي", "mother_name": "نور جاسم"}, None),
        Case(BIRTH, {"father_name": "زرزور حسن علي"}, None),
        Case(BIRTH, {"child_name": "فاطمة"}, None),
        Case(BIRTH, {"father_name": "فاطمة حسن علي"}, ("father_name",), severity=Severity.WARN),
        Case(CARD, {"mother_name": "كريم"}, ("mother_name",)),
        Case(MARRIAGE, {"husband_name": "زينب حسن", "wife_name": "كريم علي"}, ("husband_name", "wife_name")),
        Case(BIRTH, {"father_name": "نور حسن علي"}, ("father_name",), context=HERE),
        Case(BIRTH, {"father_name": "نور جاسم علي"}, None, context=HERE),
    ],
)
def test_parent_sex(case: Case) -> None:
    judge("PARENT-SEX", case)
