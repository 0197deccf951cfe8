"""Words that say that nothing is known: `غير معروف`, `N/A`, a spreadsheet's `#REF!`. They are no evidence."""

from functools import cache

from arabic.letters import fold
from reference.rows import rows


def says_unknown(text: str) -> bool:
    """Whether a value says only that it is not known: by a word of the list, or by signs without a letter.

    Two people whose fathers are both `مجهول` do not share a father. An empty text says nothing at all: False.
    """
    key = _key(text)
    return bool(key) and (key in _keys() or not any(map(str.isalnum, key)))


@cache
def _keys() -> frozenset[str]:
    return frozenset(_key(row["words"]) for row in rows("unknown_words", "words", "language", "source"))


def _key(text: str) -> str:
    """Spelling and spaces aside: `لايوجد` is `لا يوجد`."""
    return fold(text).replace(" ", "")
