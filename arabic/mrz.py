"""Machine-readable zones (ICAO Doc 9303 parts 3 to 6): composed, checked and taken apart. Pure text."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

FILLER = "<"
ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
_WEIGHTS = (7, 3, 1)


class MrzFormat(StrEnum):
    """Size of a document: TD1 a card, TD2 a larger card, TD3 a passport."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"

    @property
    def lines(self) -> int:
        """How many lines the zone has."""
        return 3 if self is MrzFormat.TD1 else 2

    @property
    def width(self) -> int:
        """How many characters a line has."""
        return {MrzFormat.TD1: 30, MrzFormat.TD2: 36, MrzFormat.TD3: 44}[self]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a field stands: line and first and last position, all counted from 0, the last one excluded."""

    line: int
    start: int
    end: int


_TD1 = {
    "document_code": Slot(0, 0, 2),
    "issuer": Slot(0, 2, 5),
    "document_number": Slot(0, 5, 14),
    "document_number_check": Slot(0, 14, 15),
    "optional": Slot(0, 15, 30),
    "birth_date": Slot(1, 0, 6),
    "birth_date_check": Slot(1, 6, 7),
    "sex": Slot(1, 7, 8),
    "expiry_date": Slot(1, 8, 14),
    "expiry_date_check": Slot(1, 14, 15),
    "nationality": Slot(1, 15, 18),
    "optional_2": Slot(1, 18, 29),
    "composite_check": Slot(1, 29, 30),
    "names": Slot(2, 0, 30),
}
_TD2_LINE_2 = {
    "document_number": Slot(1, 0, 9),
    "document_number_check": Slot(1, 9, 10),
    "nationality": Slot(1, 10, 13),
    "birth_date": Slot(1, 13, 19),
    "birth_date_check": Slot(1, 19, 20),
    "sex": Slot(1, 20, 21),
    "expiry_date": Slot(1, 21, 27),
    "expiry_date_check": Slot(1, 27, 28),
}
_TD2 = {
    "document_code": Slot(0, 0, 2),
    "issuer": Slot(0, 2, 5),
    "names": Slot(0, 5, 36),
    **_TD2_LINE_2,
    "optional": Slot(1, 28, 35),
    "composite_check": Slot(1, 35, 36),
}
_TD3 = {
    "document_code": Slot(0, 0, 2),
    "issuer": Slot(0, 2, 5),
    "names": Slot(0, 5, 44),
    **_TD2_LINE_2,
    "optional": Slot(1, 28, 42),
    "optional_check": Slot(1, 42, 43),
    "composite_check": Slot(1, 43, 44),
}
LAYOUTS = MappingProxyType(
    {
        MrzFormat.TD1: MappingProxyType(_TD1),
        MrzFormat.TD2: MappingProxyType(_TD2),
        MrzFormat.TD3: MappingProxyType(_TD3),
    }
)
"""Where each field of each format stands."""

# What the composite digit covers, as (line, start, end): Doc 9303 parts 5, 6 and 4.
_COMPOSITE = {
    MrzFormat.TD1: (Slot(0, 5, 30), Slot(1, 0, 7), Slot(1, 8, 15), Slot(1, 18, 29)),
    MrzFormat.TD2: (Slot(1, 0, 10), Slot(1, 13, 20), Slot(1, 21, 35)),
    MrzFormat.TD3: (Slot(1, 0, 10), Slot(1, 13, 20), Slot(1, 21, 43)),
}


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
        checks=_checks(known, raw),
        composite=composite_digit(lines) == raw["composite_check"],
    )


def _trim(text: str) -> str:
    return text.strip(FILLER).replace(FILLER, " ")


def _checks(known: MrzFormat, raw: dict[str, str]) -> tuple[tuple[str, bool], ...]:
    names = ["document_number", "birth_date", "expiry_date"] + (
        ["optional"] if known is MrzFormat.TD3 else []
    )
    return tuple((name, _holds(raw[name], raw[f"{name}_check"])) for name in names)


def _holds(text: str, digit: str) -> bool:
    # An empty optional field may print a filler in place of its digit.
    return digit == check_digit(text) or (digit == FILLER and not text.strip(FILLER))


def composite_digit(lines: tuple[str, ...]) -> str:
    """Return the digit that a zone's composite check should be. Raises ValueError as `parse` does."""
    known = format_of(lines)
    if known is None:
        raise ValueError("not the lines of a machine-readable zone")
    return check_digit("".join(cut(lines, slot) for slot in _COMPOSITE[known]))


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


def compose(known: MrzFormat, values: dict[str, str]) -> tuple[str, ...]:
    """Compose a zone from `values` (keys of `LAYOUTS`, without the check digits), every digit put in.

    Raises KeyError for a missing required value, ValueError for a character that no zone has.
    """
    lines = [[FILLER] * known.width for _ in range(known.lines)]
    for name, slot in LAYOUTS[known].items():
        if name.endswith("_check"):
            text = (
                ""
                if name == "composite_check"
                else check_digit(_fill(values.get(name[:-6], ""), _width(known, name[:-6])))
            )
        else:
            text = values.get(name, "") if name.startswith("optional") else values[name]
        lines[slot.line][slot.start : slot.end] = _fill(text, slot.end - slot.start)
    texts = tuple("".join(line) for line in lines)
    digit = composite_digit(texts)
    place = LAYOUTS[known]["composite_check"]
    return tuple(
        line[: place.start] + digit + line[place.end :] if number == place.line else line
        for number, line in enumerate(texts)
    )


def _width(known: MrzFormat, name: str) -> int:
    slot = LAYOUTS[known][name]
    return slot.end - slot.start
