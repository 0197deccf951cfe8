"""Rules about ages and families, as tables of cases."""

import pytest

from registry.rules import Context, Draft, KnownPerson, Severity, check
from tests.registry.rules.table import TODAY, Case, judge, known

BIRTH, EXTRACT, MARRIAGE, PAGE = "birth_certificate", "record_extract", "marriage_contract", "register_page"


def _page(*people: KnownPerson, wives: int = 0) -> Context:
    return Context(TODAY, same_page=people, current_wives=wives)


BORN = {"birth_date": "2024/03/01"}


@pytest.mark.parametrize(
    "case",
    [
        Case(BIRTH, BORN | {"mother_birth_year": "1995", "father_birth_year": "1990"}, None),
        Case(BIRTH, BORN | {"mother_birth_year": "2012"}, None),
        Case(
            BIRTH,
            BORN | {"mother_birth_year": "2013"},
            ("mother_birth_year", "birth_date"),
            severity=Severity.WARN,
        ),
        Case(BIRTH, BORN | {"mother_birth_year": "1967"}, ("mother_birth_year", "birth_date")),
        Case(BIRTH, BORN | {"father_birth_year": "1932"}, ("father_birth_year", "birth_date")),
        Case(BIRTH, {"mother_birth_year": "2013"}, None),
    ],
)
def test_age_mother(case: Case) -> None:
    judge("AGE-MOTHER", case)


@pytest.mark.parametrize(
    "case",
    [
        Case(EXTRACT, {"birth_date": "1921"}, None),
        Case(EXTRACT, {"birth_date": "1919"}, ("birth_date",), severity=Severity.WARN),
        Case(EXTRACT, {"rows.3.birth_date": "1900/05/05"}, ("rows.3.birth_date",)),
        Case("death_certificate", {"birth_date": "1900", "death_date": "1980/01/01"}, None),
    ],
)
def test_age_life(case: Case) -> None:
    judge("AGE-LIFE", case)


WED = {"contract_date": "2020/06/01"}


@pytest.mark.parametrize(
    "case",
    [
        Case(MARRIAGE, WED | {"husband_birth": "1995/01/01", "wife_birth": "2002/06/01"}, None),
        Case(
            MARRIAGE,
            WED | {"wife_birth": "2002/06/02"},
            ("wife_birth", "contract_date"),
            severity=Severity.WARN,
        ),
        Case(MARRIAGE, WED | {"wife_birth": "2004", "judge_permission": "قرار ١٢"}, None),
        Case(
            MARRIAGE,
            WED | {"wife_birth": "2006", "judge_permission": "قرار ١٢"},
            ("wife_birth", "contract_date"),
            severity=Severity.BLOCK,
        ),
        Case(MARRIAGE, {"wife_birth": "2006"}, None),
    ],
)
def test_mar_age(case: Case) -> None:
    judge("MAR-AGE", case)


def _wives(count: int) -> dict[str, str]:
    return {f"rows.{number}.relation": "زوجة" for number in range(count)}


@pytest.mark.parametrize(
    "case",
    [
        Case(EXTRACT, _wives(1), None),
        Case(EXTRACT, _wives(2), tuple(_wives(2)), severity=Severity.WARN),
        Case(EXTRACT, _wives(5), tuple(_wives(5)), severity=Severity.ERROR),
        Case(MARRIAGE, {}, None, context=_page(wives=0)),
        Case(MARRIAGE, {}, ("husband_name",), context=_page(wives=1), severity=Severity.WARN),
        Case(MARRIAGE, {"judge_permission": "قرار ١٢"}, None, context=_page(wives=1)),
        Case(
            MARRIAGE,
            {"judge_permission": "قرار ١٢"},
            ("husband_name",),
            context=_page(wives=4),
            severity=Severity.ERROR,
        ),
    ],
)
def test_mar_count(case: Case) -> None:
    judge("MAR-COUNT", case)


HEAD = {"rows.0.relation": "رب الأسرة", "rows.0.name": "حسن علي جاسم"}
SON = {"rows.1.relation": "ابن"}


@pytest.mark.parametrize(
    "case",
    [
        Case(EXTRACT, HEAD | SON | {"rows.1.name": "كرار حسن علي"}, None),
        Case(EXTRACT, HEAD | SON | {"rows.1.name": "كرار"}, None),
        Case(
            EXTRACT, HEAD | SON | {"rows.1.name": "كرار حسين علي"}, ("rows.1.name",), severity=Severity.WARN
        ),
        Case(EXTRACT, HEAD | {"rows.1.relation": "أخ", "rows.1.name": "كرار كاظم"}, None),
        Case(
            PAGE,
            HEAD
            | SON
            | {"rows.1.name": "كرار", "rows.1.father_name": "حسن", "rows.1.grandfather_name": "كاظم"},
            ("rows.1.name",),
        ),
        Case(
            BIRTH,
            {"father_name": "حسن علي جاسم"},
            None,
            context=_page(known(given_key="فاطمه"), known(given_key="حسن", father_key="علي")),
        ),
        Case(
            BIRTH,
            {"father_name": "حسن علي جاسم"},
            ("father_name", "father_register_number", "father_page_number"),
            context=_page(known(given_key="كاظم", father_key="علي")),
        ),
        Case(BIRTH, {"father_name": "حسن علي جاسم"}, None),
    ],
)
def test_fam_chain(case: Case) -> None:
    judge("FAM-CHAIN", case)


def _children(*mothers: str) -> dict[str, str]:
    rows = {f"rows.{number}.relation": "ابنة" for number in range(len(mothers))}
    return rows | {f"rows.{number}.mother_name": mother for number, mother in enumerate(mothers)}


@pytest.mark.parametrize(
    "case",
    [
        Case(PAGE, _children("فاطمة جاسم", "فاطمة جاسم", "مريم كاظم"), None),
        Case(PAGE, _children("فاطمة جاسم", "فاطمه"), None),
        Case(
            PAGE,
            _children("فاطمة جاسم", "فاطمة كاظم"),
            ("rows.0.mother_name", "rows.1.mother_name"),
            severity=Severity.WARN,
        ),
    ],
)
def test_fam_mother(case: Case) -> None:
    judge("FAM-MOTHER", case)


@pytest.mark.parametrize(
    "case",
    [
        Case("national_card", {"grandfather_name": "علي", "laqab": "الجبوري"}, None),
        Case("national_card", {"grandfather_name": "", "laqab": ""}, None),
        Case("national_card", {"grandfather_name": "علي", "laqab": "على"}, ("grandfather_name", "laqab")),
    ],
)
def test_gf_laqab(case: Case) -> None:
    judge("GF-LAQAB", case)


def _born(*dates: str, mother: str = "فاطمة") -> dict[str, str]:
    rows = _children(*(mother for _ in dates))
    return rows | {f"rows.{number}.birth_date": born for number, born in enumerate(dates)}


@pytest.mark.parametrize(
    "case",
    [
        Case(PAGE, _born("2020/01/01", "2020/07/29"), None),
        Case(PAGE, _born("2020/01/01", "2020/01/01"), None),
        Case(PAGE, _born("2020/01/01", "2020/01/02"), None),
        Case(PAGE, _born("2020/01/01", "2020/07/01"), None),
        Case(PAGE, _born("2020", "2020/04/01"), None),
        Case(
            PAGE,
            _born("2020/01/01", "2020/04/01"),
            ("rows.0.birth_date", "rows.1.birth_date"),
            severity=Severity.WARN,
        ),
        Case(
            BIRTH,
            {"birth_date": "2020/04/01", "mother_name": "فاطمة جاسم", "child_name": "كرار"},
            ("birth_date",),
            context=_page(known(given_key="علي", mother_key="فاطمه", birth_date="2020/01/01")),
        ),
        Case(
            BIRTH,
            {"birth_date": "2020/04/01", "mother_name": "فاطمة جاسم", "child_name": "كرار"},
            None,
            context=_page(known(given_key="كرار", mother_key="فاطمه", birth_date="2020/01/01")),
        ),
    ],
)
def test_sib_gap(case: Case) -> None:
    judge("SIB-GAP", case)


UNSAID = ("مجهولة", "غير معروفة", "N/A")


def test_children_of_unknown_mothers_are_no_siblings() -> None:
    rows = {
        f"rows.{n}.{key}": value
        for n, word in enumerate(UNSAID)
        for key, value in {
            "relation": "ابنة",
            "name": f"زينب{n}",
            "mother_name": word,
            "birth_date": f"2001/0{n + 1}/01",
        }.items()
    }
    judge("SIB-GAP", Case(EXTRACT, rows, None))
    named = rows | {f"rows.{n}.mother_name": "هدى كاظم" for n in range(3)}
    judge("SIB-GAP", Case(EXTRACT, named, ("rows.0.birth_date", "rows.1.birth_date")))


def test_an_unknown_mother_of_a_known_father_is_nobodys_mother() -> None:
    rows = {"rows.0.mother_name": "مجهولة كاظم علي", "rows.1.mother_name": "مجهولة جواد حسن"}
    rows |= {"rows.0.relation": "ابن", "rows.1.relation": "ابن"}
    judge("FAM-MOTHER", Case(EXTRACT, rows, None))


def test_an_unknown_grandfather_and_laqab_were_not_mixed_up() -> None:
    found = check(Draft(EXTRACT, {"grandfather_name": "مجهول", "laqab": "مجهول"}), Context(TODAY))
    assert "GF-LAQAB" not in {finding.rule for finding in found}
