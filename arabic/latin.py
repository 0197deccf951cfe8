"""Arabic names asked for in Latin letters, as passports print them: one key for both scripts.

Many Latin spellings stand for one Arabic name and one spelling for several names, so the key only finds
candidates: nobody is ever identified by a Latin name (ICAO working papers on Arabic names; Canada IRB).
"""

import re
from typing import Final

from rapidfuzz.distance import OSA

# Consonants that Latin spelling does not keep apart share a class; vowels and ain are left out.
_ARABIC = str.maketrans(
    {
        **dict.fromkeys("بپ", "b"),
        **dict.fromkeys("تثط", "t"),
        **dict.fromkeys("جچ", "j"),
        **dict.fromkeys("حه", "h"),
        **dict.fromkeys("خقكگغ", "k"),
        **dict.fromkeys("دذضظزژ", "d"),
        **dict.fromkeys("سشص", "s"),
        **dict.fromkeys("فڤ", "f"),
        **dict(zip("رلمن", "rlmn", strict=True)),
        **dict.fromkeys("ا", "a"),
        **dict.fromkeys("عء", ""),
        **dict(zip("وي", "ui", strict=True)),
    }
)
_DIGRAPHS = {"kh": "k", "gh": "k", "sh": "s", "th": "t", "dh": "d", "ch": "j", "ph": "f", "ck": "k"}
_LATIN = str.maketrans("qcgzvpxowey", "kkkdfbkuuii")
_VOWELS = re.compile("[aiu]")
_OPENING = frozenset({"a", "i", "u", ""})
_DOUBLED = re.compile(r"(.)\1+")
# The l of the article is not heard before a sun letter: Abdurrahman.
_SUN = re.compile("(?<=abd)l(?=[tdrsn])")
# Al-Jubouri, Aljubouri, Alobaidi (not Alawi, Alaa), and at-Tamimi with the sun letter that follows.
_ARTICLE = re.compile(
    r"^(?:al|el|ul)[\s'-]+|^(?:al|el)(?=[b-df-hj-np-tv-xz][a-z]{3}|[aou][a-z]{4,}i$)|^[ae](t|s|sh|n|r|z|dh?|th)[\s'-]+(?=\1)"
)
# Words of compound names in Latin letters, as `names` has them in Arabic ones.
_WITH_NEXT = frozenset(
    {"abd", "abdul", "abdel", "abdal", "abu", "abo", "umm", "um", "al", "el", "zul", "dhu"}
)
_WITH_PREVIOUS = re.compile(
    r"^(?:allah|ullah|(?:[aeu]l|[aeu]d)?-?d[ie]*n|[aeu][lr]-?(?:rah?man|abid[ie]*n|huda|islam|haq+))$"
)
# "al Din": an article that stands alone before such a word belongs to it.
_LOOSE_ARTICLE = re.compile(r"\b([aeu][ldr])\s+(?=(?:d[ie]*n|rah?man|abid[ie]*n|huda|islam|haq+)\b)")
_FILIATION = frozenset({"bin", "ibn", "bint", "ben"})
_NOT_LETTERS = re.compile("[^a-z]")
_LATIN_LETTER = re.compile("[a-z]")
_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")

_CONSONANTS_SHARE: Final = 0.6
"""Share (0 to 1) of the consonants in a likeness: Latin spellings differ most in their vowels."""


def is_latin(text: str) -> bool:
    """Whether a text is written in Latin letters."""
    return bool(_LATIN_LETTER.search(text.lower())) and not _ARABIC_LETTER.search(text)


def split_latin(text: str) -> tuple[str, ...]:
    """The parts of a name in Latin letters, lower case: `abd al-karim`, `nur al-din` are one, bin is none."""
    parts: list[str] = []
    joining = False
    for word in _LOOSE_ARTICLE.sub(r"\1-", text.lower()).split():
        if word in _FILIATION:
            continue
        if joining or (parts and _WITH_PREVIOUS.match(word)):
            parts[-1] = f"{parts[-1]} {word}"
        else:
            parts.append(word)
        joining = word in _WITH_NEXT
    return tuple(parts)


def latin_key(name: str) -> str:
    """Return the key of one Latin name part; equal to `key_of_arabic` of the names it may stand for."""
    return _consonants(_vowelled_latin(name))


def key_of_arabic(key: str) -> str:
    """Return the Latin key of an Arabic part key (`names.part_key` or `names.laqab_key`)."""
    return _consonants(_vowelled_arabic(key))


def latin_likeness(name: str, key: str) -> float:
    """Return how well a Latin name part stands for an Arabic part key, 0 to 1; consonants count most."""
    ours, theirs = _vowelled_latin(name), _vowelled_arabic(key)
    consonants = OSA.normalized_similarity(_consonants(ours), _consonants(theirs))
    return _CONSONANTS_SHARE * consonants + (1 - _CONSONANTS_SHARE) * OSA.normalized_similarity(ours, theirs)


def _vowelled_latin(name: str) -> str:
    letters = name.lower().strip()
    letters = _NOT_LETTERS.sub("", _ARTICLE.sub("", letters))
    for two, one in _DIGRAPHS.items():
        letters = letters.replace(two, one)
    return _DOUBLED.sub(r"\1", _opened(letters, "wy") + letters[1:].translate(_LATIN)).removesuffix("h")


def _vowelled_arabic(key: str) -> str:
    return _DOUBLED.sub(r"\1", _opened(key, "وي") + key[1:].translate(_ARABIC)).removesuffix("h")


def _opened(letters: str, glides: str) -> str:
    """Return the first sound: w and y are consonants there, and an opening vowel is any vowel."""
    first = letters[:1]
    if first and first in glides:
        return "wy"[glides.index(first)]
    sound = first.translate(_ARABIC if first > "z" else _LATIN)
    return "a" if first and sound in _OPENING else sound


def _consonants(vowelled: str) -> str:
    """Keep the first sound and the consonants."""
    return _DOUBLED.sub(r"\1", _SUN.sub("", vowelled[:1] + _VOWELS.sub("", vowelled[1:])))
