"""The rules as data: every one is there, with a severity, a law where one says so, and a source."""

import pytest

from reference.errors import BrokenTable
from reference.rows import rows
from reference.rules import RuleKind, Severity, rules


def test_all_rules_are_there() -> None:
    assert len(rules()) == 40


def test_every_rule_has_its_words_and_its_source() -> None:
    assert all(spec.text and spec.source and spec.applies_to for spec in rules().values())


def test_a_policy_is_no_check() -> None:
    assert rules()["SENS"].kind is RuleKind.POLICY
    assert rules()["NN-CHECK"].kind is RuleKind.NOTE


@pytest.mark.parametrize(
    ("rule", "severity", "law"),
    [
        ("CERT-COURT", Severity.BLOCK, "Law 148/1971 art 21(2)"),
        ("NAME-ONCE", Severity.WARN, "Law 3/2016 arts 21, 23"),
        ("MAR-COUNT", Severity.WARN, "Law 188/1959 art 3"),
        ("DATE-PREC", Severity.INFO, ""),
    ],
)
def test_a_rule_names_the_article_it_rests_on(rule: str, severity: Severity, law: str) -> None:
    assert (rules()[rule].severity, rules()[rule].law) == (severity, law)


def test_a_table_without_a_column_is_told_off() -> None:
    with pytest.raises(BrokenTable, match=r"rules\.csv lacks the columns article"):
        rows("rules", "article")
