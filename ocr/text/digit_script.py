"""In which digits a paper or a value is written: a ring is an Arabic-Indic five and a Western zero."""

from collections.abc import Iterable
from typing import Final

from arabic.digits import DigitScript

WESTERN: Final = frozenset("2346789")
EASTERN: Final = frozenset("٠٢٣٤٦٧٨٩۰۲۳۴۶۷۸۹")
"""Digits that no digit of the other script looks like."""
FEWEST: Final = 6
"""Least number of such digits that tells a paper's script: one date seldom has so many."""
MOSTLY: Final = 0.95
"""Least share (0 to 1) of such digits in a paper's script: one in twenty may be misread."""
_FIVE: Final = str.maketrans("0Oo", "٥٥٥")
_ZERO: Final = str.maketrans("٥۵", "00")


def figures_of(texts: Iterable[str]) -> DigitScript | None:
    """The script of a paper's digits; None when it has few, or some of each."""
    western, eastern = _counted("".join(texts))
    if western + eastern < FEWEST:
        return None
    if western >= MOSTLY * (western + eastern):
        return DigitScript.WESTERN
    return DigitScript.ARABIC_INDIC if eastern >= MOSTLY * (western + eastern) else None


def in_one_script(text: str, paper: DigitScript | None) -> str:
    """A value's text in which a ring is the digit of the value's own script, else of the paper's."""
    western, eastern = _counted(text)
    script = paper
    if western != eastern:
        script = DigitScript.WESTERN if western > eastern else DigitScript.ARABIC_INDIC
    if script is None:
        return text
    return text.translate(_ZERO if script is DigitScript.WESTERN else _FIVE)


def _counted(text: str) -> tuple[int, int]:
    """How many digits of a text are surely Western, and how many surely are not."""
    return sum(sign in WESTERN for sign in text), sum(sign in EASTERN for sign in text)
