"""Values that are printed without a label: told by their shape, and by standing where nothing else claims
them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ocr.extraction.alignment import Arrangement
from ocr.extraction.find_values import Located
from ocr.extraction.label_certainty import Label
from ocr.geometry import Rect
from ocr.layout.sheet import Segment, Sheet, left_of
from ocr.layout.spans import of_run
from ocr.recognition.line_reader import LineReading
from ocr.text.parsing import typed
from reference.documents import FieldKind, FieldSpec

LEAST_LENGTH = 6
JOINED = 1.3
"""The widest gap inside a number that fell into two segments, in heights of a line."""
ZERO: Final = "٠"
SQUARE: Final = (0.35, 0.5)
"""Half the width and the height of the square that a zero's dot is the middle of, in heights of a line."""


def with_unlabelled(
    sheet: Sheet, fields: Mapping[str, FieldSpec], located: Mapping[str, Located], claimed: frozenset[int]
) -> dict[str, Located]:
    """The values of labelled fields and, for fields which are printed without a label, the segment that fits
    the pattern of each best; what is no value of the label over it may be one of these.

    `claimed` are the segments of labels.
    """
    values = {key: one for key, one in located.items() if typed(fields[key], one.text).fit > 0}
    used = {*claimed, *(index for one in values.values() for index in one.segments)}
    found: dict[str, Located] = {}
    for key, field in sorted(fields.items(), key=lambda item: -len(item[1].pattern or "")):
        if key in located or field.pattern is None or not _telling(field.pattern):
            continue
        fits = [
            (sheet.segments[run[0]].reading.confidence, run, word)
            for run, text in _runs(sheet, used)
            for word in _words(text)
            if re.fullmatch(field.pattern, _shape(field, word))
        ]
        if fits:
            _, run, word = max(fits)
            used.update(run)
            found[key] = _located(key, sheet, run, word)
    gone = {index for one in found.values() for index in one.segments}
    return {key: one for key, one in located.items() if gone.isdisjoint(one.segments)} | found


def _runs(sheet: Sheet, used: set[int]) -> list[tuple[tuple[int, ...], str]]:
    """Every free segment with its text, and every pair of neighbours of figures which may be one number."""
    free = [index for index in range(len(sheet.segments)) if index not in used and sheet.segments[index].text]
    runs: list[tuple[tuple[int, ...], str]] = [((index,), sheet.segments[index].text) for index in free]
    for index in free:
        segment = sheet.segments[index]
        beside = [other for other in left_of(sheet, segment.rect)[:1] if other in free]
        if beside and not re.search(r"[^\d\s]", segment.text + sheet.segments[beside[0]].text):
            left = sheet.segments[beside[0]]
            if segment.rect.left - left.rect.right < JOINED * sheet.text_height:
                runs.append(((index, beside[0]), left.text + segment.text))
    return runs


def _telling(pattern: str) -> bool:
    """Whether a pattern fits long values only, so that it can't pick up any stray number."""
    return not any(re.fullmatch(pattern, "1" * length) for length in range(LEAST_LENGTH))


def _words(text: str) -> list[str]:
    """A text and, when it has several, its words: a number may stand right beside a title."""
    words = text.split()
    return [text] if len(words) == 1 else [text, *words]


def _located(key: str, sheet: Sheet, run: tuple[int, ...], word: str) -> Located:
    """The value in its segments, cut out when other words stand there too."""
    first = sheet.segments[run[0]]
    rect = first.rect
    for index in run[1:]:
        rect = rect.union(sheet.segments[index].rect)
    cut = len(run) == 1 and word != first.text
    if cut:
        rect = of_run(rect, first.reading.glyphs, str.isalnum if word.isascii() else str.isdigit) or rect
    return Located(key, word, run, cut, rect)


def _shape(field: FieldSpec, text: str) -> str:
    """The text as a value of the field, or nothing when it holds other things as well."""
    value = typed(field, text)
    return value.value if value.fit > 0.75 else ""


def with_zeros(
    sheet: Sheet, labels: Sequence[Label], fields: Mapping[str, FieldSpec], located: Mapping[str, Located]
) -> tuple[Sheet, dict[str, Located]]:
    """The sheet with such dots as segments that stand where a number without a value would, and the values
    with them."""
    pairs = tuple((label.rect, located[label.key].rect) for label in labels if label.key in located)
    usual = Arrangement(pairs, sheet.text_height)
    found: dict[str, Located] = {}
    segments = list(sheet.segments)
    squares = [_square(dot, sheet.text_height) for dot in sheet.dots]
    for label in labels:
        if label.key in located or not _may_be_zero(fields[label.key]):
            continue
        fitting = [rect for rect in squares if usual.fits(label.rect, rect)]
        if len(fitting) == 1:
            found[label.key] = Located(label.key, ZERO, (len(segments),), False, fitting[0])
            segments.append(Segment(fitting[0], LineReading(ZERO, 0.5)))
    return replace(sheet, segments=tuple(segments)), {**located, **found}


def _may_be_zero(field: FieldSpec) -> bool:
    return field.kind is FieldKind.NUMBER and re.fullmatch(field.pattern or "", "0") is not None


def _square(dot: Rect, height: float) -> Rect:
    across, down = (share * height for share in SQUARE)
    return Rect(dot.centre - across, dot.middle - down, dot.centre + across, dot.middle + down)
