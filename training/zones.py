"""Lines of machine readable zones for training: the three sizes of ICAO 9303, and strings of no sense."""

import random

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
# Letters that the Arabic transliteration of Doc 9303-3 uses much more than others.
NAME_LETTERS = CAPITALS + "XXXAALLHMNIRYDSB"


def zone_line(rng: random.Random) -> str:
    """One line of 30, 36 or 44 characters. Check digits are random: the reader must not lean on them."""
    length = rng.choice((30, 30, 30, 36, 44, 44))
    draw = rng.random()
    if draw < 0.1:
        return "".join(rng.choices(CAPITALS + DIGITS + "<", k=length))
    if draw < 0.45:
        return _names(rng, length)
    return _numbers(rng, length) if draw < 0.75 else _document(rng, length)


def _names(rng: random.Random, length: int) -> str:
    head = "" if length == 30 else f"{rng.choice(('P<', 'PA', 'I<', 'ID'))}{_state(rng)}"
    parts = ["".join(rng.choices(NAME_LETTERS, k=rng.randint(2, 10))) for _ in range(rng.randint(2, 4))]
    return (head + rng.choice(("", "", "<<")) + f"{parts[0]}<<{'<'.join(parts[1:])}").ljust(length, "<")[
        :length
    ]


def _numbers(rng: random.Random, length: int) -> str:
    birth, expiry = _digits(rng, 7), _digits(rng, 7)
    if length == 30:
        return (birth + rng.choice("MF<") + expiry + _state(rng) + "<" * 11)[:29] + _digits(rng, 1)
    number = f"{rng.choice(CAPITALS)}{_digits(rng, 8)}{_digits(rng, 1)}"
    filler = rng.choice((_digits(rng, 12), "")).ljust(16, "<")
    return (number + _state(rng) + birth + rng.choice("MF<") + expiry + filler)[: length - 1] + _digits(
        rng, 1
    )


def _document(rng: random.Random, length: int) -> str:
    head = rng.choice(CAPITALS) + rng.choice((rng.choice(CAPITALS), _digits(rng, 1)))
    number = head + _digits(rng, 7)
    return f"{rng.choice(('ID', 'I<', 'P<', 'A<'))}{_state(rng)}{number}{_digits(rng, 13)}".ljust(
        length, "<"
    )[:length]


def _state(rng: random.Random) -> str:
    return "IRQ" if rng.random() < 0.6 else "".join(rng.choices(CAPITALS, k=3))


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(DIGITS, k=count))
