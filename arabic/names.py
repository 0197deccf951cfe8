"""Arabic and Kurdish personal names: a chain split into its parts, and the search key of each part."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from arabic.latin import is_latin
from arabic.letters import clean, fold, sound

# Every list below holds folded words. Source: the Iraqi naming practice as described to the Canada IRB
# (2001) and by Sayari, completed by own knowledge.
_WITH_NEXT = frozenset(
    {"ابو", "ابي", "ابا", "ام", "ابن", "بن", "بنت", "ذو", "ذي", "ال", "عبد", "امه", "القره"}
)
_WITH_NEXT_IF_ARTICLE = frozenset({"عبيد", "عبده"})
_WITH_PREVIOUS = frozenset(
    {"الله", "الدين", "الرحمن", "العابدين", "الهدي", "الاسلام", "الحق", "الزمان", "الضحي", "البنين", "الفقار"}
)
_TITLES = frozenset(
    {"السيد", "السيده", "الشيخ", "الحاج", "الحاجه", "المرحوم", "المرحومه", "الملا", "الدكتور"}
)
_FILIATION = frozenset({"بن", "ابن", "بنت"})
_UNNAMED = _TITLES | _FILIATION

_DOUBLED = re.compile(r"([وي])\1+")
# What people write within a name that is no letter of it: dashes and underlines, full stops and middle dots,
# apostrophes and quotation marks, commas. A question mark or a star stands for a letter and is kept.
_UNSPOKEN = re.compile(
    "[-_\u2010-\u2015\u2212\u00ad\u058a\u05be\u203e\ufe58\ufe63"
    ".\u06d4\u00b7\u0387\u2022\u2024\u2027\u2219\u22c5\u30fb\uff65"
    "'\"`\u00b4\u02b9-\u02bf\u02c8\u2018-\u201f\u2032-\u2037\u00ab\u00bb"
    ",\u060c\u061b;]"
)

# One name, two spellings that no letter rule joins: mostly the spelling of the Koran without its alef.
_SPELLINGS = {
    "يس": "ياسين",
    "طاها": "طه",
    "اسحق": "اسحاق",
    "اسمعيل": "اسماعيل",
    "ابرهيم": "ابراهيم",
    "هرون": "هارون",
    "سليمن": "سليمان",
    "عثمن": "عثمان",
    "لقمن": "لقمان",
    "عبدالرحمان": "عبدالرحمن",
    "رحمان": "رحمن",
    "يحيا": "يحيي",
    "موسا": "موسي",
    "عيسا": "عيسي",
    "رئوف": "رؤوف",
}


def split_chain(text: str) -> tuple[str, ...]:
    """Split a name as written into its parts, each as written: a compound name is one part.

    `محمد عبد الله زين العابدين` has three parts. Two given names borne as one (محمد جواد) can't be told
    from a father's name without a list and stay apart here: comparing chains allows for it.
    """
    parts: list[str] = []
    joining = False
    words = clean(text).split()
    keys = [fold(_spoken(word)) for word in words]
    for place, (word, key) in enumerate(zip(words, keys, strict=True)):
        if parts and (joining or not key or key in _WITH_PREVIOUS):
            parts[-1] = f"{parts[-1]} {word}"
        else:
            parts.append(word)
        # A sign that stands alone (عبد - الله) parts nothing.
        if key:
            following = next(filter(None, keys[place + 1 :]), "")
            joining = _joins_next(key, following, first_word=place == 0)
    return tuple(parts)


def _joins_next(word: str, following: str, *, first_word: bool) -> bool:
    if not following:
        return False
    if word in _WITH_NEXT or word in _FILIATION:
        return True
    # A title within a chain may be the laqab of the one before; only the opening one is certain.
    return (word in _TITLES and first_word) or (
        word in _WITH_NEXT_IF_ARTICLE and following.startswith("ال") and following not in _WITH_PREVIOUS
    )


def part_key(part: str) -> str:
    """Return the search key of one name part: its sound, without spaces, titles and بن / بنت.

    `عبد الله` and `عبدالله`, `أبو بكر` and `ابوبكر`, `داود` and `داوود`, `بەختیار` and `بختيار` have one
    key; hyphens, dots and apostrophes count for nothing (`عبد-الله`). A part that is nothing but a title
    keeps it.
    """
    written = _spoken(clean(part)).split()
    if len(written) > 1:
        named = [word for word in written if fold(word) not in _UNNAMED]
        written = named or written
    key = _sound_of("".join(written))
    return _SPELLINGS_BY_SOUND.get(key, key)


def _spoken(text: str) -> str:
    """Drop the signs within a name; a Latin one keeps them: there the hyphen tells the article (al-, at-)."""
    return text if is_latin(text) else _UNSPOKEN.sub("", text)


def _sound_of(name: str) -> str:
    """Sound a name as one word, a doubled و or ي written once: داوود, رؤوف."""
    key = sound(name).replace(" ", "")
    return _DOUBLED.sub(r"\1", key) if len(key) > 2 else key


_SPELLINGS_BY_SOUND = {_sound_of(key): _sound_of(name) for key, name in _SPELLINGS.items()}


def laqab_key(laqab: str) -> str:
    """Return the search key of a laqab: as of a part, without the leading article."""
    key = part_key(laqab)
    return key.removeprefix("ال") if len(key) > 4 else key


def chain_keys(text: str) -> tuple[str, ...]:
    """Return the key of each part of a name, in order."""
    return tuple(key for part in split_chain(text) if (key := part_key(part)))


@dataclass(frozen=True, slots=True)
class NameChain:
    """A person's name by position: own, father's, grandfather's, farther ancestors', and the laqab or None.

    The given names are as written. Any position may be missing; the order is never guessed anew.
    """

    names: tuple[str, ...]
    laqab: str | None = None

    @property
    def given(self) -> str | None:
        """The person's own name."""
        return self.names[0] if self.names else None

    @property
    def father(self) -> str | None:
        """The father's given name."""
        return self.names[1] if len(self.names) > 1 else None

    @property
    def grandfather(self) -> str | None:
        """The given name of the father's father."""
        return self.names[2] if len(self.names) > 2 else None

    @property
    def text(self) -> str:
        """The name in its ordinary order."""
        return " ".join([*self.names, *([self.laqab] if self.laqab else [])])

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each name, without the laqab."""
        return tuple(map(part_key, self.names))


def parse_chain(text: str, laqab_keys: Collection[str] = ()) -> NameChain:
    """Tell the laqab of a name as written from the names before it.

    The last of several parts is the laqab when its key is in `laqab_keys` or when it opens with the article
    (الجبوري); a compound such as `عبد الله` never is. A name of one part is a given name.
    """
    parts = split_chain(text)
    if len(parts) > 1 and _is_laqab(parts[-1], laqab_keys):
        return NameChain(parts[:-1], parts[-1])
    return NameChain(parts)


def _is_laqab(part: str, laqab_keys: Collection[str]) -> bool:
    key = part_key(part)
    return laqab_key(part) in laqab_keys or (
        key.startswith("ال") and len(key) > 4 and key not in _GIVEN_WITH_AL
    )


# Given names whose first two letters only look like the article.
_GIVEN_WITH_AL = frozenset(
    map(part_key, ("إلهام", "إلياس", "ألماس", "إلهان", "ألطاف", "ألمى", "إلينا", "ألفت"))
)
