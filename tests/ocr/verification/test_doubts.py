"""Each doubt that evidence tells has its rule; what the paper shows is told of any value."""

from dataclasses import replace

import pytest

from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.verification.doubts import RULES, DoubtRule, doubts_of, in_order, trusted_agreement

SURE = Evidence(
    Group.NAME, Agreement.AGREED, weakest=0.999, second=0.95, known=1.0, again=1.0, wide=1.0, gap=4.0
)
CASES = [
    (Doubt.HANDWRITTEN, replace(SURE, handwritten=True), Agreement.DIFFERED),
    (Doubt.TWO_OR_THREE, replace(SURE, alike=True), Agreement.DIFFERED),
    (Doubt.IMPLAUSIBLE, replace(SURE, plausible=False), Agreement.DIFFERED),
    (Doubt.READ_ANEW, replace(SURE, again=0.0), Agreement.DIFFERED),
    (Doubt.MAY_BE_CUT, replace(SURE, wide=0.0), Agreement.DIFFERED),
    (Doubt.PRINT_NEAR, replace(SURE, gap=0.49), Agreement.DIFFERED),
    (Doubt.LABEL_GUESSED, replace(SURE, place=0.79), Agreement.DIFFERED),
    (Doubt.LOST_MARK, replace(SURE, variant=True), Agreement.DIFFERED),
    (Doubt.RARE_NAME, replace(SURE, known=0.5), Agreement.DIFFERED),
    (Doubt.READERS_DIFFER, replace(SURE, agreement=Agreement.DIFFERED), Agreement.DIFFERED),
    (Doubt.ONE_READER, replace(SURE, agreement=Agreement.ALONE), Agreement.ALONE),
    (Doubt.SECOND_UNSURE, replace(SURE, second=0.74), Agreement.AGREED),
]
CLEAR = [
    replace(SURE, gap=0.5, place=0.8, second=0.75),
    replace(SURE, known=0.5, repeated=True),
    replace(SURE, group=Group.DATE, known=0.0),
    replace(SURE, group=Group.ZONE, second=0.4),
    replace(SURE, again=0.5, wide=0.5),
]


@pytest.mark.parametrize(("doubt", "known", "whose"), CASES, ids=[doubt for doubt, _, _ in CASES])
def test_a_doubt_is_told_by_its_name_alone_and_says_whose_word_counts(
    doubt: Doubt, known: Evidence, whose: Agreement
) -> None:
    assert doubts_of(known) == {doubt}
    assert trusted_agreement(known, doubts_of(known)) is whose


def test_a_second_reader_who_hardly_sees_counts_for_none() -> None:
    known = replace(SURE, second=0.2)
    assert doubts_of(known) == {Doubt.SECOND_FAINT, Doubt.SECOND_UNSURE}
    assert trusted_agreement(known, doubts_of(known)) is Agreement.DIFFERED


@pytest.mark.parametrize("known", CLEAR)
def test_at_its_limit_nothing_speaks_against_a_fact(known: Evidence) -> None:
    assert doubts_of(known) == frozenset()


def test_each_rule_has_its_case() -> None:
    assert {doubt for doubt, _, _ in CASES} | {Doubt.SECOND_FAINT} == {rule.doubt for rule in RULES}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.of_facts], ids=lambda rule: rule.doubt)
def test_other_words_are_not_asked_what_only_facts_are(rule: DoubtRule) -> None:
    known = next(
        known
        for doubt, known, _ in [*CASES, (Doubt.SECOND_FAINT, replace(SURE, second=0.2), None)]
        if doubt is rule.doubt
    )
    assert doubts_of(replace(known, group=Group.WORD)) == frozenset()


@pytest.mark.parametrize("doubt", Doubt)
def test_what_the_paper_shows_speaks_against_any_value(doubt: Doubt) -> None:
    for group in Group:
        assert doubts_of(replace(SURE, group=group, seen=frozenset({doubt}))) == {doubt}


def test_doubts_are_told_with_what_the_paper_shows_first() -> None:
    told = frozenset({Doubt.RARE_NAME, Doubt.CUT_BY_STREAK, Doubt.ONE_READER})
    assert in_order(told) == (Doubt.CUT_BY_STREAK, Doubt.RARE_NAME, Doubt.ONE_READER)
