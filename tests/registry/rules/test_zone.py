"""Rules about the machine-readable zone, as tables of cases."""

import pytest

from registry.rules import Severity
from tests.registry.rules.table import Case, judge, zone

CARD = "national_card"
LINES = ("mrz_line_1", "mrz_line_2", "mrz_line_3")
GOOD = zone()


def _changed(line: int, place: int, sign: str) -> tuple[str, ...]:
    lines = list(GOOD)
    lines[line] = lines[line][:place] + sign + lines[line][place + 1 :]
    return tuple(lines)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {}, None),
        Case(CARD, {}, None, GOOD),
        Case(CARD, {}, LINES[:2], GOOD[:2], severity=Severity.ERROR),
        Case(CARD, {}, LINES, (GOOD[0][:-1], *GOOD[1:])),
        Case(CARD, {}, LINES, _changed(0, 20, "é")),
    ],
)
def test_mrz_len(case: Case) -> None:
    judge("MRZ-LEN", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {}, None, GOOD),
        Case(CARD, {}, LINES, _changed(0, 7, "9"), severity=Severity.ERROR),
        Case(CARD, {}, LINES, _changed(1, 0, "8"), severity=Severity.ERROR),
        Case(CARD, {}, LINES, _changed(1, 29, "7"), severity=Severity.WARN),
        Case(CARD, {}, LINES, GOOD, mrz_checks={"birth_date": False}, severity=Severity.ERROR),
        Case(CARD, {}, None, _changed(1, 29, "7"), mrz_checks={"composite": True}),
    ],
)
def test_mrz_chk(case: Case) -> None:
    judge("MRZ-CHK", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {}, None, GOOD),
        Case(CARD, {}, None, zone(birth_date="90<<<<")),
        Case(CARD, {}, LINES, zone(birth_date="900231"), severity=Severity.ERROR),
        Case(CARD, {}, LINES, zone(expiry_date="311301"), severity=Severity.ERROR),
    ],
)
def test_mrz_date(case: Case) -> None:
    judge("MRZ-DATE", case)


NAMES = {"given_name": "زينب", "father_name": "حسن", "laqab": "الجبوري"}
NAMED = zone(names="ALJBWRY<<ZYNB<XHSN")


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {}, None, NAMED),
        Case(CARD, {"given_name": "زينب"}, None, zone(names="<<ZYNB")),
        Case(CARD, {"given_name": "كاظم"}, ("given_name",), NAMED, severity=Severity.WARN),
        Case("passport", {"given_name": "كاظم"}, None, NAMED),
        Case(CARD, {"given_name": "عبد الله"}, None, zone(names="<<EBD<ALLH<HSN")),
    ],
)
def test_mrz_name(case: Case) -> None:
    judge("MRZ-NAME", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(CARD, {"sex": "أنثى"}, None, GOOD),
        Case(CARD, {"sex": "ذكر"}, ("sex",), GOOD, severity=Severity.ERROR),
        Case(CARD, {"sex": "ذكر"}, None, zone(sex="<")),
        Case(CARD, {}, None, GOOD),
    ],
)
def test_sex_same(case: Case) -> None:
    judge("SEX-SAME", case)
