"""Where a value is sought: in its label's column, past what a stamp left, as the paper sets all others."""

from collections.abc import Sequence

import pytest

from ocr.extraction.alignment import Arrangement
from ocr.extraction.column_split import part_columns
from ocr.extraction.find_labels import find_labels
from ocr.extraction.find_values import locate
from ocr.extraction.label_certainty import GUESSED, Label
from ocr.extraction.unlabelled import with_unlabelled, with_zeros
from ocr.geometry import Rect, crop_of
from ocr.layout.sheet import Segment, Sheet
from ocr.recognition.line_reader import Glyph, LineReading
from reference.documents import document_types

HEIGHT = 20.0
CARD = {field.key: field for field in document_types()["civil_status_id"].on_side("front")}
NATIONAL = {field.key: field for field in document_types()["national_card"].on_side("front")}
BIRTH = {field.key: field for field in document_types()["birth_certificate"].on_side("page")}
COUNT = "mother_previous_births"


def at(right: float, top: float, width: float = 60, height: float = HEIGHT) -> Rect:
    return Rect(right - width, top, right, top + height)


def read(rect: Rect, text: str, sure: float = 0.99) -> Segment:
    return Segment(rect, LineReading(text, sure))


def sheet(*segments: Segment, dots: Sequence[Rect] = ()) -> Sheet:
    return Sheet(segments, (), (), HEIGHT, (), tuple(dots))


def label(key: str, number: int, rect: Rect) -> Label:
    return Label(key, (number,), rect, "", 1.0)


def test_specks_of_a_stamp_under_a_label_are_passed_over() -> None:
    own, speck, name = at(300, 0), at(100, 28, 6), at(290, 50)
    paper = sheet(read(own, "الجد:"), read(speck, "١"), read(name, "نعمة"))
    found = locate(paper, [label("grandfather_name", 0, own)], CARD)
    assert found["grandfather_name"].text == "نعمة"


def test_a_number_of_one_figure_right_under_its_label_is_no_speck() -> None:
    own, number, below = at(300, 0), at(290, 28, 8), at(290, 60)
    paper = sheet(read(own, "السجل:"), read(number, "٧"), read(below, "٨١٢"))
    assert locate(paper, [label("register_number", 0, own)], CARD)["register_number"].text == "٧"


@pytest.mark.parametrize(("litter", "sure", "name"), [("ست", 0.2, "زماس"), ("ست", 0.98, "ست زماس")])
def test_what_nobody_can_read_between_label_and_value_is_no_part_of_it(
    litter: str, sure: float, name: str
) -> None:
    own, between, value = at(600, 0), at(520, 0, 30), at(470, 0)
    paper = sheet(read(own, "اسم الأب"), read(between, litter, sure), read(value, "زماس"))
    assert locate(paper, [label("father_name", 0, own)], CARD)["father_name"].text == name


def test_a_figure_that_fell_off_a_number_is_part_of_it() -> None:
    own, number, figure = at(600, 0), at(520, 2, 60, 12), at(452, 2, 6, 10)
    paper = sheet(read(own, "الصحيفة:"), read(number, "١٢٠٥"), read(figure, "٤"))
    assert locate(paper, [label("page_number", 0, own)], CARD)["page_number"].text == "٤ ١٢٠٥"


def test_a_line_that_a_stamp_makes_high_is_not_the_next_one() -> None:
    own, below = at(300, 0), at(300, 58)
    value, next_value = at(200, 21, 90, 48), at(200, 82, 90)
    paper = sheet(read(own, "الجد:"), read(below, "الأم:"), read(value, "تفوش"), read(next_value, "زينب"))
    labels = [label("grandfather_name", 0, own), label("mother_name", 1, below)]
    found = locate(paper, labels, CARD)
    assert {key: one.text for key, one in found.items()} == {
        "grandfather_name": "تفوش",
        "mother_name": "زينب",
    }


@pytest.mark.parametrize(("colon", "name"), [(0.6, "تفوش :"), (0.99, None)])
def test_dots_of_a_stamp_that_look_like_a_colon_make_no_label(colon: float, name: str | None) -> None:
    own, value = at(300, 0), at(290, 30)
    signs = (Glyph(":", 0.0, 0.1, colon), *(Glyph(letter, 0.3, 0.4, 0.99) for letter in "شوفت"))
    shown = Segment(value, LineReading("تفوش :", colon, signs))
    found = locate(sheet(read(own, "الجد:"), shown), [label("grandfather_name", 0, own)], CARD)
    assert (found["grandfather_name"].text if found else None) == name


def test_a_value_higher_in_its_box_than_its_label_is_beside_it() -> None:
    own, value = at(600, 14), at(400, 0)
    paper = sheet(read(own, "السجل:"), read(value, "١٦٥٦"))
    assert locate(paper, [label("register_number", 0, own)], CARD)["register_number"].text == "١٦٥٦"


def test_what_is_no_value_of_the_label_over_it_may_be_one_without_a_label() -> None:
    own, code = at(300, 0), at(290, 30, 120)
    paper = sheet(read(own, "فصيلة الدم:"), read(code, "BB4276293"))
    labels = [label("blood_group", 0, own)]
    located = locate(paper, labels, NATIONAL)
    found = with_unlabelled(paper, NATIONAL, located, frozenset({0}))
    assert {key: one.text for key, one in found.items()} == {"document_number": "BB4276293"}


def printed(right: float, top: float, words: Sequence[tuple[str, float]]) -> Segment:
    """Words from the right, each with the space before it, with a glyph a letter."""
    spans: list[tuple[str, float, float]] = []
    x = right
    for word, space in words:
        spans += [(" ", x - space, x)] if space else []
        x -= space
        for letter in word:
            spans.append((letter, x - 10, x))
            x -= 10
    rect = Rect(x, top, right, top + HEIGHT)
    crop = crop_of(rect)
    glyphs = tuple(
        Glyph(sign, (left - crop.left) / crop.width, (end - crop.left) / crop.width, 0.99)
        for sign, left, end in reversed(spans)
    )
    return Segment(rect, LineReading(" ".join(word for word, _ in words), 0.99, glyphs))


NAME = (("أحمد", 0.0), ("جلال", 6.0))
PLACE = (("حي", 16.0), ("الوحدة", 6.0))


def under_two_labels(*words: tuple[str, float], right: float = 880) -> list[str]:
    labels = [label("given_name", 0, at(900, 0)), label("place_of_birth", 1, at(790, 0))]
    line = printed(right, 40, words)
    parted = part_columns(
        sheet(read(labels[0].rect, "الاسم:"), read(labels[1].rect, "محل الولادة:"), line), labels
    )
    return [segment.text for segment in parted.segments[2:]]


def test_values_that_a_leader_joins_are_parted_where_the_next_column_begins() -> None:
    assert under_two_labels(*NAME, *PLACE) == ["أحمد جلال", "حي الوحدة"]


def test_a_value_that_ends_in_its_column_stays_whole() -> None:
    assert under_two_labels(*NAME) == ["أحمد جلال"]


def test_words_as_close_as_those_of_a_name_stay_together() -> None:
    together = (*NAME, ("حسن", 6.0), ("كريم", 6.0))
    assert under_two_labels(*together) == ["أحمد جلال حسن كريم"]


PAIRS = tuple((at(300, 40.0 * n), at(120, 40.0 * n)) for n in range(3))


@pytest.mark.parametrize(
    ("value", "fits"),
    [(at(120, 200), True), (at(123, 204), True), (at(120, 214), False), (at(160, 200, 20), False)],
)
def test_a_value_stands_to_its_label_as_the_others_do(value: Rect, *, fits: bool) -> None:
    assert Arrangement(PAIRS, HEIGHT).fits(at(300, 200), value) is fits


def test_two_others_are_too_few_to_tell() -> None:
    assert not Arrangement(PAIRS[:2], HEIGHT).fits(at(300, 200), at(120, 200))


@pytest.mark.parametrize(
    ("dots", "count"),
    [
        ((at(113, 168, 5, 5),), "٠"),
        ((at(113, 188, 5, 5),), None),
        ((at(60, 168, 5, 5),), None),
        ((at(113, 168, 5, 5), at(115, 172, 5, 5)), None),
    ],
)
def test_a_dot_where_a_number_is_missing_is_a_zero(dots: Sequence[Rect], count: str | None) -> None:
    keys = ("father_page_number", "father_register_number", "certificate_number", COUNT)
    labels = [label(key, n, at(300, 40.0 * n + 40)) for n, key in enumerate(keys)]
    values = [read(at(120, 40.0 * n + 40), "٧١٢") for n in range(3)]
    paper = sheet(*(read(one.rect, "رقم") for one in labels), *values, dots=dots)
    located = locate(paper, labels, BIRTH)
    with_dots, found = with_zeros(paper, labels, BIRTH, located)
    assert (found[COUNT].text if COUNT in found else None) == count
    assert len(with_dots.segments) == len(paper.segments) + (count is not None)


def test_a_misread_label_whose_field_has_another_is_the_next_ones() -> None:
    kind = document_types()["birth_certificate"]
    captions = ("اسم الأب الكامل", "اسم الأد الكامل")
    paper = sheet(*(read(at(600, 80.0 * n, 120), text) for n, text in enumerate(captions)))
    found = find_labels(paper, kind, "page", frozenset())
    assert [one.key for one in found] == ["father_name", "mother_name"]
    assert found[1].score < found[0].score


@pytest.mark.parametrize(
    ("caption", "sure"), [("سنة تولد الأب", True), ("سنة تولد الأد", False), ("الوزن عند الولادد", True)]
)
def test_a_misread_label_that_is_as_like_another_fields_is_a_guess(caption: str, *, sure: bool) -> None:
    paper = sheet(read(at(600, 0, 120), caption))
    (found,) = find_labels(paper, document_types()["birth_certificate"], "page", frozenset())
    assert (found.score > GUESSED) is sure


def test_a_label_after_the_value_of_another_is_whole() -> None:
    words = ((800, "الأب:"), (745, "حسن"), (690, "الأم:"), (640, "زينب"))
    paper = sheet(*(read(at(right, 0, 45), text) for right, text in words))
    found = find_labels(paper, document_types()["national_card"], "front", frozenset())
    assert [(one.key, one.score) for one in found] == [("father_name", 1.0), ("mother_name", 1.0)]


@pytest.mark.parametrize(("before", "sure"), [("زالد", False), ("", True)])
def test_a_label_after_words_that_nobody_knows_may_be_the_end_of_a_longer_one(
    before: str, *, sure: bool
) -> None:
    words = [read(at(660, 0, 40), before)] if before else []
    paper = sheet(read(at(610, 0, 40), "الأم:"), *words)
    (found,) = find_labels(paper, document_types()["national_card"], "front", frozenset())
    assert (found.key, found.score > GUESSED) == ("mother_name", sure)
