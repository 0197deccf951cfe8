"""Which field a group of words is the label of, and which column a caption heads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np

from ocr.labels.forms import Form, Forms, forms
from ocr.pairing.known import phrases_of
from ocr.text.similarity import label_key, prepared, similarities, similarity
from reference.documents import DocumentType, FieldSpec

LEAST: Final = 0.72
"""How like a printed label the words must be, 0 to 1: a letter in four may be misread."""
CAPTION: Final = 0.6
"""The same for a caption of a table of which others are known: the order of columns speaks, too."""
BRACKET: Final = re.compile(r"\([^)]*\)?|\[[^]]*\]?")


@cache
def announcing(kind: DocumentType, side: str) -> Forms:
    """Every label of one side of a type, and every phrase that announces a value."""
    phrases = {form.key: (spec.key,) for spec in kind.on_side(side) for form in phrases_of(spec)}
    every = (*forms(kind, side).every, *(Form(key, fields) for key, fields in phrases.items()))
    return Forms(every, prepared(form.key for form in every))


def best_form(text: str, known: Forms) -> tuple[Form, float] | None:
    """The printed form nearest to a label and how like it is (0 to 1), None when none is near.

    The longest of equally near ones; the label's bracketed tail or last words are left out where that fits
    better.
    """
    keys, losses = zip(*_readings(text), strict=True)
    scores = similarities(known.keys, prepared(keys)) - np.array(losses)
    highest = float(scores.max(initial=0.0))
    if highest < LEAST:
        return None
    nearest = (known.every[number] for _, number in np.argwhere(highest == scores.T).tolist())
    return max(nearest, key=lambda form: len(form.key)), highest


def _readings(text: str) -> Iterator[tuple[str, float]]:
    """What of a label may be compared, and what that costs."""
    whole = label_key(text)
    yield whole, 0.0
    bare = label_key(BRACKET.sub(" ", text))
    if bare and bare != whole:
        yield bare, 0.0
    words = (bare or whole).split()
    for count in range(len(words) - 1, max(0, len(words) - 4), -1):
        yield " ".join(words[:count]), 0.1
    for stroke in text.split("/"):
        if stroke != text and label_key(stroke):
            yield label_key(stroke), 0.02


def fields_of(groups: Sequence[tuple[Form, float]], places: Mapping[str, int]) -> list[str | None]:
    """A field for each label in reading order, None where it can't be told.

    Of a label that several fields share the printed order tells whose it is.
    """
    out: list[str | None] = [form.fields[0] if len(form.fields) == 1 else None for form, _ in groups]
    for number, (form, _) in enumerate(groups):
        if out[number] is not None:
            continue
        alike = [other for other, (one, _) in enumerate(groups) if one == form]
        if len(alike) == len(form.fields):
            out[number] = form.fields[alike.index(number)]
            continue
        free = [key for key in form.fields if key not in out]
        if free:
            # The field whose place in print lies nearest after the one before it.
            before = next((places[key] for key in reversed(out[:number]) if key is not None), -1)
            out[number] = min(free, key=lambda key: (places[key] < before, places[key]))
    return out


def columns_of(
    captions: Sequence[str], columns: Sequence[FieldSpec], forms: Mapping[str, Sequence[str]]
) -> list[FieldSpec | None]:
    """A column for each caption of a header from the right, each column once, None for an unknown one.

    Between two known ones the order tells, where as many columns belong there.
    """
    out: list[FieldSpec | None] = [None] * len(captions)
    scored = sorted(
        (
            (
                max((similarity(label_key(text), form) for form in forms[column.key]), default=0.0),
                place,
                column,
            )
            for place, text in enumerate(captions)
            for column in columns
        ),
        key=lambda one: -one[0],
    )
    for score, place, column in scored:
        if score >= CAPTION and out[place] is None and column not in out:
            out[place] = column
    known = [place for place, column in enumerate(out) if column is not None]
    for right, left in pairwise(known):
        first, last = (columns.index(column) for column in (out[right], out[left]) if column is not None)
        if last - first == left - right:
            for step, place in enumerate(range(right + 1, left), start=1):
                out[place] = columns[first + step]
    return out
