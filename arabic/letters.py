"""Letters of Arabic and Sorani: what is stored (`clean`) and what is searched for (`fold`, `sound`)."""

import re
import unicodedata
from itertools import chain
from string import ascii_lowercase, ascii_uppercase

HARAKAT = frozenset(map(chr, range(0x064B, 0x0660))) | {"\u0670"}
TATWEEL = "\u0640"
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = frozenset("\u200c\u200d")

# Cf characters which print something: Arabic number signs and the end of verse.
_PRINTED_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2")
# Heh closed by a zero-width non-joiner is how older keyboards wrote the Sorani vowel ە.
_CLOSED_HEH = re.compile("[هھ]\u200c")

_FOLDS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیێئېۍے", "ي"),
        **dict.fromkeys("ةەھہۀۂۃ", "ه"),
        **dict.fromkeys("ؤۆۇۋ", "و"),
        **dict.fromkeys("کڪ", "ك"),
        "ڕ": "ر",
        "ڵ": "ل",
        "ء": "",
        **dict(zip(ascii_uppercase, ascii_lowercase, strict=True)),
    }
)
_SOUNDS = str.maketrans({"گ": "ك", "چ": "ج", "پ": "ب", "ڤ": "ف", "ژ": "ز", "ض": "ظ"})
_KURDISH_CARRIER = re.compile(r"\bئ(?=[اەێۆیوۇ])")
_KURDISH_OPEN_VOWEL = re.compile(r"\bئ(?=[ەێۆیوۇ])")
_KURDISH_SHORT_A = re.compile(r"(?<=\w)ە(?=\w)")


def _invisible(char: str) -> bool:
    """Whether a stored text loses this character: marks, joiners, controls, half of a surrogate pair."""
    if char in HARAKAT or char == TATWEEL:
        return True
    if char in _PRINTED_FORMATS or char.isspace():
        return False
    return unicodedata.category(char) in {"Cf", "Cc", "Cs"}


# Where such characters live: general scripts, surrogates, presentation forms, tags.
_SEARCHED = chain(range(0x3000), range(0xD800, 0xE000), range(0xFE00, 0x10000), range(0xE0000, 0xE0080))
_DROPPED = {code: None for code in _SEARCHED if _invisible(chr(code))}


def composed(text: str) -> str:
    """Return the same text with its letters composed (NFC): a hamza of its own joins its letter."""
    return unicodedata.normalize("NFC", text)


def strip_marks(text: str) -> str:
    """Remove harakat, tatweel, direction marks, joiners and control characters; keep every letter."""
    return text.translate(_DROPPED)


def has_bidi_control(text: str) -> bool:
    """Whether the text holds a character that can make it print in another order than it is stored."""
    return not BIDI_CONTROLS.isdisjoint(text)


def has_joiner(text: str) -> bool:
    """Whether the text holds a zero-width joiner or non-joiner."""
    return not JOINERS.isdisjoint(text)


def clean(text: str) -> str:
    """Return the text as it is stored and shown: every letter as written, nothing invisible.

    NFC, then NFKC (folds the presentation forms of old software and PDFs), marks and controls removed, white
    space folded to single spaces. Idempotent. The order of the letters is never changed.
    """
    # Composed first: a hamza or a madda that stands as a mark of its own is part of its letter, no haraka.
    visible = unicodedata.normalize("NFKC", strip_marks(_CLOSED_HEH.sub("ە", composed(text))))
    # Presentation forms may have held a tatweel or a haraka, so both steps run once more.
    return " ".join(unicodedata.normalize("NFKC", strip_marks(visible)).split())


def fold(text: str) -> str:
    """Return the search key of a text: hamza carriers, ya, ta marbuta and Kurdish letters made one.

    A key is never shown or stored in place of the text. Idempotent. Kurdish letters without an Arabic twin
    (گ چ پ ڤ ژ) are kept: `sound` folds those.
    """
    carried = _KURDISH_CARRIER.sub("", clean(text))
    return " ".join(carried.translate(_FOLDS).split())


def sound(text: str) -> str:
    """Return the phonetic key: `fold`, and Kurdish spelling brought to the Arabised one.

    گ چ پ ڤ ژ become ك ج ب ف ز; ض and ظ, which Iraqi clerks swap, become one; a Kurdish short a (ە) within
    a word, which the Arabised spelling leaves out, is dropped; an opening ئە ئێ ئۆ gets its alef.
    بەختیار and بختيار, ئەڤین and أفين have one key. Idempotent.
    """
    opened = _KURDISH_OPEN_VOWEL.sub("ا", clean(text))
    return fold(_KURDISH_SHORT_A.sub("", opened)).translate(_SOUNDS)
