"""Spelling of words whose print leaves it open: letters that share a shape, words that ran together."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from arabic.visual import JOINED, restore_sorani
from ocr.text.vocabulary import name_words, paper_words, set_words

# Letters of Sorani alone; those of the second row stand in Iraqi Arabic names, too.
_SORANI: Final = re.compile("[ڕڵێۆە]")
_SHARED: Final = re.compile("[گچپژڤ]")
_LONE_ALEF: Final = re.compile(r"(?<!\S)ا\s+(?=ل)")
"""The alef of an article that stands apart in wide type: alone it is no word."""
FEWEST: Final = 2
"""Least number of words with an undotted final ya that shows type without those dots: one may be misread."""
UNJOINED: Final = frozenset("اأإآدذرزژوؤةىءڕۆە")
"""Letters that join no letter after them."""
MAQSURA: Final = frozenset(
    (
        "على", "إلى", "حتى", "لدى", "سوى", "متى", "مستشفى", "مقهى", "مبنى", "معنى", "مستوى",
        "ملغى", "متوفى", "قرى", "أخرى", "أولى", "كبرى", "صغرى", "وسطى", "مدى", "منتهى",
    )
)  # fmt: skip
"""Words of forms that end in alef maqsura; all others, names apart, end in ya."""
MOST_KEPT: Final = 20_000
"""Most words whose parting is remembered: those of a page or two."""
NISBA: Final = 6
"""Least letters of a word with the article that ends like an adjective of origin and is taken for one."""


def leaves_dots_out(texts: Iterable[str]) -> bool:
    """Whether a paper's type prints a final ya without dots: known words that end in it show it.

    Egyptian faces do so (`على` for both `علي` and `على`); in Iraq most print keeps the dots.
    """
    bare = dotted = 0
    for word in (word for text in texts for word in text.split()):
        if word.endswith("ي") and word in paper_words():
            dotted += 1
        elif word.endswith("ى") and word not in paper_words() and _dotted(word) in paper_words():
            bare += 1
    return bare >= FEWEST and bare > 2 * dotted


def respelt(text: str, *, dotless: bool = False, name: bool = False) -> str:
    """The text with each word spelt as its language spells it, and known words that ran together parted.

    Only letters that share a shape change. `dotless` says that the paper's type leaves the dots of a final ya
    out, `name` that the words are names of people or places, among which there is no preposition `على`.
    """
    whole = _LONE_ALEF.sub("ا", text)
    words = " ".join(_parted(word, name=name) for word in whole.split()).split()
    around = zip(["", *words], words, [*words[1:], ""], strict=False)
    return " ".join(
        _word(word, dotless=dotless, name=True)
        if name or (word == "على" and _among_names(before, after))
        else _plain(word, dotless=dotless)
        for before, word, after in around
    )


def _among_names(before: str, after: str) -> bool:
    """Whether a word stands among names: after one, or before one where the text begins."""
    return (before or after) in name_words()


def _plain(word: str, *, dotless: bool) -> str:
    """A word that is no name: such words end in ya but for a few, where type or wear lost its dots."""
    spelt = _word(word, dotless=dotless, name=False)
    if not spelt.endswith("ى") or spelt in paper_words() or spelt.removeprefix("ال") in MAQSURA:
        return spelt
    return _dotted(spelt)


@lru_cache(maxsize=MOST_KEPT)
def _parted(word: str, *, name: bool) -> str:
    """Two known words that ran together after a letter which joins no other: the space there is narrow."""
    known = set_words() if name else paper_words()
    if word in known:
        return word
    cuts = (at for at in range(2, len(word) - 1) if word[at - 1] in UNJOINED)
    found = [at for at in cuts if word[:at] in known and word[at:] in known]
    if not found:
        return word
    at = max(found, key=lambda at: min(at, len(word) - at))
    return f"{word[:at]} {word[at:]}"


def _word(word: str, *, dotless: bool, name: bool) -> str:
    sorani = restore_sorani(word)
    arabic = word.translate(JOINED)
    if _SORANI.search(word):
        return sorani
    known = paper_words()
    foreign = sorani in known or (_SHARED.search(word) is not None and not word.startswith("ال"))
    if foreign and arabic not in known and _dotted(arabic) not in known:
        return sorani
    return _dotted(arabic) if _ends_in_ya(arabic, dotless=dotless, name=name) else arabic


def _ends_in_ya(word: str, *, dotless: bool, name: bool) -> bool:
    """Whether a word that was read with a final alef maqsura ends in ya."""
    if not word.endswith("ى") or len(word) < 2:
        return False
    if word == "على":
        return name
    if word in paper_words():
        return False
    adjective = word.startswith("ال") and len(word) >= NISBA and word[2:] not in paper_words()
    return dotless or adjective or _dotted(word) in paper_words()


def _dotted(word: str) -> str:
    return f"{word[:-1]}ي" if word.endswith("ى") else word
