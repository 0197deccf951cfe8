"""Parts what runs across the columns of a table: captions that stand close together, values of two cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ocr.labels import label_key, similarity
from ocr.layout import Segment, Sheet
from ocr.pairs import cut_apart
from ocr.spans import place_of
from ocr.tables import LEAST_COLUMNS, SURELY, Column, captions_of, columns_of, find_header, header_line
from reference.documents import FieldSpec

LONGEST: Final = 4
"""Words of a caption."""
STRANGE: Final = 2
"""Words from which on what follows a known caption is another one, and not the end of its own."""
LEAST_GAP: Final = 0.4
"""Space between two words, in heights of the line, where cells may be parted."""
REACH: Final = 1.5
"""How far from the border of two columns that space may lie, in heights of the line."""


def part_cells(sheet: Sheet, table: FieldSpec) -> Sheet:
    """The sheet with the segments of a table cut where its columns end; as it is when there is no table."""
    captions, line = header_line(sheet, table.columns)
    if len(captions) < LEAST_COLUMNS:
        return sheet
    heads = set(line)
    sheet = _with(
        sheet, [_captions(s, table.columns) if i in heads else [s] for i, s in enumerate(sheet.segments)]
    )
    header = find_header(sheet, table.columns)
    if header is None:
        return sheet
    columns = columns_of(sheet, header)
    below = max(sheet.segments[index].rect.bottom for index, _ in header)
    return _with(sheet, [list(_values(s, columns)) if s.rect.middle > below else [s] for s in sheet.segments])


def _with(sheet: Sheet, pieces: Sequence[Sequence[Segment]]) -> Sheet:
    return replace(sheet, segments=tuple(piece for some in pieces for piece in some))


def _captions(segment: Segment, columns: Sequence[FieldSpec]) -> list[Segment]:
    """A segment of the header from the right, cut before each word that opens a known caption."""
    words = segment.text.split()
    starts = [start for start in _openings(words, columns) if start > 0]
    pieces: list[Segment] = []
    rest, done = segment, 0
    for start in starts:
        first, rest = cut_apart(rest, " ".join(words[done:start]), " ".join(words[start:]))
        pieces.append(first)
        done = start
    return [*pieces, rest]


def _openings(words: Sequence[str], columns: Sequence[FieldSpec]) -> Iterator[int]:
    """Where captions begin in the words of a header: known ones, and others that follow them."""
    place, end = 0, 0
    while place < len(words):
        length = next(
            (
                n
                for n in range(min(LONGEST, len(words) - place), 0, -1)
                if _named(words[place : place + n], columns)
            ),
            0,
        )
        if length:
            if place - end >= STRANGE:
                yield end
            yield place
            end = place + length
        place += max(1, length)
    if 0 < end <= len(words) - STRANGE:
        yield end


def _named(words: Sequence[str], columns: Sequence[FieldSpec]) -> bool:
    """Whether some words are a column's caption."""
    key = label_key(" ".join(words))
    return any(similarity(key, form) >= SURELY for column in columns for form in captions_of(column))


def _values(segment: Segment, columns: Sequence[Column]) -> Iterator[Segment]:
    """A segment of a table's body from the right, cut where two columns meet and a space lies near."""
    words = segment.text.split()
    rect = segment.rect
    for column in columns[:-1]:
        if len(words) < 2 or not rect.left + 0.5 * rect.height < column.left < rect.right - 0.5 * rect.height:
            continue
        spots = [(*_spot(segment, words, count), count) for count in range(1, len(words))]
        away, gap, count = min((abs(middle - column.left), gap, count) for middle, gap, count in spots)
        if away < REACH * rect.height and gap > LEAST_GAP * rect.height:
            first, segment = cut_apart(segment, " ".join(words[:count]), " ".join(words[count:]))
            yield first
            words, rect = words[count:], segment.rect
    yield segment


def _spot(segment: Segment, words: Sequence[str], count: int) -> tuple[float, float]:
    """The middle of the space after so many words from the right, and how wide it is, in frame units."""
    first, second = cut_apart(segment, " ".join(words[:count]), " ".join(words[count:]))
    right = [g.left for g in first.reading.glyphs if not g.character.isspace()]
    left = [g.right for g in second.reading.glyphs if not g.character.isspace()]
    if not right or not left:
        return second.rect.right, 0.0
    start, end = place_of(second.rect, max(left)), place_of(first.rect, min(right))
    return (start + end) / 2, end - start
