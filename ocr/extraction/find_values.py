"""Gives every label its value: after the colon, beside, below or above, whichever the whole paper agrees
on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from ocr.extraction.label_certainty import Label
from ocr.extraction.stamp_litter import without_litter
from ocr.geometry import Rect
from ocr.layout.sheet import (
    Segment,
    Sheet,
    floors_between,
    in_one_row,
    left_of,
    rows_under,
    said,
    walls_between,
)
from ocr.layout.spans import after_label
from ocr.text.parsing import typed
from reference.documents import FieldKind, FieldSpec

FURTHEST = 70.0
"""How many heights of a line a value may stand to the left of its label."""
APART = 2.2
"""The widest gap between two segments of one value, in heights of a line."""
SPECK = 2
"""Characters of what may be read in a speck."""
HARDLY = 0.2
"""Share of its height by which a value beside a label must stand on its line, if nothing stands there."""
COLONS = (":", "؛")
SURE_COLON = 0.75
"""How sure the reader must be of a colon for what it ends to be a label."""
POSSIBLE = 0.45
"""How well a text must fit a field's kind to be its value."""
GOES_ON = 1.3
"""The widest gap after the end of a label's segment across which its value goes on, in heights of a line."""
NO_VALUE = frozenset({FieldKind.IMAGE, FieldKind.STAMP, FieldKind.TABLE, FieldKind.MRZ, FieldKind.LIST})


class Side(StrEnum):
    """Where the values of a paper stand, seen from their labels."""

    BESIDE = "beside"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Located:
    """A field's value: the segments that make it up, from the right."""

    key: str
    text: str
    segments: tuple[int, ...]
    tail: bool
    """Whether the value starts inside the label's own segment (the first of `segments`)."""
    rect: Rect


def locate(sheet: Sheet, labels: Sequence[Label], fields: Mapping[str, FieldSpec]) -> dict[str, Located]:
    """The values of labelled fields. A segment serves one label only."""
    wanted = [label for label in labels if fields[label.key].kind not in NO_VALUE]
    taken = {index for label in labels for index in label.segments} | _announcing(sheet)
    plans = {side: _plan(sheet, wanted, fields, taken, side) for side in Side}
    worth = {
        side: sum(_fit(fields[key], found) for key, found in plan.items()) for side, plan in plans.items()
    }
    best = max(Side, key=lambda side: worth[side] + (0.5 if side is Side.BESIDE else 0.0))
    chosen = dict(plans[best])
    used = taken | {index for found in chosen.values() for index in found.segments}
    for side in Side:
        if side is not best and side is not Side.ABOVE:
            left = [label for label in wanted if label.key not in chosen]
            more = _plan(sheet, left, fields, used, side)
            good = {key: found for key, found in more.items() if _fit(fields[key], found) >= 0.6}
            chosen |= good
            used |= {index for found in good.values() for index in found.segments}
    return chosen


def _announcing(sheet: Sheet) -> set[int]:
    """Segments that surely end with a colon, as dots of a stamp may look: labels that nobody knows, and no
    values."""
    return {index for index, segment in enumerate(sheet.segments) if _ends_with_colon(segment)}


def _ends_with_colon(segment: Segment) -> bool:
    if not segment.text.endswith(COLONS):
        return False
    colons = [glyph.confidence for glyph in segment.reading.glyphs if glyph.character in COLONS]
    return not colons or max(colons) >= SURE_COLON


def _fit(field: FieldSpec, found: Located) -> float:
    return typed(field, found.text).fit


def _plan(
    sheet: Sheet, labels: Sequence[Label], fields: Mapping[str, FieldSpec], taken: set[int], side: Side
) -> dict[str, Located]:
    """Every label's value if all values stood on one side of their labels."""
    claims: list[tuple[float, float, int, Label, Located]] = []
    for number, label in enumerate(labels):
        found = _tail(sheet, label, taken) if side is Side.BESIDE else None
        if found is None and side is Side.BESIDE:
            found = _beside(sheet, label, taken)
        elif found is None:
            end = _column_end(sheet, label, labels)
            found = _stacked(sheet, label, fields[label.key], end, taken, side)
        if found is not None:
            doubt = (1.0 - label.score) + (1.0 - _fit(fields[label.key], found))
            claims.append((round(doubt, 1), _distance(label.rect, found.rect), number, label, found))
    plan: dict[str, Located] = {}
    used: set[int] = set()
    for _, _, _, label, found in sorted(claims, key=lambda claim: claim[:3]):
        free = [
            index
            for index in found.segments
            if index not in used or (found.tail and index == label.segments[-1])
        ]
        if label.key not in plan and len(free) == len(found.segments):
            plan[label.key] = found
            used.update(found.segments)
    return plan


def _tail(sheet: Sheet, label: Label, taken: set[int]) -> Located | None:
    """What follows the label inside its own segment, with segments that go on from there."""
    if not _says_something(label.rest):
        return None
    last = sheet.segments[label.segments[-1]]
    own = last.rect
    more = _run(sheet, own, left_of(sheet, own), taken, GOES_ON)
    rect = after_label(own, last.reading.glyphs, label.rest)
    for index in more:
        rect = rect.union(sheet.segments[index].rect)
    text = " ".join([label.rest, *(sheet.segments[index].text for index in more)])
    return Located(label.key, text, (label.segments[-1], *more), True, rect)


def _says_something(rest: str) -> bool:
    """Whether what follows a label is more than a misread colon or stroke."""
    signs = [character for character in rest if character.isalnum()]
    return len(signs) > 1 or (len(signs) == 1 and signs[0].isdigit())


def _beside(sheet: Sheet, label: Label, taken: set[int]) -> Located | None:
    """The run of segments to the left of a label, up to the next label or the second wall."""
    row = left_of(sheet, label.rect) or left_of(sheet, label.rect, shared=HARDLY)
    reachable = list(takewhile(lambda index: index not in taken, row))
    reachable = without_litter(sheet, label, reachable) or reachable
    if not reachable:
        return None
    first = sheet.segments[reachable[0]].rect
    if label.rect.left - first.right > FURTHEST * sheet.text_height:
        return None
    if walls_between(sheet, label.rect, first) > 1:
        return None
    return _located(sheet, label, _run(sheet, first, reachable, taken))


def _run(sheet: Sheet, first: Rect, row: Sequence[int], taken: set[int], apart: float = APART) -> list[int]:
    """Segments of a row which belong to one value: less than so many heights of a line apart, and no wall
    between them."""
    run: list[int] = []
    last = first
    for index in row:
        rect = sheet.segments[index].rect
        if index in taken:
            break
        if run or rect is not first:
            gap = last.left - rect.right
            if rect != first and (gap > apart * sheet.text_height or walls_between(sheet, last, rect) > 0):
                break
        run.append(index)
        last = rect
    return run


def _stacked(
    sheet: Sheet, label: Label, field: FieldSpec, left_end: float, taken: set[int], side: Side
) -> Located | None:
    """The segments on the line right below (or above) a label; specks of a stamp that lie nearer are passed
    over."""
    passed: Located | None = None
    for row in rows_under(sheet, label.rect, left_end, over=side is Side.ABOVE):
        if row[0] in taken:
            break
        solid = without_litter(sheet, label, row)
        first = sheet.segments[(solid or row)[0]].rect
        if floors_between(sheet, label.rect, first) > 1:
            break
        found = _located(sheet, label, _run(sheet, first, solid or row, taken))
        if found is None or (solid and (len(found.text) > SPECK or _fit(field, found) >= POSSIBLE)):
            return found
        passed = passed or found
    return passed


def _column_end(sheet: Sheet, label: Label, labels: Sequence[Label]) -> float:
    """Where the column under a label ends on the left: at the next label of its line, or far off; under one
    in Latin letters, which begins at the left, with itself."""
    if sheet.segments[label.segments[-1]].text.isascii():
        return label.rect.left - 0.5 * sheet.text_height
    beside = [
        other.rect.right
        for other in labels
        if other.rect.right < label.rect.left and in_one_row(other.rect, label.rect)
    ]
    return max(beside, default=label.rect.left - FURTHEST * sheet.text_height)


def _located(sheet: Sheet, label: Label, run: Sequence[int]) -> Located | None:
    if not run:
        return None
    rect = sheet.segments[run[0]].rect
    for index in run[1:]:
        rect = rect.union(sheet.segments[index].rect)
    return Located(label.key, said(sheet, run), tuple(run), False, rect)


def _distance(a: Rect, b: Rect) -> float:
    """Gap between two rectangles, whichever way."""
    across = max(0.0, max(a.left, b.left) - min(a.right, b.right))
    down = max(0.0, max(a.top, b.top) - min(a.bottom, b.bottom))
    return across + down
