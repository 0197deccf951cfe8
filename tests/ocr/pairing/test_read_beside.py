"""Papers of layouts that rules mistake are read with the network beside them, and every such value is shown
to a person."""

from functools import cache

import pytest

from ocr import Engines, Reading, read_page
from ocr.pairing import network
from ocr.recognition import crnn
from ocr.result.doubt import Doubt
from reference.documents import document_types
from specimens.fonts import Split, every_face
from specimens.sheet import Pen, Sheet

FAMILY = (
    ("1", "سلمان", "كاظم", "جبار", "الساعدي", "ذكر"),
    ("2", "نورية", "حسن", "مطر", "الساعدي", "أنثى"),
    ("3", "فيصل", "سلمان", "كاظم", "الساعدي", "ذكر"),
    ("4", "أمل", "سلمان", "كاظم", "الساعدي", "أنثى"),
)
CAPTIONS = ("ت", "الاسم", "اسم الأب", "اسم الجد", "اللقب", "الجنس")
KEYS = ("sequence", "name", "father_name", "grandfather_name", "laqab", "sex")
AGENTS = (
    ("رقم البطاقة التموينية", "card_number", "15904090"),
    ("اسم رب الأسرة", "head_of_household", "سلمان كاظم جبار"),
    ("وكيل المواد الغذائية (الاسم والرقم)", "food_agent", "كريم حسن 216"),
    ("وكيل الطحين (الاسم والرقم)", "flour_agent", "نوري مطر 1232"),
    ("المحافظة", "governorate", "ميسان"),
)


@cache
def engines() -> Engines:
    return Engines(crnn.load(), digits=crnn.load("digits"), pairer=network.load())


@cache
def pen(points: float) -> Pen:
    naskh = [
        face for split in Split for face in every_face(split) if face.path.name == "noto-naskh-arabic-400.ttf"
    ]
    return Pen(naskh[0], points)


def read(sheet: Sheet, wanted: str) -> Reading:
    return read_page(sheet.finish(), document_types(), engines(), wanted_type=wanted)[0]


def register_page() -> Sheet:
    """A page whose table has rules over and under its header and at its foot, and none between its rows."""
    sheet = Sheet(297.0, 210.0, 150)
    sheet.write("صحيفة السجل المدني", pen(18), 148, 22, align=0.5)
    sheet.write("رقم السجل: 6471", pen(13), 280, 40)
    sheet.write("رقم الصحيفة: 39251", pen(13), 180, 40)
    for row, texts in enumerate((CAPTIONS, *FAMILY)):
        for column, text in enumerate(texts):
            sheet.write(text, pen(13), 272 - 46 * column, 62 + 11 * row, align=0.5)
    for y in (55.0, 66.0, 66.0 + 11 * len(FAMILY)):
        sheet.rule(15, y, 285, y)
    return sheet


def ration_card() -> Sheet:
    """A card whose labels end in brackets, its values well apart from them."""
    sheet = Sheet(210.0, 148.0, 150)
    sheet.write("جمهورية العراق", pen(13), 195, 16)
    sheet.write("وزارة التجارة", pen(13), 195, 24)
    sheet.write("البطاقة التموينية", pen(18), 105, 34, align=0.5)
    for number, (label, _, value) in enumerate(AGENTS):
        sheet.write(label, pen(12), 195, 52 + 12 * number)
        sheet.write(value, pen(13), 110, 52 + 12 * number)
    return sheet


def test_rows_without_rules_between_them_stay_rows() -> None:
    rows = read(register_page(), "register_page").rows
    found = [{cell.key: cell.value for cell in row.cells} for row in rows]
    assert found == [dict(zip(KEYS, family, strict=True)) for family in FAMILY]


@pytest.mark.parametrize(("key", "value"), [(key, value) for _, key, value in AGENTS])
def test_a_label_with_a_bracketed_tail_gives_its_value_and_not_its_tail(key: str, value: str) -> None:
    fields = {field.key: field for field in read(ration_card(), "ration_card").fields}
    assert fields[key].value == value


def test_a_value_that_rules_mistook_says_so_in_its_evidence() -> None:
    fields = {field.key: field.evidence for field in read(ration_card(), "ration_card").fields}
    for agent in (fields["food_agent"], fields["flour_agent"]):
        assert agent is not None
        assert Doubt.NEARER_VALUE in agent.seen


def test_a_value_that_both_found_has_no_doubt_of_pairing() -> None:
    fields = {field.key: field.evidence for field in read(ration_card(), "ration_card").fields}
    for both in (fields["card_number"], fields["head_of_household"]):
        assert both is not None
        assert not both.seen & {Doubt.NEARER_VALUE, Doubt.LABEL_UNSURE, Doubt.WORD_UNCLAIMED}
