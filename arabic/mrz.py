"""Machine-readable zones (ICAO Doc 9303 parts 3 to 6): composed, checked and taken apart. Pure text."""

from collections.abc import Mapping
from dataclasses import dataclass

from arabic.mrz_layout import COMPOSITE, LAYOUTS, MrzFormat, Slot

__all__ = [
    "ALPHABET",
    "FILLER",
    "LAYOUTS",
    "MrzFields",
    "MrzFormat",
    "Slot",
    "check_digit",
    "checked_fields",
    "compose",
    "composite_digit",
    "cut",
    "format_of",
    "join_names",
    "parse",
    "split_names",
]

FILLER = "<"
ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
_WEIGHTS = (7, 3, 1)
_CHECK, _COMPOSITE = "_check", "composite_check"


def check_digit(text: str) -> str:
    """Return the 7-3-1 check digit of Doc 9303-3: `<` counts 0, A to Z 10 to 35.

    Raises ValueError for a character that no zone has.
    """
    if not ALPHABET.issuperset(text):
        raise ValueError("a character that no machine-readable zone has")
    values = (0 if char == FILLER else int(char, 36) for char in text)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def format_of(lines: tuple[str, ...]) -> MrzFormat | None:
    """Return the format that has as many lines of this length, or None."""
    for known in MrzFormat:
        if len(lines) == known.lines and all(len(line) == known.width for line in lines):
            return known
    return None


@dataclass(frozen=True, slots=True)
class MrzFields:
    """What a zone says, fillers trimmed; dates as printed (YYMMDD), names in zone letters.

    `checks` tells for each check digit whether it holds; `composite` is apart, since one published card of
    ours fails it while all others hold.
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
    composite: bool

    @property
    def checked(self) -> bool:
        """Whether every check digit but the composite one holds."""
        return all(holds for _, holds in self.checks)


def cut(lines: tuple[str, ...], slot: Slot) -> str:
    """Return the characters of one slot."""
    return lines[slot.line][slot.start : slot.end]


def parse(lines: tuple[str, ...]) -> MrzFields:
    """Take a zone apart. Raises ValueError for a shape or a character that no zone has."""
    known = format_of(lines)
    if known is None or not all(ALPHABET.issuperset(line) for line in lines):
        raise ValueError("not the lines of a machine-readable zone")
    layout = LAYOUTS[known]
    raw = {name: cut(lines, slot) for name, slot in layout.items()}
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
        composite=composite_digit(lines) == raw[_COMPOSITE],
    )


def _trim(text: str) -> str:
    return text.strip(FILLER).replace(FILLER, " ")


def checked_fields(known: MrzFormat) -> tuple[str, ...]:
    """Return the fields that have a check digit of their own."""
    return tuple(name for name in LAYOUTS[known] if name + _CHECK in LAYOUTS[known])


def _holds(text: str, digit: str) -> bool:
    # An empty optional field may print a filler in place of its digit.
    return digit == check_digit(text) or (digit == FILLER and not text.strip(FILLER))


def composite_digit(lines: tuple[str, ...]) -> str:
    """Return the digit that a zone's composite check should be. Raises ValueError as `parse` does."""
    known = format_of(lines)
    if known is None:
        raise ValueError("not the lines of a machine-readable zone")
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

    Raises KeyError for a missing required value, ValueError for a character that no zone has.
    """
    texts: dict[str, str] = {}
    for name, slot in LAYOUTS[known].items():
        if not name.endswith(_CHECK):
            value = values.get(name, "") if name.startswith("optional") else values[name]
            texts[name] = _fill(value, slot.width)
    for name in checked_fields(known):
        texts[name + _CHECK] = check_digit(texts[name])
    return _laid_out(known, texts | {_COMPOSITE: composite_digit(_laid_out(known, texts))})


def _laid_out(known: MrzFormat, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Put each text in its place, fillers elsewhere."""
    lines = [[FILLER] * known.width for _ in range(known.lines)]
    for name, text in texts.items():
        slot = LAYOUTS[known][name]
        lines[slot.line][slot.start : slot.end] = text
    return tuple("".join(line) for line in lines)
