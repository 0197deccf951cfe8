"""How sure a value is, what follows from it, and what is never accepted."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.result.reading import Decision
from ocr.verification import calibration as confidence
from ocr.verification.calibration import (
    FEATURES,
    IDENTITY_BUDGET,
    NEVER,
    Calibration,
    Scale,
    Step,
    Weighed,
    features,
    weigh,
)
from workers.reader import open_engines

SURE = Evidence(
    Group.NAME,
    Agreement.AGREED,
    weakest=0.999,
    clean=0.999,
    second=0.95,
    second_clean=1.0,
    known=1.0,
    wide=1.0,
)
STEPS = (Step(0.99, 0.05), Step(0.9, 0.37), Step(0.5, 30.0))


def scale(intercept: float) -> Scale:
    return Scale(intercept, (0.0,) * len(FEATURES))


def calibration(intercept: float = 3.0, budget: float = IDENTITY_BUDGET) -> Calibration:
    scales = {(group, agreement): scale(intercept) for group in Group for agreement in Agreement}
    return Calibration(("ours",), scales, dict.fromkeys(Group, STEPS), budget)


def test_without_calibration_every_value_goes_to_a_person() -> None:
    assert weigh("زينب", SURE, None).decision is Decision.REVIEW
    assert weigh("", SURE, None).decision is Decision.UNREADABLE


def test_two_readers_that_agree_surely_enough_are_believed() -> None:
    assert weigh("زينب", SURE, calibration()) == Weighed(0.95257, Decision.ACCEPTED, ())
    unsure = weigh("زينب", SURE, calibration(intercept=1.0))
    assert (unsure.decision, unsure.doubts) == (Decision.REVIEW, (Doubt.TOO_UNSURE,))


def test_a_smaller_budget_asks_for_more() -> None:
    assert calibration(budget=0.05).decide("زينب", SURE) is Decision.REVIEW
    assert calibration(intercept=6.0, budget=0.05).decide("زينب", SURE) is Decision.ACCEPTED
    assert calibration(budget=0.0).least(Group.NAME) == NEVER
    assert calibration(intercept=30.0, budget=0.0).decide("زينب", SURE) is Decision.REVIEW


@pytest.mark.parametrize(
    "doubt",
    [
        replace(SURE, agreement=Agreement.ALONE),
        replace(SURE, agreement=Agreement.DIFFERED),
        replace(SURE, plausible=False),
        replace(SURE, seen=frozenset({Doubt.NEARER_VALUE})),
        replace(SURE, handwritten=True),
        replace(SURE, variant=True),
        replace(SURE, known=0.5),
        replace(SURE, second=0.6),
        replace(SURE, alike=True),
        replace(SURE, wide=0.0),
        replace(SURE, again=0.0),
    ],
)
def test_a_fact_of_identity_is_never_accepted_in_doubt(doubt: Evidence) -> None:
    assert calibration(intercept=30.0).decide("زينب", doubt) is Decision.REVIEW


def test_other_words_may_rest_on_one_reader() -> None:
    word = replace(SURE, group=Group.WORD, agreement=Agreement.ALONE)
    assert calibration().decide("كاسب", word) is Decision.ACCEPTED


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 200), st.floats(0, 500))
def test_features_are_finite_for_any_evidence(
    weakest: float, clean: float, length: int, height: float
) -> None:
    made = features(replace(SURE, weakest=weakest, clean=clean, length=length, height=height))
    assert len(made) == len(FEATURES)
    assert all(abs(value) < 20 for value in made)


def test_beside_other_readers_a_calibration_is_not_used(tmp_path: Path) -> None:
    row = {"group": "name", "agreement": "agreed", "intercept": 3.0, "weights": [0.0] * len(FEATURES)}
    facts = {"readers": ["line 1", "digits 1"], "scales": [row], "steps": {}}
    (tmp_path / "calibration.json").write_text(json.dumps(facts), encoding="utf-8")
    assert confidence.load(["digits 1", "line 1"], folder=tmp_path) is not None
    assert confidence.load(["digits 1", "line 2"], folder=tmp_path) is None


def test_a_calibration_that_is_shipped_speaks_of_the_shipped_readers() -> None:
    shipped = (confidence.MODELS / "calibration.json").exists()
    assert (open_engines().calibration is not None) == shipped
