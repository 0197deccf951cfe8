"""Machine-readable zones (ICAO Doc 9303 parts 3 to 7): composed, checked and taken apart. Pure text."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from arabic.mrz_layout import COMPOSITE, LAYOUTS, LONG_NUMBERS, MrzFormat, Slot

__all__ = [
    "ALPHABET",
    "FILLER",
    "LAYOUTS",
    "SEXES",
    "MrzFields",
    "MrzFormat",
    "Slot",
    "check_digit",
    "checked_fields",
    "compose",
    "composite_digit",
    "cut",
    "format_of",
    "is_date",
    "join_names",
    "parse",
    "split_names",
]

FILLER = "<"
ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
_WEIGHTS = (7, 3, 1)
_CHECK, _COMPOSITE = "_check", "composite_check"
_TWO_DIGITS = re.compile("[0-9]{2}")
_UNKNOWN = FILLER * 2
_LEAP: Final = 2000
"""A leap year: a zone writes no century, so that its 29 February is believed."""
SEXES = frozenset("MFX<")
"""What may stand for sex: male, female, and two signs for not said (Doc 9303-3, 4.8 and 4.10)."""


def check_digit(text: str) -> str:
    """Return the 7-3-1 check digit of Doc 9303-3: `<` counts 0, A to Z 10 to 35.

    Raises ValueError for a character that no zone has.
    """
    if not ALPHABET.issuperset(text):
        raise ValueError("a character that no machine-readable zone has")
    values = (0 if char == FILLER else int(char, 36) for char in text)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def format_of(lines: tuple[str, ...]) -> MrzFormat | None:
    """Return the format of so many lines of this length, or None. A visa is told by the V it begins with."""
    for known in MrzFormat:
        fits = len(lines) == known.lines and all(len(line) == known.width for line in lines)
        if fits and known.visa == (known.lines == 2 and lines[0].startswith("V")):
            return known
    return None


@dataclass(frozen=True, slots=True)
class MrzFields:
    """What a zone says, fillers trimmed; dates as printed (YYMMDD), names in zone letters.

    `checks` tells for each check digit whether it holds; `composite` is apart, since one published card of
    ours fails it while all others hold. It is None where the format has none.
    """

    format: MrzFormat
    document_code: str
    issuer: str
    document_number: str
    birth_date: str
    sex: str
    expiry_date: str
    nationality: str
    optional: str
    optional_2: str
    surname: str
    given_names: tuple[str, ...]
    checks: tuple[tuple[str, bool], ...]
    composite: bool | None

    @property
    def checked(self) -> bool:
        """Whether every check digit but the composite one holds."""
        return all(holds for _, holds in self.checks)

    @property
    def unreal_dates(self) -> tuple[str, ...]:
        """The names of the dates that no calendar has. Parts that a filler calls unknown are no fault."""
        dates = {"birth_date": self.birth_date, "expiry_date": self.expiry_date}
        return tuple(name for name, text in dates.items() if not is_date(text))


def cut(lines: tuple[str, ...], slot: Slot) -> str:
    """Return the characters of one slot."""
    return lines[slot.line][slot.start : slot.end]


def parse(lines: tuple[str, ...]) -> MrzFields:
    """Take a zone apart. Raises ValueError for a shape or a character that no zone has."""
    known = format_of(lines)
    if known is None or not all(ALPHABET.issuperset(line) for line in lines):
        raise ValueError("not the lines of a machine-readable zone")
    layout = LAYOUTS[known]
    raw = {name: cut(lines, slot) for name, slot in layout.items()} | _long_number(known, lines)
    surname, given = split_names(raw["names"])
    return MrzFields(
        format=known,
        document_code=_trim(raw["document_code"]),
        issuer=_trim(raw["issuer"]),
        document_number=_trim(raw["document_number"]),
        birth_date=raw["birth_date"],
        sex=raw["sex"],
        expiry_date=raw["expiry_date"],
        nationality=_trim(raw["nationality"]),
        optional=_trim(raw["optional"]),
        optional_2=_trim(raw.get("optional_2", "")),
        surname=surname,
        given_names=given,
        checks=tuple((name, _holds(raw[name], raw[name + _CHECK])) for name in checked_fields(known)),
        composite=composite_digit(lines) == raw[_COMPOSITE] if known in COMPOSITE else None,
    )


def _long_number(known: MrzFormat, lines: tuple[str, ...]) -> dict[str, str]:
    """The document number, its digit and the optional data left, where the number goes on in these; or {}."""
    number, digit, optional = (
        cut(lines, LAYOUTS[known][name])
        for name in ("document_number", f"document_number{_CHECK}", "optional")
    )
    rest, _, left = optional.partition(FILLER)
    if known not in LONG_NUMBERS or digit != FILLER or FILLER in number or len(rest) < 2:
        return {}
    whole = {"document_number": number + rest[:-1], f"document_number{_CHECK}": rest[-1]}
    return {**whole, "optional": left}


def is_date(text: str) -> bool:
    """Whether six places (YYMMDD) are a date; `<<` stands for a part that is unknown (Doc 9303-3, 4.8)."""
    year, month, day = (None if part == _UNKNOWN else part for part in (text[:2], text[2:4], text[4:]))
    if not all(part is None or _TWO_DIGITS.fullmatch(part) for part in (year, month, day)):
        return False
    longest = monthrange(_LEAP, int(month))[1] if month and 1 <= int(month) <= 12 else 31
    return (month is None or 1 <= int(month) <= 12) and (day is None or 1 <= int(day) <= longest)


def _trim(text: str) -> str:
    return text.strip(FILLER).replace(FILLER, " ")


def checked_fields(known: MrzFormat) -> tuple[str, ...]:
    """Return the fields that have a check digit of their own."""
    return tuple(name for name in LAYOUTS[known] if name + _CHECK in LAYOUTS[known])


def _holds(text: str, digit: str) -> bool:
    # An empty optional field may print a filler in place of its digit.
    return digit == check_digit(text) or (digit == FILLER and not text.strip(FILLER))


def composite_digit(lines: tuple[str, ...]) -> str:
    """Return the digit that a zone's composite check should be.

    Raises ValueError for what is no zone, or one without such a digit (a visa).
    """
    known = format_of(lines)
    if known is None or known not in COMPOSITE:
        raise ValueError("not the lines of a machine-readable zone with a composite digit")
    return check_digit("".join(cut(lines, slot) for slot in COMPOSITE[known]))


def split_names(text: str) -> tuple[str, tuple[str, ...]]:
    """Split `SURNAME<<GIVEN<FATHER` into the surname and the words after it; no surname: an empty one."""
    surname, _, given = text.partition(FILLER * 2)
    return _trim(surname), tuple(word for word in given.split(FILLER) if word)


def join_names(surname: str, given: tuple[str, ...], width: int) -> str:
    """Compose a name field: `SURNAME<<GIVEN<FATHER`, cut or filled to `width` characters."""
    text = surname.replace(" ", FILLER) + FILLER * 2 + FILLER.join(given)
    return _fill(text, width)


def _fill(text: str, width: int) -> str:
    return text[:width].ljust(width, FILLER)


def compose(known: MrzFormat, values: Mapping[str, str]) -> tuple[str, ...]:
    """Compose a zone from `values` (keys of `LAYOUTS`, without the check digits), every digit put in.

    A document number of more than nine places goes on in the optional data where the format has room for it.
    Raises KeyError for a missing required value, ValueError for a character that no zone has.
    """
    texts: dict[str, str] = {}
    values, digit = _with_long_number(known, values)
    for name, slot in LAYOUTS[known].items():
        if not name.endswith(_CHECK):
            value = values.get(name, "") if name.startswith("optional") else values[name]
            texts[name] = _fill(value, slot.width)
    for name in checked_fields(known):
        texts[name + _CHECK] = check_digit(texts[name])
    texts |= digit
    if known not in COMPOSITE:
        return _laid_out(known, texts)
    return _laid_out(known, texts | {_COMPOSITE: composite_digit(_laid_out(known, texts))})


def _with_long_number(
    known: MrzFormat, values: Mapping[str, str]
) -> tuple[Mapping[str, str], dict[str, str]]:
    """The values with a long document number in its two places, and the filler in place of its digit."""
    number, width = values["document_number"], LAYOUTS[known]["document_number"].width
    if len(number) <= width or known not in LONG_NUMBERS:
        return values, {}
    rest = number[width:] + check_digit(number) + FILLER + values.get("optional", "")
    return {**values, "document_number": number[:width], "optional": rest}, {
        f"document_number{_CHECK}": FILLER
    }


def _laid_out(known: MrzFormat, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Put each text in its place, fillers elsewhere."""
    lines = [[FILLER] * known.width for _ in range(known.lines)]
    for name, text in texts.items():
        slot = LAYOUTS[known][name]
        lines[slot.line][slot.start : slot.end] = text
    return tuple("".join(line) for line in lines)
