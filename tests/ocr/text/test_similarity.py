"""How like two texts are: one formula, whatever asks and of however many at once."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from ocr.labels.forms import LEAST, Forms, forms, nearest_form
from ocr.labels.nearest import nearest_forms
from ocr.text.similarity import HELD, label_key, likeness, prepared, similarities, similarity
from reference.documents import document_types

KEYS = st.text("ابتجحدرسعقلمنهوي ", max_size=24).map(lambda text: " ".join(text.split()))
FULL_KEYS = KEYS.filter(bool)
SIDES = [forms(kind, side) for kind in document_types().values() for side in kind.sides]
LABELS = sorted({form.key for known in SIDES for form in known})
MISREAD = st.tuples(st.sampled_from(LABELS), st.integers(0, 40), st.sampled_from(["", "ا", "رو", "عل"])).map(
    lambda drawn: " ".join((drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] + 1 :]).split())
)


@given(KEYS, KEYS)
def test_two_texts_are_as_like_either_way_and_never_more_than_alike(one: str, other: str) -> None:
    assert 0.0 <= similarity(one, other) <= 1.0
    assert similarity(one, other) == similarity(other, one)


@given(FULL_KEYS, FULL_KEYS)
def test_texts_are_fully_alike_only_if_they_differ_in_spaces_alone(one: str, other: str) -> None:
    assert similarity(one, one) == 1.0
    if similarity(one, other) == 1.0:
        assert one.replace(" ", "") == other.replace(" ", "")


@given(KEYS)
def test_nothing_is_like_an_empty_text(text: str) -> None:
    assert similarity(text, "") == 0.0


@given(FULL_KEYS, st.data())
def test_each_further_letter_misread_makes_a_text_less_like(text: str, data: st.DataObject) -> None:
    places = [place for place, letter in enumerate(text) if letter != " "]
    wrong = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=4, unique=True).map(sorted)
                      if len(places) > 1 else st.just(places))  # fmt: skip
    seen, before = text, 1.0
    for place in wrong:
        seen = f"{seen[:place]}x{seen[place + 1 :]}"
        after = similarity(seen, text)
        assert after < before or after == before == 0.0
        before = after


@given(st.lists(KEYS, max_size=6), st.lists(KEYS, max_size=6))
def test_many_at_once_are_as_like_as_each_pair(phrases: Sequence[str], texts: Sequence[str]) -> None:
    found = similarities(prepared(phrases), prepared(texts))
    assert found.tolist() == [[similarity(text, phrase) for text in texts] for phrase in phrases]


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("الاب", "الام", 0.74),
        ("الاسم", "الاسن", 0.74),
        ("اسم الاب", "اسم الام", 0.875),
        ("اسم الاب", "اسمالاب", 1.0),
        ("سجل", "رقم السجل المدني", 0.0),
    ],
)
def test_short_texts_forgive_less_and_very_different_lengths_nothing(
    one: str, other: str, like: float
) -> None:
    assert similarity(one, other) == pytest.approx(like)


@given(st.sampled_from(SIDES), MISREAD)
def test_the_nearest_form_is_as_like_as_any_other_of_its_side(known: Forms, head: str) -> None:
    best = max((similarity(head, form.key) for form in known), default=0.0)
    found = nearest_form(head, known)
    assert (None if found is None else found[1]) == (best if best >= LEAST else None)
    assert nearest_forms([head, ""], SIDES)(head, known) == found


@given(FULL_KEYS.filter(lambda key: len(key) > 2), KEYS, KEYS)
def test_a_text_holds_a_phrase_that_stands_among_other_words(phrase: str, before: str, after: str) -> None:
    text = " ".join(f"{before} {phrase} {after}".split())
    assert likeness([phrase], [text]).contains([phrase])[0, 0] == 1.0


@given(MISREAD.filter(bool), st.sampled_from(LABELS), KEYS)
def test_no_text_that_holds_a_phrase_by_most_of_its_letters_is_passed_over(
    misread: str, phrase: str, after: str
) -> None:
    text = label_key(f"{misread} {after}")
    held = float(likeness([phrase], [text]).contains([phrase])[0, 0])
    if len(text) <= len(phrase):
        assert held == similarity(text, phrase)
    else:
        sure = fuzz.partial_ratio(phrase, text) / 100
        assert held == pytest.approx(sure if sure >= HELD else 0.0)
