"""Invented names that stand on no list: a random root poured into a real Arabic or Kurdish name pattern."""

import random
from enum import StrEnum


class NameKind(StrEnum):
    """What a name is used for."""

    MALE = "male"
    FEMALE = "female"
    LAQAB = "laqab"


# Weak letters are left out: they change the shape of the patterns below.
ROOT_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"

# 1, 2 and 3 stand for the letters of the root.
PATTERNS: dict[NameKind, tuple[str, ...]] = {
    NameKind.MALE: (
        "1ا23",
        "12ي3",
        "م12و3",
        "12ا3",
        "12ان",
        "م123",
        "أ123",
        "12و3",
        "م1ا23",
        "1ي23",
        "عبد ال12ي3",
    ),
    NameKind.FEMALE: ("1ا23ة", "12ي3ة", "م1ا23ة", "12ا3ة", "123اء", "12و3ة", "123ى", "م12و3ة", "أ12ا3"),
    NameKind.LAQAB: (
        "ال12ا3ي",
        "ال12ي3ي",
        "ال1ا23ي",
        "ال123اوي",
        "ال12و3ي",
        "ال1وي23ي",
        "ال123اني",
        "آل 12ي3",
    ),
}
KURDISH_HEADS = ("ئا", "بە", "دڵ", "سۆ", "ڕۆ", "شێ", "هێ", "نە", "گو", "ڤی", "پێ", "ژی", "کا", "چۆ")
KURDISH_TAILS = {
    NameKind.MALE: ("زاد", "وان", "رۆ", "گەر", "مان", "دار", "شاد", "کۆ", "یار"),
    NameKind.FEMALE: ("ناز", "دا", "نە", "وان", "گول", "رین", "ڕا", "ژین", "کا"),
    NameKind.LAQAB: ("یی", "نی", "رانی", "لەیی", "وەیی"),
}


def pseudo_name(rng: random.Random, kind: NameKind, *, kurdish: bool = False) -> str:
    """Draw a name of one kind; `kurdish` writes it in Sorani letters."""
    if kurdish:
        return rng.choice(KURDISH_HEADS) + rng.choice(KURDISH_TAILS[kind])
    first, second, third = rng.sample(ROOT_LETTERS, 3)
    pattern = rng.choice(PATTERNS[kind])
    return pattern.replace("1", first).replace("2", second).replace("3", third)
