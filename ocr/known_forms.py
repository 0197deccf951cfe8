"""What a form met before says of a paper of it: labels too worn to be read, and where this one's stand."""

from collections.abc import Sequence
from typing import Final

from ocr.announce import GUESSED, Label
from ocr.headings import headings
from ocr.layout import Sheet
from ocr.reading import Layout
from ocr.remembered import Form, is_at, placed
from reference.documents import DocumentType

AGREED: Final = 0.5
"""Share of a form's labels that must have been read in their places for the others to be taken as read."""


def lost_labels(sheet: Sheet, labels: Sequence[Label], form: Form) -> list[Label]:
    """Labels of a form which were not read though there is print in their places: as good as guesses."""
    read = {label.key: label.rect for label in labels}
    agreed = sum(key in read and is_at(read[key], place, form.height) for key, place in form.labels)
    if agreed < AGREED * len(form.labels):
        return []
    used = {index for label in labels for index in label.segments}
    found: list[Label] = []
    for key, place in form.labels:
        there = [
            index
            for index, segment in enumerate(sheet.segments)
            if index not in used and is_at(segment.rect, place, form.height)
        ]
        if key not in read and there:
            found.append(Label(key, tuple(there[:1]), sheet.segments[there[0]].rect, "", GUESSED))
            used.update(there[:1])
    return found


def layout_of(
    kind: DocumentType,
    side: str,
    sheet: Sheet,
    labels: Sequence[Label],
    claimed: frozenset[int],
    width: float,
) -> Layout:
    """Where the labels that were surely read on a paper so wide stand, and print that is neither label nor
    value nor heading."""
    named = headings(sheet, kind)
    idle = tuple(
        placed(segment.rect, width)
        for index, segment in enumerate(sheet.segments)
        if index not in claimed and index not in named
    )
    places = tuple((label.key, placed(label.rect, width)) for label in labels if label.score > GUESSED)
    return Layout(kind.key, side, places, idle)
