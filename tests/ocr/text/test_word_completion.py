"""Letters that a crop cut off a word are added where they make it a known one, and nothing else is."""

import pytest

from ocr.text.orthography import respelt
from ocr.text.word_completion import completed, may_be_cut


@pytest.mark.parametrize(
    ("said", "room", "whole"),
    [
        ("ئرة أحوال الحمدانية", "دائرة أحوال الحمدانية", "دائرة أحوال الحمدانية"),
        ("ناذرة", "المناذرة", "المناذرة"),
        ("حسن علي الزامل", "حسن علي الزاملي", "حسن علي الزاملي"),
        ("حسن الكفوع", "حسن الكفوعي", "حسن الكفوعي"),
        ("حسن ظميط", "احسن ظميط", "حسن ظميط"),
        ("زغيط", "ازغيط", "زغيط"),
        ("زغيط", "زغيطي", "زغيط"),
        ("ظميط علي", "ظميط كريم علي", "ظميط علي"),
        ("ظميط حسن علي", "ظميط حسين عليا", "ظميط حسن علي"),
        ("رة", "المحافظة: المناذرة", "رة"),
    ],
)
def test_a_cut_word_is_completed_to_a_known_one_alone(said: str, room: str, whole: str) -> None:
    assert completed(said, room) == whole


@pytest.mark.parametrize(
    ("text", "cut"), [("حسن علي", False), ("لمناذرة", True), ("حسن ظميط", True), ("", False)]
)
def test_only_a_text_with_an_unknown_word_at_an_edge_may_be_cut(text: str, *, cut: bool) -> None:
    assert may_be_cut(text) is cut


@pytest.mark.parametrize(
    ("read", "spelt"), [("ا لبعاج", "البعاج"), ("حي ا لنصر", "حي النصر"), ("ا حسن", "ا حسن")]
)
def test_an_article_whose_alef_stands_apart_is_one_word_with_it(read: str, spelt: str) -> None:
    assert respelt(read) == spelt
