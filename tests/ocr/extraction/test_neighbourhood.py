"""A value may be another label's: what stands nearer to it, and whether that has a value of its own."""

from dataclasses import replace

import pytest

from ocr.extraction.label_certainty import Label
from ocr.extraction.neighbourhood import Surroundings
from ocr.geometry import Rect
from ocr.layout.sheet import Segment, Sheet
from ocr.recognition.line_reader import LineReading
from ocr.result.doubt import Doubt

HEIGHT = 20.0


def at(right: float, top: float, width: float = 100) -> Rect:
    return Rect(right - width, top, right, top + HEIGHT)


def around(
    labels: dict[str, Rect], others: tuple[Rect, ...] = (), values: dict[str, Rect] | None = None
) -> Surroundings:
    rects = (*labels.values(), *others)
    sheet = Sheet(tuple(Segment(rect, LineReading("نص", 0.99)) for rect in rects), (), (), HEIGHT)
    known = {key: Label(key, (n,), rect, "", 1.0) for n, (key, rect) in enumerate(labels.items())}
    return Surroundings(sheet, frozenset(range(len(rects))), known, values or {})


def test_a_value_out_of_the_column_of_its_label_is_doubted() -> None:
    labels = {"own": at(640, 30)}
    assert around(labels).doubts("own", at(500, 60), ()) == {Doubt.OUT_OF_COLUMN}
    assert not around(labels).doubts("own", at(600, 60), ())


@pytest.mark.parametrize(
    ("rule", "others", "outside"),
    [
        ((300, 645), (), False),
        ((300, 420), (), True),
        ((300, 900), (), True),
        ((300, 645), (at(480, 30),), True),
    ],
)
def test_a_value_on_the_line_that_its_label_heads_is_its_own(
    rule: tuple[int, int], others: tuple[Rect, ...], *, outside: bool
) -> None:
    known = around({"own": at(640, 30)}, others)
    line = Rect(rule[0], 84, rule[1], 86)
    ruled = replace(known, sheet=replace(known.sheet, horizontal=(line,)))
    assert (Doubt.OUT_OF_COLUMN in ruled.doubts("own", at(500, 60), ())) is outside


@pytest.mark.parametrize(("score", "worth"), [(1.0, 1.0), (0.9, 0.9), (0.82, 0.75), (0.73, 0.73)])
def test_a_poor_match_of_a_label_is_worth_less_than_none(score: float, worth: float) -> None:
    rect = at(900, 60)
    sheet = Sheet((Segment(rect, LineReading("نص", 0.99)),), (), (), HEIGHT)
    known = Surroundings(sheet, frozenset(), {"own": Label("own", (0,), rect, "", score)}, {})
    assert known.place("own") == worth
    assert known.place("other") > 0.75
