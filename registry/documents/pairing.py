"""Whether two sides are of one card: the numbers that a front prints against those of a back's zone.

Numbers decide, names never: two people of one case may share a name, and nobody shares a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from arabic.digits import to_western
from arabic.mrz import ALPHABET, LAYOUTS, MrzFormat, check_digit, cut
from registry.rules.draft import Context, Draft
from registry.rules.zone import mrz_name

# Numbers that tell one card from another of the same kind.
NUMBERS: Final = ("national_number", "document_number", "card_number")
NATIONAL_NUMBER_DIGITS: Final = 12
"""Digits of a national number as printed, and as the zone has it in its first optional field."""
ZONE_PATHS: Final = ("mrz_line_1", "mrz_line_2", "mrz_line_3")
BY_HAND: Final = "hand"
BY_NAMES: Final = "names"


@dataclass(frozen=True, slots=True)
class SideFacts:
    """What is known of a paper so far: its values by path, and the lines of its zone if it shows one."""

    values: Mapping[str, str]
    zone: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the zone as read, else as they were typed."""
        return self.zone or tuple(filter(None, (self.values.get(path, "") for path in ZONE_PATHS)))

    @property
    def numbers(self) -> dict[str, str]:
        """The numbers by name, in Western digits without gaps; a printed one stands before the zone's."""
        printed = {name: _plain(self.values.get(name, "")) for name in NUMBERS}
        return zone_numbers(self.lines) | {name: number for name, number in printed.items() if number}


def zone_numbers(lines: tuple[str, ...]) -> dict[str, str]:
    """The numbers in the first line of a card's zone (TD1), whatever became of the other lines.

    A document number whose check digit fails was misread, and a national number has twelve digits.
    """
    layout = LAYOUTS[MrzFormat.TD1]
    first = lines[:1]
    if not first or len(first[0]) != MrzFormat.TD1.width or not ALPHABET.issuperset(first[0]):
        return {}
    found = {}
    number = cut(first, layout["document_number"])
    if cut(first, layout["document_number_check"]) == check_digit(number):
        found["document_number"] = _plain(number)
    national = _plain(cut(first, layout["optional"]))
    if len(national) == NATIONAL_NUMBER_DIGITS and national.isdecimal():
        found["national_number"] = national
    return {name: value for name, value in found.items() if value}


def evidence_of(one: SideFacts, other: SideFacts) -> tuple[str, ...]:
    """By what two sides are of one card: the numbers that agree, then `names` if the zone has them, too.

    Empty when no number tells, and when any number of the two disagrees.
    """
    ours, theirs = one.numbers, other.numbers
    shared = [name for name in NUMBERS if name in ours and name in theirs]
    if not shared or any(ours[name] != theirs[name] for name in shared):
        return ()
    return (*shared, BY_NAMES) if _names_agree(one, other) else tuple(shared)


def _names_agree(one: SideFacts, other: SideFacts) -> bool:
    """Whether one side prints the names that the other's zone spells (ICAO 9303-3)."""
    printed, zone = {**other.values, **one.values}, one.lines or other.lines
    draft = Draft("national_card", printed, zone)
    parsed = draft.zone()
    if parsed is None or not parsed.given_names or not draft.get("given_name"):
        return False
    return mrz_name(draft, Context(date.min)) is None


def _plain(number: str) -> str:
    return "".join(sign for sign in to_western(number).upper() if sign.isalnum())
