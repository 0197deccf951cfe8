"""Words cut at the edge of their crop, completed by a second reading of all the room around the value."""

from typing import Final

from ocr.text.vocabulary import known

MOST_LOST: Final = 4
"""Most letters that a word may have lost at its edge: with more of them any word might be meant."""
NISBA: Final = "ي"
"""The letter in which laqabs end; its tail reaches far to the left."""


def may_be_cut(text: str) -> bool:
    """Whether a text's first or last word is one that nobody knows."""
    words = text.split()
    return bool(words) and not (_is_known(words[0]) and _is_known(words[-1]))


def completed(text: str, room: str) -> str:
    """The text with its cut first and last words as the reading of the room has them.

    A word is completed only when the letters added make an unknown word a known one. Of a word that stays
    unknown the last letter of a laqab is added and nothing else: whatever stands beside a value looks like a
    letter.
    """
    said, seen = text.split(), room.split()
    if not said or len(said) != len(seen) or said == seen or said[1:-1] != seen[1:-1]:
        return text
    first = _begun(said[0], seen[0])
    if len(said) == 1:
        return first if first != said[0] else _ended(said[0], seen[0])
    return " ".join((first, *said[1:-1], _ended(said[-1], seen[-1])))


def _begun(word: str, seen: str) -> str:
    """A word with the letters before it that it lost at the right edge."""
    lost = len(seen) - len(word)
    return seen if 0 < lost <= MOST_LOST and seen.endswith(word) and _completes(word, seen) else word


def _ended(word: str, seen: str) -> str:
    """A word with the letters after it that it lost at the left edge."""
    lost = len(seen) - len(word)
    if not (0 < lost <= MOST_LOST and seen.startswith(word)):
        return word
    laqab = seen == word + NISBA and word.startswith("ال")
    return seen if _completes(word, seen) or (laqab and not _is_known(word)) else word


def _completes(word: str, seen: str) -> bool:
    return _is_known(seen) and not _is_known(word)


def _is_known(word: str) -> bool:
    return known(word, name=False) == 1.0
