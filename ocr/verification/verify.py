"""Looks again at extracted values, with more of the paper around them, and decides how sure each is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, islice

from ocr.extraction.candidate import Seen
from ocr.extraction.extract import Extraction
from ocr.geometry import Frame, Image, Rect
from ocr.layout.sheet import Sheet
from ocr.recognition.line_reader import Engine, LineReading
from ocr.result.reading import Contents, RowReading
from ocr.text.parsing import typed
from ocr.verification.second_reader import Readers, mark_written, settle
from ocr.verification.truncation import cuts
from reference.documents import FieldKind


def verify(found: Extraction, crop: Callable[[Rect], Image], engines: Readers, frame: Frame) -> Contents:
    """Every value and row of a paper, settled by its readers; `crop` cuts a rectangle of the frame.

    Raises OcrError when a reader fails.
    """
    fields = _read_again(found, crop, engines.main)
    every = [*fields, *chain.from_iterable(found.rows)]
    others = [*found.labels, *(one.rect for one in every)]
    every = [_doubted_if_cut(one, found.sheet, frame.height, others, crop) for one in every]
    every = mark_written(every, list(found.labels), crop)
    settled = settle(every, crop, engines, frame)
    ordered = sorted(settled[: len(fields)], key=lambda field: found.order[field.key])
    rest = iter(settled[len(fields) :])
    return ordered, tuple(RowReading(tuple(islice(rest, len(row)))) for row in found.rows)


def _read_again(found: Extraction, crop: Callable[[Rect], Image], main: Engine) -> list[Seen]:
    """The fields; what was part of a longer segment or fell into several is read once more on its own."""
    asked = [one for one in found.fields if one.spec.key in found.apart]
    said = main.read_lines([crop(one.rect) for one in asked])
    again = {one.spec.key: reading for one, reading in zip(asked, said, strict=True)}
    return [_with_own(one, again.get(one.spec.key)) for one in found.fields]


def _with_own(one: Seen, own: LineReading | None) -> Seen:
    """A value as it was read in place, or on its own when that fits its kind better."""
    if own is None:
        return one
    here, alone = typed(one.spec, one.text), typed(one.spec, own.text)
    again = float(here.value == alone.value)
    if (alone.fit, own.confidence) > (here.fit, one.confidence):
        return replace(one, text=own.text, confidence=own.confidence, clean=own.clean, again=again)
    return replace(one, again=again)


def _doubted_if_cut(
    one: Seen, sheet: Sheet, height: float, others: Sequence[Rect], crop: Callable[[Rect], Image]
) -> Seen:
    """The value with what may have taken a part of it, when it is a fact or a text."""
    if not (one.spec.kind.is_identity or one.spec.kind is FieldKind.TEXT):
        return one
    around = [rect for rect in others if rect != one.rect]
    return replace(one, doubts=one.doubts | cuts(one.rect, sheet, height, around, crop))
