"""The three digit scripts met on Iraqi papers, and the way from one to another."""

from enum import StrEnum


class DigitScript(StrEnum):
    """Who prints digits how: ٠١٢ (Arabic-Indic), ۰۱۲ (Persian, in Kurdish print), 012 (Western)."""

    ARABIC_INDIC = "arabic_indic"
    PERSIAN = "persian"
    WESTERN = "western"


_DIGITS = {
    DigitScript.ARABIC_INDIC: "٠١٢٣٤٥٦٧٨٩",
    DigitScript.PERSIAN: "۰۱۲۳۴۵۶۷۸۹",
    DigitScript.WESTERN: "0123456789",
}
_SCRIPT_OF = {digit: script for script, digits in _DIGITS.items() for digit in digits}
_TO = {
    script: str.maketrans({char: target[int(char)] for char in _SCRIPT_OF})
    for script, target in _DIGITS.items()
}


def to_western(text: str) -> str:
    """Return the text with every digit of the three scripts in Western form; all else untouched."""
    return text.translate(_TO[DigitScript.WESTERN])


def to_script(text: str, script: DigitScript) -> str:
    """Return the text with every digit of the three scripts in the wanted one."""
    return text.translate(_TO[script])


def scripts_in(text: str) -> frozenset[DigitScript]:
    """Return the digit scripts that occur in the text."""
    return frozenset(_SCRIPT_OF[char] for char in text if char in _SCRIPT_OF)


def script_of(text: str) -> DigitScript | None:
    """Return the one digit script of the text; None when it has no digit, or digits of several scripts.

    A page may mix scripts and a field does not: ٥ looks like a Western 0 and ٠ like a dot, so a field's
    script is settled before its value is.
    """
    found = scripts_in(text)
    return next(iter(found)) if len(found) == 1 else None
