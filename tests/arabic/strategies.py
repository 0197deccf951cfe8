"""Texts for properties: letters, marks and controls as they really occur, mixed with anything at all."""

from hypothesis import strategies as st

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآٱةىئؤء"
KURDISH = "ەێۆڕڵڤپچژگکیھ"
MARKS = "ًٌٍَُِّْٰـ\u200c\u200d\u200e\u200f\u202b\u202e\u2066\u2069\ufeff"

letters = st.text(ARABIC + KURDISH, max_size=12)
names = st.text(ARABIC, min_size=1, max_size=8)
written = st.text(ARABIC + KURDISH + MARKS + " 0٣۷/-ab", max_size=30)
anything = st.one_of(written, st.text(max_size=30))
