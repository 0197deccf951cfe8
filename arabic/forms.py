"""Presentation forms (U+FB50..U+FEFC), as PDFs and old programs store Arabic: which way round they stand."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from arabic.visual import visual_to_logical

_FORMS: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_TO_NEXT: Final = frozenset({"<initial>", "<medial>"})
_TO_PREVIOUS: Final = frozenset({"<final>", "<medial>"})


def has_forms(text: str) -> bool:
    """Whether a text holds presentation forms."""
    return not text.isascii() and _FORMS.search(text) is not None


def stands_reversed(text: str) -> bool | None:
    """Whether presentation forms stand in visual order; None when nothing in them tells.

    A form says whether its letter joins the one before and the one behind. In the order of reading, a letter
    that joins the next stands before one that joins the previous; in visual order it is the other way round.
    """
    joins = [_joins(sign) for sign in f" {text} "]
    pairs = list(pairwise(joins))
    logical = sum(left.next != right.previous for left, right in pairs)
    visual = sum(left.previous != right.next for left, right in pairs)
    return None if logical == visual else logical > visual


def reading_order(text: str, *, otherwise: bool = False) -> str:
    """A text with its presentation forms in the order of reading; one without any stays as it is.

    `otherwise`: are they reversed if nothing tells.
    """
    if not has_forms(text):
        return text
    reverse = stands_reversed(text)
    return visual_to_logical(text) if (otherwise if reverse is None else reverse) else text


class _Joins(NamedTuple):
    """Whether a sign joins the one before it and the one behind it."""

    previous: bool
    next: bool


@lru_cache(maxsize=2048)
def _joins(sign: str) -> _Joins:
    form = unicodedata.decomposition(sign).partition(" ")[0]
    return _Joins(form in _TO_PREVIOUS, form in _TO_NEXT)
