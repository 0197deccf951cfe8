"""From canonical values to what a paper shows: digit script, order of dates, money, blood groups."""

import datetime as dt
import random
from dataclasses import dataclass

from arabic.digits import DigitScript, to_script
from reference.documents import FieldKind

SCRIPT_WEIGHTS = {DigitScript.ARABIC_INDIC: 68, DigitScript.PERSIAN: 8, DigitScript.WESTERN: 24}
MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
# Kinds whose Latin letters and digits are printed as they are in any document.
LATIN_KINDS = frozenset({FieldKind.MRZ})
NUMBER_KINDS = frozenset(
    {FieldKind.DIGITS, FieldKind.CODE, FieldKind.DATE, FieldKind.TIME, FieldKind.NUMBER, FieldKind.MONEY}
)


@dataclass(frozen=True, slots=True)
class Hand:
    """How one document writes numbers and dates. `mixed` leaves a share of its numbers in Western digits."""

    digits: DigitScript
    mixed: bool
    day_first: bool
    padded: bool
    month_names: bool


def draw_hand(rng: random.Random, digits: DigitScript | None = None) -> Hand:
    """Draw a way of writing; Arabic-Indic digits are the commonest on Iraqi paper."""
    script = digits or rng.choices(list(SCRIPT_WEIGHTS), list(SCRIPT_WEIGHTS.values()))[0]
    return Hand(
        digits=script,
        mixed=digits is None and rng.random() < 0.12,
        day_first=rng.random() < 0.4,
        padded=rng.random() < 0.7,
        month_names=rng.random() < 0.06,
    )


def printed_date(canonical: str, hand: Hand) -> str:
    """`YYYY/MM/DD` or `YYYY` as this document writes a date, in Western digits."""
    if len(canonical) == len("YYYY"):
        return canonical
    day = dt.date.fromisoformat(canonical.replace("/", "-"))
    if hand.month_names:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    width = 2 if hand.padded else 1
    parts = (f"{day.year}", f"{day.month:0{width}d}", f"{day.day:0{width}d}")
    return "/".join(reversed(parts) if hand.day_first else parts)


def printed(kind: FieldKind, canonical: str, hand: Hand, rng: random.Random) -> str:
    """What the paper shows for a canonical value; reads back to the same value."""
    if kind in LATIN_KINDS or not canonical:
        return canonical
    text = printed_date(canonical, hand) if kind is FieldKind.DATE else canonical
    if kind is FieldKind.MONEY:
        text = f"{int(canonical):,}" if rng.random() < 0.5 else canonical
    if kind is FieldKind.CODE and any(letter.isascii() and letter.isalpha() for letter in text):
        return text
    western = hand.mixed and rng.random() < 0.5
    return text if western else to_script(text, hand.digits)
