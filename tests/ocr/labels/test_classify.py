"""How sure a paper's type is: by what it bears and the next type doesn't, not by a title that is a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.labels.classify import classify
from ocr.verification.document_checks import SURE_TYPE
from reference.documents import UNKNOWN, document_types
from specimens.foreign import CARD_LABELS, CARD_TITLES

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


@given(
    st.sampled_from(CARD_TITLES),
    st.lists(st.sampled_from(CARD_LABELS), min_size=3, max_size=len(CARD_LABELS), unique=True),
)
def test_a_strangers_card_that_asks_the_same_of_its_bearer_is_none_of_ours(
    title: str, labels: list[tuple[str, str]]
) -> None:
    texts = [title, *(text for pair in labels for text in pair), "رافع", "37556852"]
    assert classify(texts, document_types()).key == UNKNOWN


def test_a_paper_that_lost_letterhead_and_title_is_told_by_most_of_its_labels() -> None:
    kind = document_types()["death_certificate"]
    labels = [field.labels_ar[0] for field in kind.fields if field.labels_ar]
    assert classify(labels, document_types()).key == "death_certificate"
    assert classify(labels[:5], document_types()).key == UNKNOWN
