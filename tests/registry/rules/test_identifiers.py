"""Rules about numbers, as tables of cases."""

import pytest

from registry.rules import Context, Severity
from tests.registry.rules.table import TODAY, Case, judge, known, zone

CARD = "national_card"
NUMBER = ("national_number",)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"national_number": "199012345678"}, None),
        Case(CARD, {}, None),
        Case(CARD, {"national_number": "19901234567"}, NUMBER, severity=Severity.ERROR),
        Case(CARD, {"national_number": "1990123456789"}, NUMBER),
        Case(CARD, {"national_number": "19901234567A"}, NUMBER),
        Case(CARD, {"national_number": "١٩٩٠١٢٣٤٥٦٧٨"}, NUMBER),
    ],
)
def test_nn_len(case: Case) -> None:
    judge("NN-LEN", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"national_number": "199012345678", "birth_date": "1990/03/14"}, None),
        Case(CARD, {"national_number": "199012345678", "birth_date": "1990"}, None),
        Case(CARD, {"national_number": "199012345678", "birth_date": "1989-1991"}, None),
        Case(CARD, {"national_number": "199012345678"}, None),
        Case(CARD, {"national_number": "12", "birth_date": "1990/03/14"}, None),
        Case(
            CARD,
            {"national_number": "199012345678", "birth_date": "1991/03/14"},
            ("national_number", "birth_date"),
            severity=Severity.WARN,
        ),
    ],
)
def test_nn_year(case: Case) -> None:
    judge("NN-YEAR", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"national_number": "199012345678"}, None, zone()),
        Case(CARD, {"national_number": "199012345678"}, None),
        Case(CARD, {"national_number": "199012345678"}, None, zone(optional="")),
        Case(CARD, {}, None, zone()),
        Case(CARD, {"national_number": "199012345679"}, NUMBER, zone()),
    ],
)
def test_nn_same(case: Case) -> None:
    judge("NN-SAME", case)


ZAINAB = {
    "national_number": "1",
    "given_name": "زينب",
    "father_name": "حسن",
    "birth_date": "1990/03/14",
    "sex": "أنثى",
}
SAME = known(given_key="زينب", father_key="حسن", birth_year=1990, sex="أنثى")


def _number(*people: object) -> Context:
    return Context(TODAY, same_number=people)  # type: ignore[arg-type]  # known() above makes them


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, ZAINAB, None),
        Case(CARD, ZAINAB, None, context=_number(SAME)),
        Case(CARD, ZAINAB, None, context=_number(known(given_key="زينه", father_key="حسن"))),
        Case(CARD, ZAINAB | {"birth_date": "1989-1991"}, None, context=_number(SAME)),
        Case(
            CARD,
            ZAINAB,
            ("national_number", "given_name"),
            context=_number(SAME, known(given_key="كاظم")),
            severity=Severity.BLOCK,
        ),
        Case(CARD, ZAINAB, ("national_number", "birth_date"), context=_number(known(birth_year=1991))),
        Case(CARD, ZAINAB, ("national_number", "sex"), context=_number(known(sex="ذكر"))),
    ],
)
def test_nn_uniq(case: Case) -> None:
    judge("NN-UNIQ", case)


DOCUMENT = ("document_number",)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"document_number": "AB1234567"}, None, zone()),
        Case(CARD, {"document_number": "A12345678"}, None),
        Case(CARD, {"document_number": "A1234567"}, DOCUMENT, severity=Severity.ERROR),
        Case(CARD, {"document_number": "ABC123456"}, DOCUMENT),
        Case(CARD, {"document_number": "AB123456789"}, DOCUMENT),
        Case(CARD, {"document_number": "AB1234568"}, DOCUMENT, zone()),
        Case("birth_proof", {"document_number": "17/2024"}, None),
    ],
)
def test_doc_fmt(case: Case) -> None:
    judge("DOC-FMT", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"card_access_number": "123456"}, None),
        Case(CARD, {"card_access_number": "12345"}, ("card_access_number",), severity=Severity.WARN),
        Case(CARD, {"card_access_number": "12345O"}, ("card_access_number",)),
    ],
)
def test_can_fmt(case: Case) -> None:
    judge("CAN-FMT", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"family_number": "1234L678901234567"}, None),
        Case(CARD, {"family_number": "1234L6789012M45678"}, None),
        Case(CARD, {"family_number": "1234"}, ("family_number",), severity=Severity.WARN),
        Case(CARD, {"family_number": "1234L6789012m45678"}, ("family_number",)),
    ],
)
def test_fam_fmt(case: Case) -> None:
    judge("FAM-FMT", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"blood_group": "AB-"}, None),
        Case(CARD, {"blood_group": "A"}, ("blood_group",), severity=Severity.WARN),
        Case(CARD, {"blood_group": "C+"}, ("blood_group",)),
    ],
)
def test_blood(case: Case) -> None:
    judge("BLOOD", case)


@pytest.mark.parametrize(
    "case",
    [
        Case("record_extract", {"register_number": "125", "page_number": "10"}, None),
        Case("record_extract", {"register_number": "125/أ"}, None),
        Case("record_extract", {}, None),
        Case("record_extract", {"page_number": "0"}, ("page_number",), severity=Severity.ERROR),
        Case("birth_certificate", {"father_register_number": "00"}, ("father_register_number",)),
    ],
)
def test_reg_num(case: Case) -> None:
    judge("REG-NUM", case)
