"""Whatever is handed in gets a right reading or the right advice: never a wrong value taken for sure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from imaging.decode import decode
from ocr import Engines, Reading, read_page
from ocr.result.reading import Decision
from tests.ocr.bad_pictures import PICTURES, TYPES, card, form
from workers.reader import open_engines


@cache
def engines() -> Engines:
    """Every reader, with the calibration that decides what is accepted."""
    return open_engines()


RIGHT = 0.85


@dataclass(frozen=True)
class Expected:
    """What must come of a picture: type and side of each paper, share of values read, advice."""

    papers: tuple[tuple[str, str], ...]
    share: float = RIGHT
    advice: str = ""


FORM, CARD = ("birth_certificate", "page"), ("national_card", "front")
NOTHING = ("unknown", "")
TABLE = {
    "blank": Expected((NOTHING,), 0.0, "blank"),
    "blank on its head": Expected((NOTHING,), 0.0, "blank"),
    "two cards": Expected((("national_card", "back"), CARD)),
    "screenshot": Expected((FORM,)),
    "inverted": Expected((FORM,)),
    "72 dpi": Expected((FORM,), 0.0, "too_small"),
    "1200 dpi": Expected((CARD,)),
    "CMYK": Expected((FORM,)),
    "16 bits": Expected((FORM,)),
    "turned by EXIF": Expected((FORM,)),
    "animated": Expected((FORM,)),
    "torn in half": Expected((FORM,), 0.35),
    "in a hand": Expected((CARD,), 0.25),
}


def read(name: str, folder: Path) -> Iterator[Reading]:
    """Every paper on every page of the file, the way of a worker."""
    file = folder / "handed-in"
    file.write_bytes(PICTURES[name]())
    for page in decode(file):
        yield from read_page(page.pixels, TYPES, engines())


def truth(reading: Reading) -> dict[str, str]:
    """What stands on the paper that the reader says it saw."""
    return dict((card(reading.side) if reading.document_type == CARD[0] else form()).truth.fields)


def test_every_picture_has_its_row() -> None:
    assert set(TABLE) == set(PICTURES)


@pytest.mark.parametrize("name", TABLE)
def test_a_bad_picture_gets_a_right_reading_or_the_right_advice(name: str, tmp_path: Path) -> None:
    expected, readings = TABLE[name], list(read(name, tmp_path))
    assert tuple((one.document_type, one.side) for one in readings) == expected.papers
    for reading in readings:
        advised = not expected.advice or expected.advice in reading.quality.advice
        assert reading.quality.usable or expected.advice
        if reading.document_type == NOTHING[0]:
            assert advised
            assert not reading.fields
            continue
        values = truth(reading)
        wrong = [one for one in reading.fields if one.value != values.get(one.key)]
        assert [one.key for one in wrong if one.decision is Decision.ACCEPTED] == []
        # A picture that deserves advice may be read all the same: then it has to be read right.
        least = expected.share if advised else RIGHT
        assert len(reading.fields) - len(wrong) >= least * len(values)
