"""What each type of document prints: titles, labels and captions, as keys."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Final

from ocr.labels.forms import Forms, forms, printed_forms
from ocr.text.similarity import label_key
from reference.documents import DocumentType

SHORTEST_TITLE: Final = 6
"""Least letters of a title to which likeness says something: many words are like a shorter one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """What one side of a type prints: the forms of its labels and its table's captions with their weights.

    `required` and `labelled` count the labels that it must and may bear.
    """

    side: str
    labels: Forms
    captions: Mapping[str, float]
    required: int
    labelled: int


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """What a type prints, as keys: `named` are the titles that tell it from others of its kind."""

    kind: DocumentType
    titles: tuple[str, ...]
    named: tuple[str, ...]
    words: tuple[str, ...]
    against: tuple[str, ...]
    sides: tuple[_Side, ...]


@cache
def label_weights(types: tuple[DocumentType, ...]) -> Mapping[str, float]:
    """What finding a label says: much when few types print it, little when most do."""
    count: Counter[str] = Counter()
    for kind in types:
        printed = [*kind.fields, *(column for field in kind.fields for column in field.columns)]
        count.update({form for field in printed for form in printed_forms(field)})
    return {form: log(1 + len(types) / number) for form, number in count.items()}


@cache
def printed_by(types: tuple[DocumentType, ...]) -> tuple[Printed, ...]:
    """What each type prints; a type is much to look up by, so that a paper asks once for all of them."""
    weights = label_weights(types)
    return tuple(
        Printed(
            kind,
            _keys((kind.name.ar, kind.name.ckb, *kind.titles)),
            tuple(key for key in _keys((kind.name.ar, *kind.titles)) if len(key) >= SHORTEST_TITLE),
            _keys(kind.keywords),
            _keys(kind.excluded),
            tuple(_side(kind, side, weights) for side in kind.sides),
        )
        for kind in types
    )


def _side(kind: DocumentType, side: str, weights: Mapping[str, float]) -> _Side:
    columns = [column for field in kind.on_side(side) for column in field.columns]
    captions = {form: 0.8 * weights[form] for column in columns for form in printed_forms(column)}
    labelled = [field for field in kind.on_side(side) if field.labels_ar]
    required = sum(field.required for field in labelled)
    return _Side(side, forms(kind, side), captions, required, len(labelled))


def _keys(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in map(label_key, texts) if key)
