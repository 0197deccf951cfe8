"""The machine-readable zone: found by its shape, repaired by its places, `verified` without guesses."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.mrz import MrzFormat, compose, parse
from ocr.geometry import Image, Rect
from ocr.recognition.line_reader import Glyph, LineReading
from ocr.recognition.mrz import confirmed, find_zone, read_zone
from ocr.result.reading import Mrz

CROPS = [np.full((24, 400), 255, np.uint8)] * 3
CARD = compose(
    MrzFormat.TD1,
    {
        "document_code": "ID",
        "issuer": "IRQ",
        "document_number": "CB0156280",
        "optional": "199012345678",
        "birth_date": "900521",
        "sex": "F",
        "expiry_date": "310102",
        "nationality": "IRQ",
        "names": "ALSAAEDY<<ZYNB<KAXZM",
    },
)


@dataclass(frozen=True, slots=True)
class Says:
    """A reader that gives the same lines to whoever asks."""

    lines: tuple[str, ...]
    name: str = "invented"

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        return [LineReading(line, 0.9) for line in self.lines[: len(crops)]]


def read(lines: tuple[str, ...], second: tuple[str, ...] | None = None) -> Mrz:
    zone = read_zone(CROPS, Says(lines), None if second is None else Says(second))
    assert zone is not None
    return zone


def changed(place: tuple[int, int], character: str) -> tuple[str, ...]:
    lines = list(CARD)
    line, column = place
    lines[line] = lines[line][:column] + character + lines[line][column + 1 :]
    return tuple(lines)


def test_a_zone_that_was_read_as_printed_is_verified() -> None:
    zone = read(CARD)
    assert zone.lines == CARD
    assert zone.verified
    assert all(holds for _, holds in zone.checks)


def test_a_repaired_digit_is_right_and_not_verified() -> None:
    zone = read(changed((1, 1), "O"))
    assert zone.lines == CARD
    assert not zone.verified


def test_a_second_reader_who_saw_the_repaired_character_makes_it_verified() -> None:
    assert read(changed((1, 1), "O"), second=CARD).verified
    assert not read(changed((1, 1), "O"), second=changed((1, 1), "O")).verified


VALUES = {
    "document_code": "V",
    "issuer": "IRQ",
    "document_number": "CB0156280",
    "birth_date": "900521",
    "sex": "F",
    "expiry_date": "310102",
    "nationality": "IRQ",
    "names": "ALSAAEDY<<ZYNB<KAXZM",
}


@pytest.mark.parametrize("form", [form for form in MrzFormat if form.visa])
def test_a_visa_is_verified_by_its_three_digits(form: MrzFormat) -> None:
    zone = read(compose(form, VALUES))
    assert zone.format is form
    assert [name for name, _ in zone.checks] == ["document_number", "birth_date", "expiry_date"]
    assert zone.verified


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "IRK"},
        {"nationality": "MLD"},
        {"sex": "T"},
        {"birth_date": "900231"},
        {"expiry_date": "311302"},
    ],
)
@pytest.mark.parametrize("form", list(MrzFormat))
def test_what_the_standard_does_not_know_is_never_verified(form: MrzFormat, changes: dict[str, str]) -> None:
    code = {} if form.visa else {"document_code": "I"}
    assert read(compose(form, VALUES | code)).verified
    lines = compose(form, VALUES | code | changes)
    assert not read(lines, second=lines).verified


@pytest.mark.parametrize(
    "changes", [{"sex": "X"}, {"sex": "<"}, {"birth_date": "90<<<<"}, {"nationality": "D"}]
)
def test_what_the_standard_leaves_open_is_verified(changes: dict[str, str]) -> None:
    assert parse(compose(MrzFormat.TD3, VALUES | {"document_code": "P"} | changes)).checked


def test_the_composite_digit_is_told_apart() -> None:
    wrong = str((int(CARD[1][-1]) + 1) % 10)
    zone = read(changed((1, 29), wrong))
    assert not zone.verified
    assert [name for name, holds in zone.checks if not holds] == ["composite"]


@given(
    place=st.sampled_from([(1, column) for column in (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13)]),
    digit=st.integers(0, 9),
)
def test_a_wrong_printed_digit_is_never_verified(place: tuple[int, int], digit: int) -> None:
    lines = changed(place, str(digit))
    zone = read(lines, second=lines)
    assert zone.verified is (lines == CARD)


@given(
    noise=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 29), st.sampled_from("OISBZG015826<")), max_size=4
    )
)
def test_verified_means_that_every_check_holds_on_what_was_seen(noise: list[tuple[int, int, str]]) -> None:
    lines = CARD
    for line, column, character in noise:
        row = lines[line]
        lines = (*lines[:line], row[:column] + character + row[column + 1 :], *lines[line + 1 :])
    zone = read_zone(CROPS, Says(lines), None)
    if zone is not None and zone.verified:
        assert zone.lines == lines
        assert parse(lines).checked


@pytest.mark.parametrize("lines", [("", "", ""), ("رقم", "اسم", "لقب"), ("A" * 30,) * 3])
def test_what_is_no_zone_is_none(lines: tuple[str, ...]) -> None:
    assert read_zone(CROPS, Says(lines), None) is None


def test_a_zone_is_long_lines_of_one_size_under_one_another() -> None:
    lines = [Rect(40, 400 + 60 * n, 960, 430 + 60 * n) for n in range(3)]
    found = find_zone([Rect(600, 50, 900, 80), *lines], 1000)
    assert found is not None
    assert list(found.lines) == lines
    assert find_zone([Rect(600, 50 + 60 * n, 900, 80 + 60 * n) for n in range(3)], 1000) is None


def test_a_zone_that_a_streak_parts_is_whole() -> None:
    lines = [Rect(40, 400 + 60 * n, 960, 430 + 60 * n) for n in range(2)]
    cut = [
        Rect(left, line.top, right, line.bottom)
        for line in lines
        for left, right in ((40, 400), (404, 700), (705, 960))
    ]
    found = find_zone([Rect(600, 50, 900, 80), *cut], 1000)
    assert found is not None
    assert list(found.lines) == lines


def seen(line: str) -> LineReading:
    """A line as the reader of forms shows it: its glyphs from the left."""
    glyphs = tuple(Glyph(sign, n / len(line), (n + 1) / len(line), 0.9) for n, sign in enumerate(line))
    return LineReading("", 0.5, glyphs)


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("ALSAAEDYSSZYNBكKAXZMككككككككك", True),
        ("ALSAAEDYSSZYNBsKAXZM", True),
        ("ALSAAEDYSZYNBكKAXZM", False),
        ("ALSAAEDYSSZYNBكKAXZN", False),
        ("ALSAAEDYSSZYNBكKAXZMكA", False),
    ],
)
def test_a_reader_that_knows_no_filler_confirms_a_line_of_names(shown: str, *, same: bool) -> None:
    assert confirmed(CARD[2], seen(shown)) is same
