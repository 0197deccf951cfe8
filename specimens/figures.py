"""Numbers, dates, codes and blood groups as single lines, in three digit scripts."""

import random
from collections.abc import Sequence

DIGITS = {"western": "0123456789", "arabic_indic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹"}
SCRIPTS = ("arabic_indic", "western", "persian")
SCRIPT_WEIGHTS = (0.52, 0.38, 0.10)
LENGTH_WEIGHTS = (4, 5, 8, 9, 7, 9, 5, 6, 4, 3, 5, 9, 2, 2)
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def digits_of(rng: random.Random, length: int, script: str | None = None) -> str:
    """A number of `length` digits in one script (drawn by its weight when none is named)."""
    chosen = DIGITS[script or rng.choices(SCRIPTS, SCRIPT_WEIGHTS)[0]]
    if rng.random() < 0.12:
        few = rng.sample(chosen, 2)
        return "".join(rng.choice(few) for _ in range(length))
    return "".join(rng.choice(chosen) for _ in range(length))


def number(rng: random.Random) -> tuple[str, bool]:
    """1 to 14 digits, rarely with a separator or brackets; and whether the line runs right to left."""
    script = rng.choices(SCRIPTS, SCRIPT_WEIGHTS)[0]
    length = rng.choices(range(1, 15), LENGTH_WEIGHTS)[0]
    text = digits_of(rng, length, script)
    draw = rng.random()
    if draw < 0.06 and length > 3:
        cut = rng.randint(1, length - 2)
        return f"{text[:cut]}{rng.choice('/-.,')}{text[cut:]}", rng.random() < 0.5
    if draw < 0.09 and length > 3:
        return f"{text[:-3]}{rng.choice(',.')}{text[-3:]}", False
    if draw < 0.12:
        return f"({text})", True
    if draw < 0.14:
        return f"{text[: length // 2 + 1]} {text[length // 2 + 1 :]}", False
    return text, False


def date(months: Sequence[str], rng: random.Random) -> tuple[str, bool]:
    """A date in either order, with a month name, or a year alone; and whether its line runs right to left."""
    script = rng.choices(SCRIPTS, SCRIPT_WEIGHTS)[0]
    table = str.maketrans(DIGITS["western"], DIGITS[script])
    year, month, day = rng.randint(1905, 2039), rng.randint(1, 12), rng.randint(1, 31)
    year = rng.randint(1320, 1460) if rng.random() < 0.08 else year
    wide = rng.random() < 0.7
    d, m = (f"{day:02}", f"{month:02}") if wide else (str(day), str(month))
    mark = rng.choices(("/", "-", ".", " / ", " - "), (0.62, 0.2, 0.08, 0.06, 0.04))[0]
    draw = rng.random()
    if draw < 0.10:
        return str(year).translate(table), False
    if draw < 0.26:
        return f"{d} {rng.choice(months)} {year}".translate(table), True
    if draw < 0.30:
        return f"{year}{mark}{m}".translate(table), False
    order = (str(year), m, d) if rng.random() < 0.5 else (d, m, str(year))
    return mark.join(order).translate(table), rng.random() < 0.2


def code(rng: random.Random) -> tuple[str, bool]:
    """A document or family number, blood group or file number; and whether it runs right to left."""
    draw = rng.random()
    western = DIGITS["western"]
    if draw < 0.4:
        head = "".join(rng.choice("AABGEFNK" + CAPITALS) for _ in range(rng.choice((1, 1, 2))))
        return head + "".join(rng.choices(western, k=rng.randint(6, 8))), False
    if draw < 0.62:
        body = "".join(rng.choices(western, k=13))
        return f"{body[:4]}{rng.choice('LLLE')}{body[4:9]}{rng.choice('MMMF')}{body[9:]}0"[:18], False
    if draw < 0.88:
        group = rng.choice(("A", "B", "AB", "O"))
        sign = rng.choice("++-")
        return rng.choice((group + sign, sign + group, f"{group} {sign}", f"({group}{sign})")), False
    if draw < 0.94:
        return (
            f"{rng.choice(CAPITALS)}{rng.choice('-/')}{''.join(rng.choices(western, k=rng.randint(3, 7)))}",
            False,
        )
    return "".join(rng.choices(CAPITALS + western, k=rng.randint(3, 10))), False
