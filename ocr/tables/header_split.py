"""Parts a table's header where one caption ends and the next begins, also where the space between them was
lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import Final

from rapidfuzz.distance import Levenshtein

from ocr.geometry import crop_of
from ocr.layout.sheet import Segment, Sheet, lines_of, walls_between
from ocr.layout.spans import cut_apart, place_of
from ocr.recognition.line_reader import LineReading
from ocr.tables.header import LEAST_COLUMNS, SURELY, captions_of, header_cells
from ocr.text.similarity import label_key
from reference.documents import FieldSpec

LEAST_LETTERS: Final = 3
"""Letters of a caption that is found inside a longer text: a single one may be part of any word."""
STRANGE: Final = 5
"""Letters from which on what stands between known captions is another one, and not the end of theirs."""
FAR: Final = 2.5
"""Heights of a line between two segments beyond which they are captions of their own."""
SLACK: Final = 0.2
"""Share of its letters by which a caption may be longer or shorter than it is printed."""


@dataclass(frozen=True, slots=True)
class Span:
    """A caption inside a text: where its letters begin and end, spaces not counted."""

    start: int
    end: int


def part_captions(sheet: Sheet, columns: Sequence[FieldSpec]) -> Sheet | None:
    """The sheet with the header of a table of these columns cut into captions; None when it has none."""
    printed = (form.replace(" ", "") for column in columns for form in captions_of(column))
    forms = tuple(dict.fromkeys(form for form in printed if len(form) >= LEAST_LETTERS))
    lines = lines_of(sheet)
    counts = [_columns_in("".join(_letters(sheet.segments[i].text) for i in line), columns) for line in lines]
    most = max(counts, default=0)
    if most < LEAST_COLUMNS:
        return None
    header = lines[counts.index(most)]
    rest = [segment for index, segment in enumerate(sheet.segments) if index not in set(header)]
    pieces = [piece for run in _runs(sheet, header) for piece in _pieces(run, forms)]
    return replace(sheet, segments=(*rest, *pieces))


def _runs(sheet: Sheet, header: Sequence[int]) -> list[list[Segment]]:
    """The segments of a header that one caption may run across: those of a cell, or all where no rules part
    them."""
    cells = header_cells(sheet, header)
    if any(len(cell) > 1 for cell in cells) or _ruled(sheet, cells):
        return [[sheet.segments[index] for index in cell] for cell in cells]
    return _near([sheet.segments[index] for index in chain.from_iterable(cells)], FAR * sheet.text_height)


def _near(line: Sequence[Segment], far: float) -> list[list[Segment]]:
    """The segments of a line from the right, parted where they stand too far apart to be words of one
    caption."""
    runs = [[line[0]]]
    for right, left in pairwise(line):
        if right.rect.left - left.rect.right > far:
            runs.append([left])
        else:
            runs[-1].append(left)
    return runs


def _ruled(sheet: Sheet, cells: Sequence[Sequence[int]]) -> bool:
    """Whether an upright rule stands between the first two cells of a header."""
    return len(cells) > 1 and any(
        walls_between(sheet, sheet.segments[right[-1]].rect, sheet.segments[left[0]].rect) > 0
        for right, left in pairwise(cells)
    )


def _joined(run: Sequence[Segment]) -> Segment:
    """Segments that stand beside one another, from the right, as one."""
    if len(run) == 1:
        return run[0]
    rect = run[0].rect
    for segment in run[1:]:
        rect = rect.union(segment.rect)
    crop = crop_of(rect)
    glyphs = [
        replace(
            glyph,
            left=(place_of(segment.rect, glyph.left) - crop.left) / crop.width,
            right=(place_of(segment.rect, glyph.right) - crop.left) / crop.width,
        )
        for segment in reversed(run)
        for glyph in segment.reading.glyphs
    ]
    sure = min(segment.reading.confidence for segment in run)
    text = " ".join(segment.text for segment in run)
    return Segment(rect, LineReading(text, sure, tuple(glyphs)))


def _letters(text: str) -> str:
    """A text as captions are compared, without spaces."""
    return label_key(text).replace(" ", "")


def _columns_in(letters: str, columns: Sequence[FieldSpec]) -> int:
    """How many columns have a caption somewhere in a line."""
    return sum(
        any(len(form) >= LEAST_LETTERS and form.replace(" ", "") in letters for form in captions_of(column))
        for column in columns
    )


def _pieces(run: Sequence[Segment], forms: Sequence[str]) -> list[Segment]:
    """A run of the header from the right, cut where captions begin, and where segments did outside of one."""
    whole = _joined(run)
    signs = [sign for sign in whole.text if not sign.isspace()]
    letters = _letters(whole.text)
    if len(signs) != len(letters):
        return list(run)
    spans = caption_spans(letters, forms)
    borders = accumulate(len(_letters(segment.text)) for segment in run[:-1])
    free = {at for at in borders if not any(span.start < at < span.end for span in spans)}
    starts = sorted({*_openings(spans, len(letters)), *free} - {0, len(letters)})
    pieces: list[Segment] = []
    rest, done = whole, 0
    for start in starts:
        first, rest = cut_apart(rest, _printed(whole.text, done, start), _printed(whole.text, start))
        pieces.append(first)
        done = start
    return [*pieces, rest]


def _printed(text: str, start: int, end: int | None = None) -> str:
    """The part of a text between two of its letters, counted without spaces."""
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    last = len(text) if end is None or end >= len(places) else places[end]
    return text[places[start] : last].strip()


def _openings(spans: Sequence[Span], length: int) -> list[int]:
    """Where pieces begin: at each caption, and after one where something long follows that is none."""
    starts: list[int] = []
    done = 0
    for span in spans:
        if span.start - done >= STRANGE:
            starts.append(done)
        starts.append(span.start)
        done = span.end
    if spans and length - done >= STRANGE:
        starts.append(done)
    return [start for start in dict.fromkeys(starts) if start > 0]


def caption_spans(letters: str, forms: Sequence[str]) -> list[Span]:
    """The captions that cover most of a text, letter by letter as they are most alike; none overlap."""
    best: list[tuple[float, tuple[Span, ...]]] = [(0.0, ())]
    for end in range(1, len(letters) + 1):
        chosen = best[end - 1]
        for form in forms:
            slack = int(SLACK * len(form))
            for length in range(max(1, len(form) - slack), min(end, len(form) + slack) + 1):
                score = Levenshtein.normalized_similarity(
                    letters[end - length : end], form, score_cutoff=SURELY
                )
                worth = best[end - length][0] + score * length - 0.5
                if score and worth > chosen[0]:
                    chosen = (worth, (*best[end - length][1], Span(end - length, end)))
        best.append(chosen)
    return list(best[-1][1])
