"""Where each field of a machine-readable zone stands: the formats of ICAO Doc 9303 parts 4 to 7."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class MrzFormat(StrEnum):
    """TD1 is a card, TD2 a larger card, TD3 a passport, MRV-A a visa of a whole page, MRV-B a smaller one."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"

    @property
    def lines(self) -> int:
        """How many lines the zone has."""
        return 3 if self is MrzFormat.TD1 else 2

    @property
    def width(self) -> int:
        """How many characters a line has."""
        return _WIDTHS[self]

    @property
    def visa(self) -> bool:
        """Whether it is a visa: its zone begins with V, and has no composite check digit (Doc 9303-7)."""
        return self in (MrzFormat.MRV_A, MrzFormat.MRV_B)


_WIDTHS = {
    MrzFormat.TD1: 30,
    MrzFormat.TD2: 36,
    MrzFormat.TD3: 44,
    MrzFormat.MRV_A: 44,
    MrzFormat.MRV_B: 36,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a field stands: line and first and last position, all counted from 0, the last one excluded."""

    line: int
    start: int
    end: int

    @property
    def width(self) -> int:
        """How many characters it holds."""
        return self.end - self.start


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
_MRV_A = {
    "document_code": Slot(0, 0, 2),
    "issuer": Slot(0, 2, 5),
    "names": Slot(0, 5, 44),
    **_TD2_LINE_2,
    "optional": Slot(1, 28, 44),
}
_MRV_B = {
    "document_code": Slot(0, 0, 2),
    "issuer": Slot(0, 2, 5),
    "names": Slot(0, 5, 36),
    **_TD2_LINE_2,
    "optional": Slot(1, 28, 36),
}
LAYOUTS = MappingProxyType(
    {
        MrzFormat.TD1: MappingProxyType(_TD1),
        MrzFormat.TD2: MappingProxyType(_TD2),
        MrzFormat.TD3: MappingProxyType(_TD3),
        MrzFormat.MRV_A: MappingProxyType(_MRV_A),
        MrzFormat.MRV_B: MappingProxyType(_MRV_B),
    }
)
"""Where each field of each format stands."""

COMPOSITE = MappingProxyType(
    {
        MrzFormat.TD1: (Slot(0, 5, 30), Slot(1, 0, 7), Slot(1, 8, 15), Slot(1, 18, 29)),
        MrzFormat.TD2: (Slot(1, 0, 10), Slot(1, 13, 20), Slot(1, 21, 35)),
        MrzFormat.TD3: (Slot(1, 0, 10), Slot(1, 13, 20), Slot(1, 21, 43)),
    }
)
"""What the composite digit covers: Doc 9303 parts 5, 6 and 4. Visas have none."""

LONG_NUMBERS = frozenset({MrzFormat.TD1, MrzFormat.TD2})
"""Formats in which a document number of more than nine places goes on in the optional data, its digit behind
it, with a filler in that digit's own place: Doc 9303-5 and 9303-6, notes on the document number."""
