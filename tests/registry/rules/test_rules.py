"""The rules as a whole: every rule that can be checked is checked, and no reading makes one fail."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.documents import document_types
from reference.rules import RuleKind, rules
from registry.rules import CHECKS, Context, Draft, Severity, check

TYPES = document_types()
PATHS = sorted(
    {field.key for kind in TYPES.values() for field in kind.fields}
    | {
        f"rows.{row}.{column.key}"
        for row in (0, 1)
        for kind in TYPES.values()
        for field in kind.fields
        for column in field.columns
    }
)
WORDS = st.sampled_from(
    [
        "",
        "زينب",
        "زوجة",
        "ابن",
        "رب الأسرة",
        "محكمة بداءة الكرخ",
        "1990/02/30",
        "1/7/1980",
        "هـ 1400",
        "199012345678",
        "ذكر",
        "الاسم",
        "0",
        "-",
    ]
)


def test_every_rule_that_can_be_checked_has_its_predicate() -> None:
    checkable = {spec.id for spec in rules().values() if spec.kind is RuleKind.CHECK}
    assert set(CHECKS) == checkable


def test_what_has_no_predicate_is_kept_by_rights_or_is_a_note() -> None:
    others = {spec.id: spec.kind for spec in rules().values() if spec.id not in CHECKS}
    assert others == {"NN-CHECK": RuleKind.NOTE, "DUP-KEY": RuleKind.POLICY, "SENS": RuleKind.POLICY}


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_a_rule_tells_in_its_first_word_which_it_is(rule: str) -> None:
    assert (CHECKS[rule].__doc__ or "").startswith(f"{rule}:")


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_an_empty_paper_says_nothing(kind: str) -> None:
    found = check(Draft(kind, {}, form=TYPES[kind]), Context(date(2026, 11, 23)))
    assert {finding.rule for finding in found} <= {"CERT-COURT"}


@given(
    st.sampled_from(sorted(TYPES)),
    st.dictionaries(st.sampled_from(PATHS), st.one_of(WORDS, st.text(max_size=20)), max_size=12),
    st.lists(st.text("ABC<19", min_size=28, max_size=44), max_size=3).map(tuple),
)
def test_no_paper_makes_a_rule_fail(kind: str, values: dict[str, str], mrz: tuple[str, ...]) -> None:
    found = check(Draft(kind, values, mrz, form=TYPES[kind]), Context(date(2026, 11, 23)))
    gravity = [list(Severity).index(finding.severity) for finding in found]
    assert gravity == sorted(gravity)
    assert len({finding.rule for finding in found}) == len(found)
