"""A doubt's account: what it alone keeps from being accepted is told apart from what others stop, too."""

from dataclasses import replace

from bench.doubts import worths_of
from bench.judging import Judged
from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.result.reading import Decision
from ocr.verification.calibration import FEATURES, Calibration, Scale, Step

SURE = Evidence(
    Group.NAME, Agreement.AGREED, weakest=0.999, second=0.95, known=1.0, again=1.0, wide=1.0, gap=4.0
)
CALIBRATION = Calibration(
    ("ours",),
    {(Group.NAME, Agreement.AGREED): Scale(9.0, (0.0,) * len(FEATURES))},
    {Group.NAME: (Step(0.9, 0.1),)},
)


def value(evidence: Evidence, *, right: bool = True) -> Judged:
    truth = "زينب" if right else "زينت"
    return Judged("given_name", Group.NAME, "", truth, "زينب", 0.9, Decision.REVIEW, evidence)


def test_right_and_wrong_values_are_counted_alone_and_given_the_others() -> None:
    rare, cut = replace(SURE, known=0.5), frozenset({Doubt.CUT_BY_STREAK})
    values = [
        value(SURE),
        value(rare),
        value(rare, right=False),
        value(replace(rare, seen=cut)),
        value(replace(SURE, seen=cut), right=False),
    ]
    told = {one.doubt: one for one in worths_of(values, CALIBRATION)}
    name, streak = told[Doubt.RARE_NAME], told[Doubt.CUT_BY_STREAK]
    assert (name.told, name.withheld_alone, name.stopped_alone, name.withheld, name.stopped) == (
        3,
        2,
        1,
        1,
        1,
    )
    assert (streak.told, streak.withheld, streak.stopped) == (2, 0, 1)


def test_a_value_too_unsure_anyway_is_no_doubts_doing() -> None:
    unsure = replace(CALIBRATION, steps={Group.NAME: (Step(0.99999, 0.1),)})
    told = {one.doubt: one for one in worths_of([value(replace(SURE, known=0.5))], unsure)}
    assert (told[Doubt.RARE_NAME].told, told[Doubt.RARE_NAME].withheld) == (1, 0)
