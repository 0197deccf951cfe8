"""Kurdish and Arabic spelling of one name: the sounds of a part key, and whether two keys are one sound.

Sorani writes Arabic names as Kurds say them: letters whose sounds Kurdish lacks become the next it has, short
vowels are written. Two keys of one sound are weaker evidence than one key: ثامر and سامر are two names to an
Arab and one to a Kurdish ear. Source: the Sorani alphabet of the Kurdish Academy (2008) and Thackston,
*Sorani Kurdish* (2006), on the letters; which names are so written is own knowledge, measured by `bench
names`. Kurdish keeps ق, ک and گ apart, so they are no class; ڵ ڕ ێ ۆ ە گ are folded by `arabic.letters`.
"""

import re
from functools import lru_cache
from typing import Final

from arabic.names import part_key

_REMEMBERED: Final = 50_000
"""Keys whose sounds a process remembers: more than a governorate has name parts."""

# Letters of Arabic that Kurdish speaks as one; the last of each is what it writes. A ha that ends a name is
# a vowel (ة, ە): that of نجاة is no ح.
_CLASSES: Final = str.maketrans({"ط": "ت", "ص": "س", "ث": "س", "ض": "ز", "ظ": "ز", "ذ": "ز"})
_THROAT: Final = re.compile("ح(?=.)")
_ARABIC_ALONE: Final = re.compile("[طصثضظذ]")
_DOUBLED: Final = re.compile(r"(.)\1+")

# Compounds: the article is heard with the vowel before it (عەبدولقادر), the l of a sun letter is not, and
# God's name ends in a long a.
_GOD: Final = re.compile("^عبد[وا]?لل?[اه]?ه?$")
_OF_GOD: Final = re.compile("(?<=...)(?:ولل?ا|الله|اللا)$")
_SERVANT: Final = re.compile("^عبد(?:ول|ال|ل)(?=...)")
_WORSHIPPERS: Final = re.compile("^زين(?:ال|ل)?عابدين$")
# جمال الدين, جەمالەدین: where the name before ends and the article begins is not heard.
_OF_FAITH: Final = re.compile("(?<=..)(?:ال|اي|ا|ل)*دين$")
_MERCIFUL: Final = re.compile("رحمن$")

# A final ة after a long a and one consonant: سارة, ناديا. Elsewhere it stays: زهرة is not زهراء.
_FEMININE: Final = re.compile("(?<=ا)(.ي?)ه$")
# نجاة is written نەجات.
_LONG_T: Final = re.compile("ات$")
# Names whose final ى is a long a, which the key has as ي (`arabic.letters.fold`). Not those that are another
# name with ي: تقى, يسرى.
_LONG_A: Final = frozenset(
    map(
        part_key,
        (
            "مصطفى",
            "موسى",
            "عيسى",
            "مرتضى",
            "مجتبى",
            "هدى",
            "منى",
            "سلمى",
            "ليلى",
            "ندى",
            "نهى",
            "بشرى",
            "سلوى",
            "لبنى",
            "نجوى",
            "فدوى",
            "ضحى",
            "ذكرى",
            "شذى",
            "منتهى",
            "كبرى",
            "صغرى",
            "عظمى",
            "أروى",
            "سجى",
            "لمى",
            "سهى",
            "ربى",
            "جدوى",
        ),
    )
)
# Written with none of its vowels.
_AS_HEARD: Final = {"طه": "تاها"}

# Short vowels, where Kurdish writes one and Arabic none: after the first consonant (عومەر, حوسێن), before the
# last one of an active participle (تاهیر, فاتیمە) or of one with م (موسلیم), as a word opens (ئیبراهیم).
_OPENING: Final = (re.compile("^ا[وي](?=[^اوي]{2}..|[^اوي][اي]..)"), "ا")
_FIRST_VOWEL: Final = (re.compile("^([^اوي])[وي](?=[^اوي])"), r"\1")
_PARTICIPLE: Final = (re.compile("^((?:عبدال|ال)?[^اي]ا[^اوي])ي(?=[^اويه]ه?$)"), r"\1")
_OF_FORM_FOUR: Final = (re.compile("^(م..)ي(?=.$)"), r"\1")
_GLIDE: Final = (re.compile("(?<=.)ويا(?=.$)"), "وا")
_SHORT_VOWELS: Final = (_OPENING, _FIRST_VOWEL, _PARTICIPLE, _OF_FORM_FOUR, _GLIDE)
_LEAST: Final = 3
"""Letters that have to be left of a name: روزا is not رضا, نوری not نرى."""


@lru_cache(maxsize=_REMEMBERED)
def sounds(key: str) -> tuple[str, ...]:
    """The sounds of a part key: as Arabic reads its letters, and, where it may be Kurdish, as that does.

    The second is without the short vowels that Kurdish writes. A key with a letter that Kurdish has not
    (ط ص ث ض ظ ذ) is read in one way.
    """
    arabic = _arabic(key)
    if _ARABIC_ALONE.search(key):
        return (arabic,)
    kurdish = _kurdish(arabic)
    return (arabic,) if kurdish == arabic else (arabic, kurdish)


def same_sound(here: str, there: str) -> bool:
    """Whether two part keys are one name's sound, the short vowels of at most one of them left out."""
    ours, theirs = sounds(here), sounds(there)
    return ours[0] in theirs or theirs[0] in ours


def _arabic(key: str) -> str:
    if _GOD.match(key):
        return "عبداله"
    name = key[:-1] + "ا" if key in _LONG_A else _AS_HEARD.get(key, key)
    name = _LONG_T.sub("اه", name)
    for pattern, written in (
        (_WORSHIPPERS, "زينالعابدين"),
        (_OF_GOD, "الله"),
        (_SERVANT, "عبدال"),
        (_MERCIFUL, "رحمان"),
        (_FEMININE, r"\1ا"),
    ):
        name = pattern.sub(written, name)
    name = _OF_FAITH.sub("الدين", name) if not _WORSHIPPERS.match(name) else name
    return _DOUBLED.sub(r"\1", _THROAT.sub("ه", name.translate(_CLASSES)))


def _kurdish(name: str) -> str:
    for pattern, without in _SHORT_VOWELS:
        shorter = pattern.sub(without, name)
        if _is_name(shorter):
            name = shorter
    return name


def _is_name(letters: str) -> bool:
    """Whether enough is left: three consonants or more, or a short name that is known to end in a vowel."""
    if len(letters) == _LEAST and letters[-1] in "اهي":
        return letters in _SHORT
    return len(letters) >= _LEAST


_SHORT: Final = frozenset(map(_arabic, _LONG_A)) | {"هبه"}
