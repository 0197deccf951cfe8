"""Latin spelling of Arabic names as a passport prints it: by sound, one of many possible."""

from itertools import pairwise

LETTERS = {
    "ا": "A", "أ": "A", "إ": "I", "آ": "AA", "ب": "B", "ت": "T", "ث": "TH", "ج": "J", "ح": "H",
    "خ": "KH", "د": "D", "ذ": "DH", "ر": "R", "ز": "Z", "س": "S", "ش": "SH", "ص": "S", "ض": "DH",
    "ط": "T", "ظ": "DH", "ع": "A", "غ": "GH", "ف": "F", "ق": "Q", "ك": "K", "ل": "L", "م": "M",
    "ن": "N", "ه": "H", "ة": "A", "و": "W", "ي": "Y", "ى": "A", "ؤ": "U", "ئ": "E", "ء": "", "گ": "G",
    "چ": "CH", "پ": "P", "ڤ": "V", "ژ": "ZH", "ک": "K", "ی": "Y", "ە": "A", "ێ": "E", "ۆ": "O",
    "ڕ": "R", "ڵ": "L", "ھ": "H",
}  # fmt: skip
CONSONANTS = frozenset("BTJHDRZSFQKLMNGPV")


def latin_word(word: str) -> str:
    """One word; a vowel is put where two consonants would meet at its start."""
    if word.startswith("ال") and len(word) > len("الله"):
        return f"AL-{latin_word(word[2:])}"
    spelt = [LETTERS.get(letter, "") for letter in word]
    joined = spelt[0] if spelt else ""
    for before, part in pairwise(spelt):
        gap = before[-1:] in CONSONANTS and part[:1] in CONSONANTS
        joined += ("A" if gap else "") + part
    return joined


def latin_name(name: str) -> str:
    """A name of several words in capital letters."""
    return " ".join(latin_word(word) for word in name.split())
