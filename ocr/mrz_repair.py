"""What each place of a machine-readable zone can hold, and which look-alike a misread place should be."""

from collections.abc import Mapping
from types import MappingProxyType

from arabic.mrz import MrzFormat

_LINE_2 = "x" * 9 + "d" + "aaa" + "n" * 7 + "s" + "n" * 7
# One letter a place: a letter or filler, n digit, d digit or filler, x anything, s sex (M, F, X or filler).
# ICAO Doc 9303 parts 4 to 7.
CLASSES: Mapping[MrzFormat, tuple[str, ...]] = MappingProxyType(
    {
        MrzFormat.TD1: (
            "aaaaa" + "x" * 9 + "d" + "x" * 15,
            "n" * 7 + "s" + "n" * 7 + "aaa" + "x" * 11 + "n",
            "a" * 30,
        ),
        MrzFormat.TD2: ("a" * 36, _LINE_2 + "x" * 7 + "n"),
        MrzFormat.TD3: ("a" * 44, _LINE_2 + "x" * 14 + "d" + "n"),
        MrzFormat.MRV_A: ("a" * 44, _LINE_2 + "x" * 16),
        MrzFormat.MRV_B: ("a" * 36, _LINE_2 + "x" * 8),
    }
)
TO_DIGIT = str.maketrans("OQDUISZBGTLA", "000015286714")
TO_LETTER = str.maketrans("0125864", "OIZSBGA")
TO_SEX = str.maketrans("HNPE", "MMFF")


def repaired(line: str, classes: str) -> str:
    """A line of the right length with characters that its places can't hold replaced by their look-alikes."""
    return "".join(_fitting(character, place) for character, place in zip(line, classes, strict=True))


def _fitting(character: str, place: str) -> str:
    if place == "n" or (place == "d" and character != "<"):
        return character.translate(TO_DIGIT)
    if place == "a":
        return character.translate(TO_LETTER)
    return character.translate(TO_SEX) if place == "s" else character
