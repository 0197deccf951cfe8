"""Texts for properties: letters, marks and controls as they really occur, mixed with anything at all."""

import unicodedata
from typing import Literal

from hypothesis import strategies as st

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآٱةىئؤء"
KURDISH = "ەێۆڕڵڤپچژگکیھ"
MARKS = "ًٌٍَُِّْٰـ\u200c\u200d\u200e\u200f\u202b\u202e\u2066\u2069\ufeff"

letters = st.text(ARABIC + KURDISH, max_size=12)
names = st.text(ARABIC, min_size=1, max_size=8)
written = st.text(ARABIC + KURDISH + MARKS + " 0٣۷/-ab", max_size=30)
anything = st.one_of(written, st.text(max_size=30))


@st.composite
def decomposed(draw: st.DrawFn, text: str) -> str:
    """The same text as other systems send it: each letter whole or taken apart, marks after it in any order
    that means the same."""
    forms: st.SearchStrategy[Literal["NFC", "NFD", "NFKD"]] = st.sampled_from(["NFC", "NFD", "NFKD"])
    return "".join(unicodedata.normalize(draw(forms), sign) for sign in text)


LETTERS = "ابتثجحخدذرزسشصظعغفقكلمنهوي"
keys = st.text(LETTERS, min_size=2, max_size=8)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A key, and the same with one letter changed, lost, added or swapped with its neighbour."""
    key = draw(keys)
    place = draw(st.integers(0, len(key) - 1))
    letter = draw(st.sampled_from(LETTERS))
    kind = draw(st.sampled_from(["change", "lose", "add", "swap"]))
    if kind == "change":
        return key, key[:place] + letter + key[place + 1 :]
    if kind == "lose":
        return key, key[:place] + key[place + 1 :]
    if kind == "add":
        return key, key[:place] + letter + key[place:]
    return key, key[:place] + key[place : place + 2][::-1] + key[place + 2 :]
