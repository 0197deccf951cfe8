"""How sure a paper's type is: by what it bears and the next type doesn't, not by a title that is a value."""

import pytest

from ocr.classify import classify
from ocr.doubts import SURE_TYPE
from reference.documents import UNKNOWN, document_types

TITLE = ["جمهورية العراق", "صورة قيد"]
LABELS = [
    "رقم السجل:", "رقم الصحيفة:", "الاسم:", "اسم الأب:", "اسم الجد:", "اللقب:", "اسم الأم:", "تاريخ الولادة:",
    "محل الولادة:", "الجنس:", "الحالة الزوجية:",
]  # fmt: skip


def test_a_paper_with_its_title_and_labels_is_sure() -> None:
    found = classify([*TITLE, *LABELS], document_types())
    assert (found.key, found.confidence >= SURE_TYPE) == ("record_extract", True)


def test_a_paper_is_less_sure_the_more_of_its_lines_are_lost() -> None:
    types = document_types()
    sure = [classify([*TITLE, *LABELS[:count]], types).confidence for count in (11, 6)]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] > sure[-1]


@pytest.mark.parametrize("lost", ["بطاقة السكن", "جواز السفر"])
def test_a_title_that_a_value_holds_makes_no_type_sure(lost: str) -> None:
    found = classify(["جمهورية العراق", "وزارة الداخلية", "الاسم الثلاثي:", lost], document_types())
    assert found.key == UNKNOWN or found.confidence < SURE_TYPE
