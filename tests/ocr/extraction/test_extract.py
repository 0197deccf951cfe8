"""Extraction needs words and rectangles alone: what stands where, before anybody looks again."""

from ocr.extraction.extract import Extraction, extract
from ocr.geometry import Rect
from ocr.layout.sheet import Segment, Sheet
from ocr.recognition.line_reader import LineReading
from reference.documents import document_types

HEIGHT, WIDTH = 20.0, 900.0
CARD = document_types()["civil_status_id"]


def written(right: float, top: float, text: str, width: float = 90) -> Segment:
    return Segment(Rect(right - width, top, right, top + HEIGHT), LineReading(text, 0.97))


def extracted(*segments: Segment) -> Extraction:
    return extract(Sheet(segments, (), (), HEIGHT), CARD, "front", WIDTH)


def test_values_stand_beside_their_labels() -> None:
    found = extracted(
        written(800, 100, "اسم الأب:"),
        written(690, 100, "زماس"),
        written(800, 160, "الجد:"),
        written(690, 160, "نعمة"),
    )
    assert {one.spec.key: one.text for one in found.fields} == {
        "father_name": "زماس",
        "grandfather_name": "نعمة",
    }
    assert {one.again for one in found.fields} == {0.5}, "nothing was read twice"


def test_a_value_within_its_labels_line_is_to_be_read_on_its_own() -> None:
    found = extracted(
        written(800, 100, "اسم الأب: زماس", 220), written(800, 160, "الجد:"), written(690, 160, "نعمة")
    )
    assert found.apart == {"father_name"}


def test_a_sheet_without_labels_holds_nothing() -> None:
    found = extracted(written(800, 100, "كلام"), written(600, 300, "آخر"))
    assert (found.fields, found.rows, found.labels) == ((), (), ())
