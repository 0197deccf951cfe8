"""An extract against a certificate of the same person, as tables of cases."""

import pytest

from registry.rules import Context, KnownPerson, Severity
from tests.registry.rules.table import TODAY, Case, judge, known

EXTRACT, BIRTH = "record_extract", "birth_certificate"
CHILD = {"child_name": "زينب", "father_name": "كريم حسن علي", "mother_name": "فاطمة جاسم", "sex": "أنثى"}
SUBJECT = {"given_name": "زينب", "father_name": "كريم", "grandfather_name": "حسن", "mother_name": "فاطمة"}


def beside(kind: str, **values: object) -> Context:
    """A page on which another paper names the same person."""
    base: dict[str, object] = {
        "document_type": kind,
        "given_key": "زينب",
        "father_key": "كريم",
        "grandfather_key": "حسن",
        "mother_key": "فاطمه",
        "birth_date": "1990/03/14",
        "sex": "أنثى",
    }
    person: KnownPerson = known(**{**base, **values})
    return Context(TODAY, same_page=(person,))


@pytest.mark.parametrize(
    "case",
    [
        Case(BIRTH, {**CHILD, "birth_date": "1990/03/14"}, None, context=beside(EXTRACT)),
        Case(BIRTH, {**CHILD, "birth_date": "1990"}, None, context=beside(EXTRACT)),
        Case(BIRTH, {**CHILD, "birth_date": "1990/03/14"}, None, context=beside(EXTRACT, birth_date="1990")),
        Case(BIRTH, {**CHILD, "birth_date": "1991/03/14"}, None, context=beside(BIRTH)),
        Case(BIRTH, {**CHILD, "birth_date": "1991/03/14"}, None, context=beside(EXTRACT, given_key="مريم")),
        Case(BIRTH, {**CHILD, "birth_date": "1991/03/14"}, None, context=beside(EXTRACT, role="mother")),
        Case(BIRTH, CHILD, None, context=beside(EXTRACT)),
        Case(
            BIRTH,
            {**CHILD, "birth_date": "1991/03/14"},
            ("birth_date",),
            context=beside(EXTRACT),
            severity=Severity.WARN,
        ),
        Case(BIRTH, {**CHILD, "birth_date": "1991"}, ("birth_date",), context=beside(EXTRACT, role="member")),
        Case(BIRTH, {**CHILD, "sex": "ذكر"}, ("sex",), context=beside(EXTRACT)),
        Case(BIRTH, CHILD, ("father_name",), context=beside(EXTRACT, grandfather_key="محمود")),
        Case(EXTRACT, SUBJECT, None, context=beside(BIRTH)),
        Case(EXTRACT, SUBJECT, ("mother_name",), context=beside(BIRTH, mother_key="هدى")),
        Case(EXTRACT, SUBJECT, ("grandfather_name",), context=beside(BIRTH, grandfather_key="محمود")),
        Case("national_card", {**SUBJECT, "birth_date": "1991"}, None, context=beside(EXTRACT)),
    ],
)
def test_ext_cert(case: Case) -> None:
    judge("EXT-CERT", case)
