"""Tables with upright rules: a straight page and its writing in, the span of each table out."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from ocr.segmentation.straight_page import StraightPage
from ocr.segmentation.straight_rules import BAND, StraightRule, covered
from ocr.table_structure.ink import Ink
from ocr.table_structure.spans import Span, Spans

PRINTED: Final = 0.95
"""Least share of a rule that is dark: lines of writing, which seem rules too, have more gaps."""
LEAST_WALLS: Final = 3
"""Least upright rules of a table: two are a frame."""
SAME_LENGTH: Final = 0.6
"""Least share of their stretch that two walls of one table have in common: a page's frame is longer."""
CROSSED: Final = 0.7
"""Least share of the walls that the rule under a header crosses: the edge of the paper may seem a wall."""
CAPTIONED: Final = 0.9
"""Least share of the last band of a header that shows a wall which parts captions: others part figures."""
NARROWEST: Final = 0.5
"""Least width of a column, in heights of a line: what is narrower is a double rule."""
WRITTEN: Final = 0.002
"""Least share of a column's pixels that are ink when something stands in it; dust is less."""


def ruled_tables(page: StraightPage, ink: Ink) -> tuple[Spans, ...]:
    """The tables of a straight page whose columns upright rules part."""
    walls = [rule for rule in page.upright if rule.cover >= PRINTED]
    tables = (_table(page, ink, group) for group in _groups(walls) if len(group) >= LEAST_WALLS)
    return tuple(table for table in tables if table is not None)


def _groups(walls: Sequence[StraightRule]) -> list[list[StraightRule]]:
    """The walls of each table: those that start and end at about the same heights."""
    groups: list[list[StraightRule]] = []
    for wall in sorted(walls, key=lambda wall: wall.start - wall.end):
        for group in groups:
            if _common(wall, group[0]) >= SAME_LENGTH:
                group.append(wall)
                break
        else:
            groups.append([wall])
    return [sorted(group, key=lambda wall: wall.at) for group in groups]


def _common(a: StraightRule, b: StraightRule) -> float:
    """The share of the stretch of two rules that they have in common."""
    return (min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))


def _table(page: StraightPage, ink: Ink, walls: Sequence[StraightRule]) -> Spans | None:
    """The table between some walls, None where fewer than two columns are left."""
    top, bottom = median(wall.start for wall in walls), median(wall.end for wall in walls)
    under = _under_header(page, walls, top, bottom)
    if under is not None:
        walls = [wall for wall in walls if _parts_captions(page, wall, under)]
    body = top if under is None else under.at
    columns = [
        Span(left.at, right.at)
        for left, right in pairwise(walls)
        if right.at - left.at > NARROWEST * ink.height
    ]
    while columns and _bare(ink, columns[0], top, bottom):
        columns = columns[1:]
    while columns and _bare(ink, columns[-1], top, bottom):
        columns = columns[:-1]
    return Spans(tuple(columns), top, body, bottom) if len(columns) >= LEAST_WALLS - 1 else None


def _under_header(
    page: StraightPage, walls: Sequence[StraightRule], top: float, bottom: float
) -> StraightRule | None:
    """The first level rule below the top of a table that goes all the way across it."""
    for rule in page.flat:
        crossed = sum(rule.start - 2 * BAND <= wall.at <= rule.end + 2 * BAND for wall in walls)
        inside = top + BAND < rule.at < bottom - BAND
        if inside and rule.cover >= PRINTED and crossed >= max(LEAST_WALLS, CROSSED * len(walls)):
            return rule
    return None


def _parts_captions(page: StraightPage, wall: StraightRule, under: StraightRule) -> bool:
    """Whether a wall goes on into the header, so that what it parts are columns with a caption each."""
    if not under.start - BAND <= wall.at <= under.end + BAND:
        return False
    return covered(page.level, wall.at, under.at - BAND, under.at - BAND / 8) >= CAPTIONED


def _bare(ink: Ink, column: Span, top: float, bottom: float) -> bool:
    """Whether nothing stands in an outer column, not even a caption: it is the margin of the paper."""
    strip = ink.strip(column, top, bottom)
    return not strip.size or float((strip > 0).mean()) < WRITTEN
