"""Parts a table's header where one caption ends and the next begins, also where the space between them was
lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from ocr.labels import label_key
from ocr.layout import Segment, Sheet, in_one_row, reading_order
from ocr.pairs import cut_apart
from ocr.tables import LEAST_COLUMNS, SURELY, captions_of
from reference.documents import FieldSpec

LEAST_LETTERS: Final = 3
"""Letters of a caption that is found inside a longer text: a single one may be part of any word."""
STRANGE: Final = 5
"""Letters from which on what stands between known captions is another one, and not the end of theirs."""
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
    lines = _lines(sheet)
    counts = [_columns_in("".join(_letters(sheet.segments[i].text) for i in line), columns) for line in lines]
    most = max(counts, default=0)
    if most < LEAST_COLUMNS:
        return None
    header = set(lines[counts.index(most)])
    pieces = [
        piece
        for index, segment in enumerate(sheet.segments)
        for piece in (_pieces(segment, forms) if index in header else [segment])
    ]
    return Sheet(tuple(pieces), sheet.horizontal, sheet.vertical, sheet.text_height)


def _lines(sheet: Sheet) -> list[tuple[int, ...]]:
    """Every line of print once: its segments from the right."""
    order = reading_order([segment.rect for segment in sheet.segments])
    rects = [segment.rect for segment in sheet.segments]
    lines = (tuple(i for i in order if in_one_row(rects[i], rects[start])) for start in order)
    return list(dict.fromkeys(lines))


def _letters(text: str) -> str:
    """A text as captions are compared, without spaces."""
    return label_key(text).replace(" ", "")


def _columns_in(letters: str, columns: Sequence[FieldSpec]) -> int:
    """How many columns have a caption somewhere in a line."""
    return sum(
        any(len(form) >= LEAST_LETTERS and form.replace(" ", "") in letters for form in captions_of(column))
        for column in columns
    )


def _pieces(segment: Segment, forms: Sequence[str]) -> list[Segment]:
    """A segment of the header from the right, cut where captions begin."""
    signs = [sign for sign in segment.text if not sign.isspace()]
    letters = _letters(segment.text)
    if len(signs) != len(letters):
        return [segment]
    starts = _openings(caption_spans(letters, forms), len(letters))
    pieces: list[Segment] = []
    rest, done = segment, 0
    for start in starts:
        first, rest = cut_apart(rest, _printed(segment.text, done, start), _printed(segment.text, start))
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
