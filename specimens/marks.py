"""What print adds to a word without changing what it says: vowel marks and stretched joins."""

import random
import re

# Fatha and kasra are the commonest; shadda may carry another mark.
VOWELS = "\u064e\u064e\u0650\u0650\u064f\u0652\u064b\u064d\u064c"
SHADDA = "\u0651"
TATWEEL = "\u0640"
ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a]")
# A letter that joins the next one, and a next one that it can join.
JOIN = re.compile("[بتثجحخسشصضطظعغفقكلمنهي](?=[\u0622-\u063a\u0641-\u064a])")


def vowelled(text: str, rng: random.Random) -> str:
    """Put vowel marks on some or all letters, as schoolbooks and old prints do."""
    density = rng.choice((0.1, 0.3, 0.8))
    return ARABIC_LETTER.sub(
        lambda letter: letter.group() + _marks(rng) if rng.random() < density else letter.group(), text
    )


def stretched(text: str, rng: random.Random) -> str:
    """Lengthen one to three joins, as headings and justified lines do; unchanged without a join."""
    for _ in range(rng.randint(1, 3)):
        joins = [match.end() for match in JOIN.finditer(text)]
        if not joins:
            return text
        at = rng.choice(joins)
        text = text[:at] + TATWEEL * rng.randint(1, 5) + text[at:]
    return text


def _marks(rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.15:
        return SHADDA
    return (SHADDA if draw < 0.25 else "") + rng.choice(VOWELS)
