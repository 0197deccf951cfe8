"""Machine-readable zones found and read; repair of a misread place never makes a card `verified`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from arabic.mrz import SEXES, MrzFields, MrzFormat, parse
from ocr.geometry import Image, Rect
from ocr.recognition.line_reader import Engine, LineReading
from ocr.result.reading import Mrz
from reference.zone_codes import zone_codes

LIKE_FILLER = "S"
_NOT_MRZ = re.compile(r"[^A-Z0-9<]")
_LINE_2 = "x" * 9 + "d" + "aaa" + "n" * 7 + "s" + "n" * 7
# One letter a place: a letter or filler, n digit, d digit or filler, x anything, s sex (M, F, X or filler).
# ICAO Doc 9303 parts 4 to 7.
CLASSES: Mapping[MrzFormat, tuple[str, ...]] = MappingProxyType(
    {
        MrzFormat.TD1: (
            "aaaaa" + "x" * 9 + "d" + "x" * 15,
            "n" * 7 + "s" + "n" * 7 + "aaa" + "x" * 11 + "n",
            "a" * 30,
        ),
        MrzFormat.TD2: ("a" * 36, _LINE_2 + "x" * 7 + "n"),
        MrzFormat.TD3: ("a" * 44, _LINE_2 + "x" * 14 + "d" + "n"),
        MrzFormat.MRV_A: ("a" * 44, _LINE_2 + "x" * 16),
        MrzFormat.MRV_B: ("a" * 36, _LINE_2 + "x" * 8),
    }
)
TO_DIGIT = str.maketrans("OQDUISZBGTLA", "000015286714")
TO_LETTER = str.maketrans("0125864", "OIZSBGA")
TO_SEX = str.maketrans("HNPE", "MMFF")


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines of a zone as rectangles in the frame, from the top."""

    lines: tuple[Rect, ...]


def find_zone(segments: Sequence[Rect], width: float) -> Zone | None:
    """Two or three long lines of one height and width under one another, in a frame of `width`; or None."""
    rows = _rows([s for s in segments if s.width > 1.5 * s.height])
    long = sorted((s for s in rows if s.width > 0.5 * width and s.width > 14 * s.height), key=lambda s: s.top)
    best: list[Rect] = []
    for start in range(len(long)):
        stack = [long[start]]
        for line in long[start + 1 :]:
            last = stack[-1]
            gap = line.top - last.bottom
            alike = 0.65 < line.height / last.height < 1.55 and abs(line.left - last.left) < 3.5 * last.height
            if (
                alike
                and -0.3 * last.height < gap < 2.5 * last.height
                and abs(line.width - last.width) < 0.2 * width
            ):
                stack.append(line)
        if len(stack) >= 2 and len(stack) >= len(best):
            best = stack[-3:]
    return Zone(tuple(best)) if best else None


def _rows(segments: Sequence[Rect]) -> list[Rect]:
    """Segments, those of one height joined that are close to one another on a line.

    A streak across a zone parts its lines.
    """
    rows: list[Rect] = []
    for one in sorted(segments, key=lambda s: s.left):
        for place, row in enumerate(rows):
            level = abs(one.middle - row.middle) < 0.25 * row.height and 0.7 < one.height / row.height < 1.4
            if level and one.left - row.right < row.height:
                rows[place] = row.union(one)
                break
        else:
            rows.append(one)
    return rows


def read_zone(crops: Sequence[Image], first: Engine, second: Engine | None) -> Mrz | None:
    """Read a zone's crops, one a line; None when what they say is no zone.

    `verified` means that every check digit of the format holds, the composite one included, on characters
    read without repair, or repaired to what a second reader saw by itself; that issuer and nationality are
    codes of ICAO Doc 9303-3, and sex and dates what they can be. It says nothing of the name.
    """
    raw = [clean_line(reading.text) for reading in first.read_lines(crops)]
    form = _form(raw)
    if form is None:
        return None
    seen = raw[-form.lines :]
    lines = [_fitted(line, form.width) for line in seen]
    fixed = tuple(repaired(line, classes) for line, classes in zip(lines, CLASSES[form], strict=True))
    parsed = parse(fixed)
    whole = () if parsed.composite is None else (("composite", parsed.composite),)
    sound = parsed.checked and parsed.composite is not False and _is_possible(parsed)
    verified = sound and (list(fixed) == seen or _seen_again(crops[-form.lines :], fixed, second))
    return Mrz(form, fixed, (*parsed.checks, *whole), verified)


def _is_possible(parsed: MrzFields) -> bool:
    """Whether what has no check digit, and dates whose digit holds, are such as the standard knows."""
    known = zone_codes()
    coded = parsed.issuer in known and parsed.nationality in known
    return coded and parsed.sex in SEXES and not parsed.unreal_dates


def clean_line(text: str) -> str:
    """A line as a zone can hold it: spaces dropped, look-alikes of the filler made fillers."""
    upright = text.upper().replace("«", "<<").replace("‹", "<").replace("(", "<").replace("{", "<")
    return _NOT_MRZ.sub("", upright.replace(" ", ""))


def confirmed(line: str, seen: LineReading) -> bool:
    """Whether the reader of forms saw the same line of a zone.

    It knows no filler, and takes each for a letter like it.
    """
    shown = "".join(glyph.character for glyph in seen.glyphs)
    return _without_fillers(clean_line(shown.replace("ك", LIKE_FILLER))) == _without_fillers(line)


def _without_fillers(line: str) -> str:
    """A line as a reader sees it to whom a filler is an S; how many end the line doesn't matter."""
    return line.replace("<", LIKE_FILLER).rstrip(LIKE_FILLER)


def _form(lines: Sequence[str]) -> MrzFormat | None:
    """The format that the lines' number and lengths fit, within three characters a line."""
    for form in MrzFormat:
        chosen = lines[-form.lines :]
        if form.visa != (form.lines == 2 and chosen[0][:1] == "V"):
            continue
        sized = len(chosen) == form.lines and all(abs(len(line) - form.width) <= 3 for line in chosen)
        if sized and sum(line.count("<") for line in chosen) >= 2:
            return form
    return None


def _fitted(line: str, length: int) -> str:
    """A line made as long as it must be by adding or dropping fillers in its longest run of them."""
    while len(line) < length:
        runs = max(re.finditer("<+", line), key=lambda m: m.end() - m.start(), default=None)
        at = runs.end() if runs else len(line)
        line = line[:at] + "<" + line[at:]
    while len(line) > length:
        runs = max(re.finditer("<+", line), key=lambda m: m.end() - m.start(), default=None)
        at = runs.end() - 1 if runs else len(line) - 1
        line = line[:at] + line[at + 1 :]
    return line


def _seen_again(crops: Sequence[Image], fixed: Sequence[str], second: Engine | None) -> bool:
    """Whether a second reader, without repair, saw exactly these lines."""
    if second is None:
        return False
    return [clean_line(reading.text) for reading in second.read_lines(crops)] == list(fixed)


def repaired(line: str, classes: str) -> str:
    """A line of the right length with characters that its places can't hold replaced by their look-alikes."""
    return "".join(_fitting(character, place) for character, place in zip(line, classes, strict=True))


def _fitting(character: str, place: str) -> str:
    if place == "n" or (place == "d" and character != "<"):
        return character.translate(TO_DIGIT)
    if place == "a":
        return character.translate(TO_LETTER)
    return character.translate(TO_SEX) if place == "s" else character
