"""What the network sees of a sheet doesn't depend on its scale, and knows labels only through the type."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr.geometry import Rect
from ocr.pairing.features import GRAMS, NUMBERS, PAIRS, SIGNS, features
from ocr.pairing.known import LabelForm, known_labels
from ocr.pairing.words import Word, words_of
from tests.ocr.pairing.sheets import segment, sheet_of

KNOWN = known_labels((LabelForm("رقم السجل", 1), LabelForm("الاسم", 0)))
SHEET = sheet_of([segment("رقم السجل: 6471", 900, 10), segment("الاسم: علي حسن", 900, 60)], [500], [45])


def grown(rect: Rect, times: float) -> Rect:
    return Rect(times * rect.left, times * rect.top, times * rect.right, times * rect.bottom)


@given(st.floats(0.3, 4.0))
def test_a_larger_view_of_a_sheet_gives_the_same_features(times: float) -> None:
    words = words_of(SHEET)
    larger = [Word(w.text, grown(w.rect, times), w.confidence, w.segment) for w in words]
    rules = [[grown(rule, times) for rule in some] for some in (SHEET.horizontal, SHEET.vertical)]
    one = features(words, SHEET.horizontal, SHEET.vertical, 20.0, KNOWN)
    other = features(larger, rules[0], rules[1], 20.0 * times, KNOWN)
    assert np.array_equal(one.grams, other.grams)
    assert np.allclose(one.numbers, other.numbers, atol=1e-3)
    assert np.allclose(one.pairs, other.pairs, atol=1e-3)


def test_features_have_their_shapes_and_are_finite() -> None:
    seen = features(words_of(SHEET), SHEET.horizontal, SHEET.vertical, 20.0, KNOWN)
    assert (seen.grams.shape, seen.numbers.shape, seen.pairs.shape) == (
        (6, GRAMS),
        (6, NUMBERS),
        (6, 6, PAIRS),
    )
    assert np.isfinite(seen.numbers).all()
    assert np.isfinite(seen.pairs).all()


def test_words_that_are_a_label_of_the_type_are_like_one_and_only_then() -> None:
    words = words_of(SHEET)
    like = features(words, (), (), 20.0, KNOWN).numbers[:, SIGNS]
    unlike = features(words, (), (), 20.0, known_labels((LabelForm("تاريخ الوفاة", 2),))).numbers[:, SIGNS]
    assert like[0] == 1.0
    assert unlike[0] == 0.0


def test_a_rule_between_two_words_is_seen() -> None:
    free = features(words_of(SHEET), (), (), 20.0, KNOWN).pairs
    walled = features(words_of(SHEET), (), (Rect(840, 0, 842, 100),), 20.0, KNOWN).pairs
    assert not np.array_equal(free, walled)
