"""Names, places, labels and phrases as single lines, from lists and from words of no language."""

import random

from specimens.figures import date, digits_of, number
from specimens.words import Words

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" * 2 + "ةىءأإآؤئ" + "پچگ"
COMMON = "االلميويرنتب"
LATIN_LETTERS = "AEIOUAEIBDFHJKLMNRSTWYZQ"
COUNTED = ("محلة", "زقاق", "دار", "سجل", "صحيفة", "العدد")
SORANI_LETTERS = "ابتجحخدرزسشعغفقلمنهو" + "یەێۆڕڵچپگڤژک" * 2 + "ئەوی"


def pseudo_word(rng: random.Random, letters: str = LETTERS) -> str:
    """A word of no language, with the letters of one: 2 to 9 long, ة and ى only at its end."""
    body = "".join(
        rng.choice(COMMON if letters == LETTERS and rng.random() < 0.45 else letters)
        for _ in range(rng.randint(2, 7))
    )
    if letters != LETTERS:
        return body
    body = body.replace("ة", "ن").replace("ى", "ر").replace("ء", "م")
    head = rng.choice(("", "", "", "", "ال", "ال", "عبد ال", "أ", "م", "و"))
    return head + body + rng.choice(("", "", "", "", "ي", "ي", "ة", "ى", "اء", "ان", "ين", "الله", "ه"))


def _given(source: Words, rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.50:
        return rng.choice(source.given)
    if draw < 0.70 and source.common:
        return rng.choice(source.common)
    return pseudo_word(rng, SORANI_LETTERS if draw > 0.97 else LETTERS)


def _laqab(source: Words, rng: random.Random) -> str:
    return rng.choice(source.laqabs) if rng.random() < 0.5 else f"ال{pseudo_word(rng).removeprefix('ال')}ي"


def name(source: Words, rng: random.Random) -> tuple[str, bool]:
    """One given name or laqab."""
    return (_laqab if rng.random() < 0.3 else _given)(source, rng), True


def chain(source: Words, rng: random.Random) -> tuple[str, bool]:
    """Two to four names, often with a laqab."""
    parts = [_given(source, rng) for _ in range(rng.choice((2, 2, 3, 3, 3, 4)))]
    if rng.random() < 0.45:
        parts.append(_laqab(source, rng))
    return " ".join(parts), True


def place(source: Words, rng: random.Random) -> tuple[str, bool]:
    """A place, alone, with its district or after the word for its kind."""
    one = rng.choice(source.places)
    draw = rng.random()
    if draw < 0.55:
        return one, True
    if draw < 0.8:
        return f"{one}{rng.choice((' / ', '/', ' - ', '، '))}{rng.choice(source.places)}", True
    return (
        f"{rng.choice(('محافظة', 'قضاء', 'ناحية', 'دائرة أحوال', 'محلة', 'حي', 'قرية', 'مكتب'))} {one}",
        True,
    )


def label(source: Words, rng: random.Random) -> tuple[str, bool]:
    """A label of a form, with colon, twin label or number."""
    one = rng.choice(source.labels)
    draw = rng.random()
    if draw < 0.35:
        return f"{one}{rng.choice((':', ' :'))}", True
    if draw < 0.55:
        return f"{one}{rng.choice((' / ', '/', ' '))}{rng.choice(source.labels)}{rng.choice(('', ':'))}", True
    if draw < 0.62:
        return f"{digits_of(rng, rng.choice((1, 2)))}{rng.choice(('- ', '. ', ') ', ' '))}{one}", True
    return one, True


def value(source: Words, rng: random.Random) -> tuple[str, bool]:
    """A value from a closed list, an occupation or a hospital."""
    return rng.choice(source.values), True


def sorani(source: Words, rng: random.Random) -> tuple[str, bool]:
    """Sorani words and pseudo-words."""
    parts = [
        rng.choice(source.sorani) if rng.random() < 0.5 else pseudo_word(rng, SORANI_LETTERS)
        for _ in range(rng.choice((1, 1, 2, 3)))
    ]
    return " ".join(parts) + rng.choice(("", "", "", ":")), True


def phrase(source: Words, rng: random.Random) -> tuple[str, bool]:
    """Words of running text, from two of them to the whole line of a book."""
    if source.common and rng.random() < 0.7:
        count = rng.randint(2, 5) if rng.random() < 0.65 else rng.randint(6, 12)
        parts = [_affixed(rng.choice(source.common), rng) for _ in range(count)]
        return rng.choice((" ", " ", " ", "، ")).join(parts) + rng.choice(("", "", "", ".", "،")), True
    return " ".join(rng.choice(source.phrases) for _ in range(rng.choice((1, 1, 2)))), True


def latin(source: Words, rng: random.Random) -> tuple[str, bool]:
    """Latin words and captions."""
    if rng.random() < 0.6:
        text = rng.choice(source.english)
    else:
        text = " ".join(
            "".join(rng.choices(LATIN_LETTERS, k=rng.randint(3, 8))).capitalize()
            for _ in range(rng.choice((1, 2, 3)))
        )
    return rng.choice((text, text, text.upper())), False


def mixed(source: Words, rng: random.Random) -> tuple[str, bool]:
    """Label and value, name and relation, text and number."""
    draw = rng.random()
    if draw < 0.25:
        return f"{_given(source, rng)} {rng.choice(('/', '-', '('))} {rng.choice(source.values)}", True
    if draw < 0.5:
        return f"{rng.choice(source.labels)}: {chain(source, rng)[0]}", True
    if draw < 0.75:
        return f"{rng.choice(source.labels)}{rng.choice((' ', ': ', ' / '))}{number(rng)[0]}", True
    if draw < 0.85:
        return f"{rng.choice(COUNTED)} {digits_of(rng, rng.randint(1, 4))}", True
    return f"{date(source.months, rng)[0]} {rng.choice(('م', 'هـ', 'صباحا', _given(source, rng)))}", True


def _affixed(word: str, rng: random.Random) -> str:
    head = rng.choice(("", "", "", "ال", "و", "بال", "لل", "وال", "ف"))
    return head + word + rng.choice(("", "", "", "ها", "هم", "ات", "ه", "نا"))
