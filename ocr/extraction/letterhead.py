"""Lines at the head and foot of papers which look like labels and announce nothing: the state, the title."""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from ocr.labels.forms import COLON
from ocr.layout.sheet import Sheet, in_one_row, left_of, walls_between
from ocr.text.similarity import label_key, prepared, similarities
from reference.documents import DocumentType

HEADINGS = (
    "جمهورية العراق", "وزارة الداخلية", "وزارة الصحة", "وزارة العدل", "وزارة التجارة", "مجلس القضاء الأعلى",
    "مديرية الأحوال المدنية والجوازات والإقامة", "مديرية الجنسية العامة", "مديرية الأحوال المدنية العامة",
    "المديرية العامة للأحوال المدنية والجوازات والإقامة", "مديرية شؤون الجوازات", "مديرية الجوازات العامة",
    "کۆماری عێراق", "وەزارەتی ناوخۆ", "الختم والتوقيع",
)  # fmt: skip
ALIKE = 0.82
TITLE_ALIKE = 0.86
EXACT = 0.95
"""How like a heading or a title a line must be, and one that opens with a label, after which its value may
stand."""
MOST_JOINED = 7
"""Segments that a heading falls into at most."""
LONGEST_GAP = 3.0
"""The widest space between the words of a heading, in heights of its own line."""


def headings(sheet: Sheet, kind: DocumentType) -> set[int]:
    """Segments which are, alone or with their neighbours to the left, a heading or the paper's title."""
    chains = list(_chains(sheet))
    labels = {index for index, one in enumerate(sheet.segments) if label_key(one.text) in _label_keys(kind)}
    sure = [len(chain) > 1 and chain[0] in labels for chain, _ in chains]
    named = are_headings([text for _, text in chains], kind, sure)
    return {index for (chain, _), heading in zip(chains, named, strict=True) if heading for index in chain}


def _chains(sheet: Sheet) -> Iterator[tuple[tuple[int, ...], str]]:
    """Segments and what they say: each alone, then with one neighbour more and more to its left."""
    for index, segment in enumerate(sheet.segments):
        chain: tuple[int, ...] = (index,)
        text, last = segment.text, segment.rect
        yield chain, text
        for beside in left_of(sheet, segment.rect)[: MOST_JOINED - 1]:
            rect = sheet.segments[beside].rect
            apart = not in_one_row(last, rect) or last.left - rect.right > LONGEST_GAP * last.height
            apart = apart or walls_between(sheet, last, rect) > 0
            # What follows a colon is the value of a label, however like a letterhead both are together.
            if apart or COLON.search(text):
                break
            chain, text, last = (*chain, beside), f"{text} {sheet.segments[beside].text}", rect
            yield chain, text


def are_headings(texts: Sequence[str], kind: DocumentType, exact: Sequence[bool] = ()) -> list[bool]:
    """Which texts are lines of the letterhead or the foot, or the paper's title, rather than labels; of those
    that are to be `exact`, since they open with a label, only the ones that are read rightly."""
    keys = prepared(map(label_key, texts))
    every, titles, labels = (
        similarities(prepared(phrases), keys).max(axis=0, initial=0.0)
        for phrases in (_heading_keys(), _title_keys(kind), _label_keys(kind))
    )
    least = np.where(exact or [False] * len(texts), EXACT, 0.0)
    headed = (labels < every) & (every > np.maximum(ALIKE, least))
    titled = (labels < titles) & (titles > np.maximum(TITLE_ALIKE, least))
    return [bool(one) for one in headed | titled]


@cache
def _heading_keys() -> tuple[str, ...]:
    return tuple(label_key(heading) for heading in HEADINGS)


@cache
def _label_keys(kind: DocumentType) -> tuple[str, ...]:
    """The labels of a type: a card's number is announced by the card's title and a word more."""
    labels = (label for field in kind.fields for label in (*field.labels_ar, *field.labels_ckb))
    return tuple(dict.fromkeys(filter(None, map(label_key, labels))))


@cache
def _title_keys(kind: DocumentType) -> tuple[str, ...]:
    """The titles of a type, but for those that are labels of it too."""
    labels = _label_keys(kind)
    names = (kind.name.ar, kind.name.ckb, kind.name.en, *kind.titles)
    return tuple(key for key in dict.fromkeys(label_key(name) for name in names) if key and key not in labels)
