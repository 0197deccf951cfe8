"""A form that people confirmed tells where a label stands that a worn copy of it lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.extraction.label_certainty import GUESSED, Label
from ocr.extraction.templates import as_json, from_json, layout_of, lost_labels
from ocr.geometry import Rect
from ocr.layout.sheet import Segment, Sheet
from ocr.recognition.line_reader import LineReading
from ocr.result.reading import Layout
from ocr.verification.doubts import LIKE

HEIGHT, WIDTH = 20.0, 1000.0
KEYS = ("given_name", "father_name", "grandfather_name", "laqab", "mother_name", "sex")


def at(number: int, scale: float = 1.0, across: float = 0.0, down: float = 0.0) -> Rect:
    """The place of a form's label of that number: two columns, as it stands when shifted and enlarged."""
    right, top = 900.0 - 400 * (number % 2), 100.0 + 60 * (number // 2)
    left, bottom = right - 80, top + HEIGHT
    sides = (scale * left + across, scale * top + down, scale * right + across, scale * bottom + down)
    return Rect(*sides)


def labels(*numbers: int, scale: float = 1.0, across: float = 0.0, down: float = 0.0) -> list[Label]:
    return [Label(KEYS[n], (n,), at(n, scale, across, down), "", 1.0) for n in numbers]


FORM = layout_of("civil_status_id", "front", labels(*range(6)), WIDTH)


def paper(scale: float = 1.0, across: float = 0.0, down: float = 0.0) -> Sheet:
    rects = [at(n, scale, across, down) for n in range(6)]
    return Sheet(tuple(Segment(rect, LineReading("؟", 0.4)) for rect in rects), (), (), HEIGHT)


@given(st.floats(0.8, 1.25), st.floats(-60, 60), st.floats(-60, 60), st.sampled_from(range(6)))
def test_the_label_that_is_lost_is_found_on_a_shifted_and_larger_scan(
    scale: float, across: float, down: float, lost: int
) -> None:
    moved = {"scale": scale, "across": across, "down": down}
    read = labels(*(n for n in range(6) if n != lost), **moved)
    (found,) = lost_labels(paper(**moved), read, [FORM], KEYS)
    assert (found.key, found.segments) == (KEYS[lost], (lost,))


def test_a_label_told_by_its_place_alone_accepts_no_fact() -> None:
    (found,) = lost_labels(paper(), labels(0, 1, 2, 3, 4), [FORM], KEYS)
    assert found.score == GUESSED < LIKE


@pytest.mark.parametrize("read", [(0, 1, 2), ()])
def test_few_labels_do_not_tell_a_form(read: tuple[int, ...]) -> None:
    assert lost_labels(paper(), labels(*read), [FORM], KEYS) == []


def test_a_field_that_a_type_has_no_more_is_not_looked_for() -> None:
    assert lost_labels(paper(), labels(0, 1, 2, 3, 4), [FORM], KEYS[:5]) == []


def test_a_layout_whose_labels_stand_in_one_place_tells_nothing() -> None:
    heap = Layout("civil_status_id", "front", tuple((key, (0.1, 0.1, 0.2, 0.2)) for key in KEYS))
    assert lost_labels(paper(), labels(0, 1, 2, 3, 4), [heap], KEYS) == []


def test_labels_that_stand_otherwise_are_of_another_form() -> None:
    swapped = [
        replace(label, rect=at((number + 3) % 6)) for number, label in enumerate(labels(0, 1, 2, 3, 4))
    ]
    assert lost_labels(paper(), swapped, [FORM], KEYS) == []


def test_where_nothing_is_printed_no_label_was_lost() -> None:
    shown = paper()
    bare = replace(shown, segments=shown.segments[:5])
    assert lost_labels(bare, labels(0, 1, 2, 3, 4), [FORM], KEYS) == []


def test_a_form_remembers_no_label_that_was_a_guess_itself() -> None:
    guessed = [replace(label, score=GUESSED) for label in labels(5)]
    form = layout_of("civil_status_id", "front", [*labels(0, 1, 2, 3, 4), *guessed], WIDTH)
    assert "sex" not in dict(form.labels)


def test_a_layout_is_the_same_after_it_was_stored() -> None:
    assert from_json(as_json(FORM)) == FORM


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"document_type": "x", "side": "front", "labels": [["sex", 1, 2, 3]]},
        {"document_type": "x", "side": "front", "labels": [["sex", 1, 2, 3, "far"]]},
        {"document_type": "x", "side": "front", "labels": 7},
    ],
)
def test_what_is_no_layout_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(data)


def test_a_layout_holds_places_and_no_value() -> None:
    assert as_json(Layout("x", "front", (("sex", (0.1, 0.2, 0.3, 0.4)),))) == {
        "document_type": "x",
        "side": "front",
        "labels": [["sex", 0.1, 0.2, 0.3, 0.4]],
    }
