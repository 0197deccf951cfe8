"""From what was read to a typed value: numbers, dates, sex, blood group, names, codes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from arabic.dates import PartialDate, parse_date
from arabic.digits import DigitScript, to_western
from arabic.letters import clean, fold
from arabic.partial import Precision
from ocr.text.digit_script import in_one_script
from ocr.text.misread_dates import mended
from ocr.text.orthography import respelt
from ocr.text.place_spelling import respelt_place, spaced_place
from ocr.text.similarity import similarity
from ocr.text.trimming import LETTER, trimmed
from ocr.text.validity import listed_place
from reference.documents import FieldKind, FieldSpec
from reference.meaning import Script, Vocabulary
from reference.unknown_words import says_unknown

FIGURES = frozenset(
    {FieldKind.DIGITS, FieldKind.DATE, FieldKind.CODE, FieldKind.TIME, FieldKind.NUMBER, FieldKind.MONEY}
)
NAMES = frozenset({FieldKind.NAME_PART, FieldKind.NAME_CHAIN})
PROPER = NAMES | {FieldKind.PLACE}
_LOOKALIKE = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "S": "5", "B": "8", "٬": ""}
)
_BLOOD = re.compile(r"(AB|A|B|O|0)\s*([+-])|([+-])\s*(AB|A|B|O|0)")
REPAIRED: Final = 0.6
"""Fit (0 to 1) of a value that needed a sign corrected: above `validity.LEAST_FIT`, but not sure."""
GUESSED: Final = 0.45
"""Fit (0 to 1) of a place spelt by the gazetteer: below `validity.LEAST_FIT`: a person looks."""
RINGS = frozenset("05")
"""What a ring alone may be: a value need not be written in the digits of the rest of its paper."""
LONGEST_MARK: Final = 3
"""Most letters that may stand beside a year: `سنة`, `عام`, `هـ`, `م`; more are an unread month."""
LEAST_SEX: Final = 0.6
"""Least similarity (0 to 1) to a word for male or female: one letter may be misread, two would be a guess."""
SEXES = {"ذكر": ("ذكر", "male", "m", "نیر", "نير"), "أنثى": ("انثي", "female", "f", "مي", "مێ")}


@dataclass(frozen=True, slots=True)
class Typed:
    """A canonical value ('' when the text can't be one) and how well the text fits the kind (0 to 1)."""

    value: str
    fit: float


def typed(spec: FieldSpec, text: str, *, dotless: bool = False, figures: DigitScript | None = None) -> Typed:
    """The canonical value of a text read in a field.

    `dotless` says that the paper's ya has no dots, `figures` in which digits the paper is written, if in one
    kind. Words that say "not known" are no value; in a free text they stay what the paper says.
    """
    named = spec.kind in PROPER or spec.vocabulary is Vocabulary.NAME
    bare = trimmed(spec, respelt(_bare(text), dotless=dotless, name=named))
    if spec.kind in FIGURES:
        bare = in_one_script(bare, figures)
    if not bare or (spec.kind is not FieldKind.TEXT and says_unknown(bare)):
        return Typed("", 0.0)
    made = _MAKERS.get(spec.kind, _text)(spec, bare)
    if spec.kind is FieldKind.NUMBER and made.value in RINGS:
        return Typed(made.value, GUESSED)
    if spec.pattern and made.value and not re.fullmatch(spec.pattern, made.value):
        return Typed(made.value, made.fit * 0.5)
    return made


def _bare(text: str) -> str:
    """Text without the dots of a leader (also where they were read as zeros) and the signs around a value."""
    return clean(re.sub(r"[.…_]{3,}|٠{8,}|0{8,}", " ", text)).strip(" .:،؛*_|'\"")


def _digits(_: FieldSpec, text: str) -> Typed:
    western = to_western(text).translate(_LOOKALIKE)
    digits = re.sub(r"\D", "", western)
    others = len(re.sub(r"[\d\s/.-]", "", western))
    return Typed(digits, len(digits) / (len(digits) + 2 * others) if digits else 0.0)


def _code(_: FieldSpec, text: str) -> Typed:
    western = to_western(text).upper()
    code = re.sub(r"\s+", "", western) if re.search("[A-Z]", western) else western
    good = len(re.findall(r"[A-Z0-9/+-]", code))
    letters = len(LETTER.findall(code))
    return Typed(code, 0.15 + 0.85 * good / max(1, len(code)) if good > letters else 0.2)


def _date(spec: FieldSpec, text: str) -> Typed:
    parsed = parse_date(text)
    if parsed is not None and (spec.precision is Precision.YEAR or not _only_year(parsed, text)):
        return Typed(parsed.iso, 1.0)
    parsed = parse_date(mended(text))
    if parsed is not None and not _only_year(parsed, text):
        return Typed(parsed.iso, REPAIRED)
    return Typed("", 0.25 if len(re.findall(r"\d", to_western(text))) >= 4 else 0.0)


def _only_year(date: PartialDate, text: str) -> bool:
    """Whether only the year was made out of a text that says more: a month that nobody could read."""
    return date.month is None and len(LETTER.findall(text)) > LONGEST_MARK


def _date_place(_: FieldSpec, text: str) -> Typed:
    """A date and the place after it, without what stands around them."""
    found = re.search(r"\d{1,4}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{1,4}", mended(text))
    if found is None:
        return _text(_, text)
    words = mended(text)[found.end() :].split()
    place = [word for word in words if LETTER.search(word)]
    # The next cell's word may stand close.
    ends = (count for count in range(1, len(place) + 1) if listed_place(" ".join(place[:count])))
    place = place[: max(ends, default=len(place))]
    return Typed(" ".join([re.sub(r"\s", "", found[0]), *place]), 0.7 if place else 0.4)


def _name(_: FieldSpec, text: str) -> Typed:
    name = re.sub(r"[^\u0621-\u064a\u066e-\u06d3\u06d5\s()-]", " ", text)
    name = " ".join(name.split())
    letters = len(LETTER.findall(name))
    return Typed(name, letters / max(1, len(text.replace(" ", ""))) if letters >= 2 else 0.0)


def _place(spec: FieldSpec, text: str) -> Typed:
    """A place; one that is only nearly a unit of the gazetteer is spelt like it, and a person looks at it."""
    text = spaced_place(text)
    # The gazetteer holds few quarters and villages: the nearest name is mostly that of another place.
    nearest = "" if spec.vocabulary is Vocabulary.QUARTER else respelt_place(text)
    return Typed(nearest, GUESSED) if nearest else _text(spec, text)


def _text(spec: FieldSpec, text: str) -> Typed:
    """A text as it stands; one without Arabic letters is told by its field alone."""
    latin = spec.script is Script.LATIN and re.search("[A-Z]", text)
    told = LETTER.search(text) or latin or parse_date(text)
    return Typed(to_western(text), 0.7 if told else 0.4)


def _money(_: FieldSpec, text: str) -> Typed:
    """An amount in figures; separators of thousands are no part of it."""
    figures = re.findall(r"\d[\d,.٬ ]*", to_western(text))
    groups = re.findall(r"\d+", max(figures, key=len, default=""))
    # No amount begins with zeros: its groups were read from the wrong end.
    amount = "".join(groups[::-1] if groups and not int(groups[0]) else groups)
    return Typed(amount or text, 0.8 if amount else 0.3)


def _choice(spec: FieldSpec, text: str) -> Typed:
    """One of a closed list; a text unlike all of them stays as it was read, and so it does without a list."""
    if spec.vocabulary is Vocabulary.SEX:
        return _sex(spec, text)
    if spec.vocabulary is Vocabulary.BLOOD_GROUP:
        return _blood(spec, text)
    if not spec.values:
        return _text(spec, text)
    folded = fold(text)
    scored = sorted(((similarity(folded, fold(value)), value) for value in spec.values), reverse=True)
    if scored and scored[0][0] >= 0.7 and scored[0][0] > max((like for like, _ in scored[1:]), default=0.0):
        return Typed(scored[0][1], scored[0][0])
    among = [value for value in spec.values if f" {fold(value)} " in f" {folded} "]
    return Typed(among[0], REPAIRED) if len(among) == 1 else Typed(text, 0.5)


def _sex(_: FieldSpec, text: str) -> Typed:
    folded = fold(text).lower()
    score, value = max(
        (
            max(
                similarity(word, fold(form).lower())
                for word in (folded, *re.split(r"[\s/]+", folded))
                for form in forms
            ),
            sex,
        )
        for sex, forms in SEXES.items()
    )
    return Typed(value, score) if score >= LEAST_SEX else Typed("", 0.0)


def _blood(_: FieldSpec, text: str) -> Typed:
    found = _BLOOD.search(to_western(text).upper().replace("—", "-").replace("–", "-"))
    if not found:
        return Typed("", 0.0)
    group, sign = found.group(1) or found.group(4), found.group(2) or found.group(3)
    return Typed(group.replace("0", "O") + sign, 1.0)


def _time(_: FieldSpec, text: str) -> Typed:
    """A time of day as HH:MM; a colon may have been read as a zero, or not at all."""
    western = to_western(text)
    found = re.search(r"(\d{1,2})\s*[:.٫,؛]\s*(\d{2})(?!\d)", western)
    hour, minute, fit = (found[1], found[2], 1.0) if found else _unmarked_time(western)
    if not hour or int(hour) > 23 or int(minute) > 59:
        return Typed(text, 0.3)
    late = "مسا" in text and int(hour) < 12
    return Typed(f"{int(hour) + 12 * late:02}:{minute}", fit)


def _unmarked_time(western: str) -> tuple[str, str, float]:
    """Hour, minute and fit of figures without a colon; the hour is empty when they are no time."""
    found = re.search(r"(?<!\d)(\d{1,2}?)(0?)(\d{2})(?!\d)", western)
    if found is None or (len(found[1]) == 1 and not found[2]):
        return "", "", 0.0
    return found[1], found[3], REPAIRED


def _number(spec: FieldSpec, text: str) -> Typed:
    """A number with a point; where the pattern asks for one, a zero that stands for it was a point."""
    western = re.sub(r"(?<=\d)\s*[٫،,'.]\s*(?=\d)", ".", to_western(text))
    found = re.search(r"\d+(?:\.\d+)?", western)
    if found is None:
        return Typed(text, 0.2)
    value = found[0]
    if spec.pattern and not re.fullmatch(spec.pattern, value):
        pointed = (f"{value[:at]}.{value[at + 1 :]}" for at in range(1, len(value) - 1) if value[at] == "0")
        fitting = [other for other in pointed if re.fullmatch(spec.pattern, other)]
        return Typed(fitting[0], REPAIRED) if len(fitting) == 1 else Typed(value, 0.8)
    return Typed(value, 0.8)


_MAKERS: Mapping[FieldKind, Callable[[FieldSpec, str], Typed]] = {
    FieldKind.DIGITS: _digits,
    FieldKind.CODE: _code,
    FieldKind.PLACE: _place,
    FieldKind.DATE: _date,
    FieldKind.DATE_PLACE: _date_place,
    FieldKind.NAME_PART: _name,
    FieldKind.NAME_CHAIN: _name,
    FieldKind.ENUM: _choice,
    FieldKind.TIME: _time,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
}
