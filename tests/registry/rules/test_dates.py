"""Rules about dates, as tables of cases."""

import pytest

from registry.rules import Severity
from tests.registry.rules.table import Case, judge

CARD, BIRTH, DEATH = "national_card", "birth_certificate", "death_certificate"


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"birth_date": "1990/03/14", "issue_date": "2021"}, None),
        Case(CARD, {"birth_date": "1990/02/30"}, ("birth_date",), severity=Severity.ERROR),
        Case(CARD, {"birth_date": "1990/13/01", "issue_date": "x"}, ("birth_date", "issue_date")),
        Case("record_extract", {"rows.0.birth_date": "31/02/1980"}, ("rows.0.birth_date",)),
        Case("marriage_contract", {"wife_birth": "الثلاثاء"}, ("wife_birth",)),
        Case(CARD, {"given_name": "1990/02/30"}, None),
    ],
)
def test_date_real(case: Case) -> None:
    judge("DATE-REAL", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"birth_date": "1957/07/01"}, ("birth_date",), severity=Severity.INFO),
        Case(CARD, {"birth_date": "1957/01/07"}, None),
        Case(CARD, {"birth_date": "1957"}, None),
        Case(CARD, {"issue_date": "2019/07/01"}, None),
    ],
)
def test_date_prec(case: Case) -> None:
    judge("DATE-PREC", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"birth_date": "1975/04/28"}, ("birth_date",), severity=Severity.INFO),
        Case(CARD, {"birth_date": "2005/04/28"}, None),
        Case(CARD, {"birth_date": "1975/04/27"}, None),
    ],
)
def test_date_2804(case: Case) -> None:
    judge("DATE-2804", case)


EXPIRY = ("issue_date", "expiry_date")


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"issue_date": "2021/05/02", "expiry_date": "2031/05/01"}, None),
        Case(CARD, {"issue_date": "2021/05/02", "expiry_date": "2031/05/31"}, None),
        Case(CARD, {"issue_date": "2020/02/29", "expiry_date": "2030/02/28"}, None),
        Case(CARD, {"issue_date": "2021", "expiry_date": "2039"}, None),
        Case(CARD, {"issue_date": "2021/05/02", "expiry_date": "2029/05/01"}, EXPIRY, severity=Severity.WARN),
        Case("passport", {"issue_date": "2021/05/02", "expiry_date": "2029/05/01"}, None),
    ],
)
def test_exp_nid(case: Case) -> None:
    judge("EXP-NID", case)


@pytest.mark.parametrize(
    "case",
    [
        Case("passport", {"issue_date": "2021/05/02", "expiry_date": "2029/05/01"}, None),
        Case("passport", {"issue_date": "2021/05/02", "expiry_date": "2031/05/01"}, EXPIRY),
        Case(CARD, {"issue_date": "2021/05/02", "expiry_date": "2031/05/01"}, None),
    ],
)
def test_exp_pass(case: Case) -> None:
    judge("EXP-PASS", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"birth_date": "1990/03/14", "issue_date": "2021/05/02"}, None),
        Case(CARD, {"birth_date": "2021", "issue_date": "2021/05/02"}, None),
        Case(CARD, {"birth_date": "2021/07/01", "issue_date": "2021/05/02"}, None),
        Case(CARD, {"birth_date": "2022", "issue_date": "2021/05/02"}, ("birth_date", "issue_date")),
        Case(CARD, {"issue_date": "2031/05/01", "expiry_date": "2021/05/02"}, ("issue_date", "expiry_date")),
        Case(CARD, {"birth_date": "2027/01/01"}, ("birth_date",), severity=Severity.ERROR),
        Case(CARD, {"expiry_date": "2036/05/01"}, None),
        Case(CARD, {"expiry_date": "2016/05/01"}, None),
        Case(DEATH, {"birth_date": "1950/01/02", "death_date": "1949/01/01"}, ("birth_date", "death_date")),
        Case(
            DEATH,
            {"death_date": "2020/02/01", "registration_date": "2020/01/01"},
            ("death_date", "registration_date"),
        ),
        Case(
            "marriage_contract",
            {"wife_birth": "2001", "contract_date": "1999/1/1"},
            ("wife_birth", "contract_date"),
        ),
        Case(DEATH, {"birth_date": "1400/01/05 هـ", "death_date": "1980/03/01"}, None),
    ],
)
def test_ord_1(case: Case) -> None:
    judge("ORD-1", case)


LATE = ("birth_date", "registration_date")
HOSPITAL = {"birth_date": "2024/03/01", "institution": "مستشفى الكرخ"}


@pytest.mark.parametrize(
    "case",
    [
        Case(BIRTH, HOSPITAL | {"registration_date": "2024/03/16"}, None),
        Case(BIRTH, HOSPITAL | {"registration_date": "2024/03/17"}, LATE, severity=Severity.INFO),
        Case(BIRTH, {"birth_date": "2024/03/01", "registration_date": "2024/03/31"}, None),
        Case(BIRTH, {"birth_date": "2024/03/01", "registration_date": "2024/04/01"}, LATE),
        Case(BIRTH, {"birth_date": "2024", "registration_date": "2024/12/31"}, None),
        Case(DEATH, {"birth_date": "1950/03/01", "registration_date": "2024/04/01"}, None),
        Case(
            BIRTH,
            {"birth_date": "2024/03/01", "registration_date": "2024/04/20", "registry_office": "السفارة"},
            None,
        ),
    ],
)
def test_reg_late(case: Case) -> None:
    judge("REG-LATE", case)


ABROAD = {"birth_date": "2024/03/01", "registry_office": "قنصلية العراق"}


@pytest.mark.parametrize(
    "case",
    [
        Case(BIRTH, ABROAD | {"registration_date": "2024/04/30"}, None),
        Case(BIRTH, ABROAD | {"registration_date": "2024/05/01"}, LATE, severity=Severity.INFO),
        Case(BIRTH, {"birth_date": "2024/03/01", "registration_date": "2024/05/01"}, None),
        Case(
            DEATH,
            {"death_date": "2024/03/01", "registration_date": "2024/04/16", "certifier": "سفارة العراق"},
            ("death_date", "registration_date"),
        ),
    ],
)
def test_reg_abroad(case: Case) -> None:
    judge("REG-ABROAD", case)
