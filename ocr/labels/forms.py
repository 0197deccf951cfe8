"""Printed labels, known though misread: which field of a document type a piece of text announces."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np

from ocr.text.similarity import (
    MOST_KEPT,
    Figures,
    Prepared,
    label_key,
    prepared,
    similarities,
    similarity,
)
from reference.documents import DocumentType, FieldSpec

COLON: Final = re.compile(r"\s*[:：؛]\s*")
LEAST: Final = 0.72
"""Least likeness (0 to 1) of a text to a label before a colon: every fourth letter may be misread."""
LONG: Final = 9
"""Least letters of a label that is known by less likeness without a colon: few texts are so like a long
one."""
TWIN: Final = 0.5
"""Least likeness (0 to 1) to a Kurdish label after the Arabic one, whose letters readers know less well."""
UNMARKED: Final = 0.06
"""Likeness that a label loses that runs into its value without a colon."""
MOST_WORDS: Final = 9
"""Words of the longest label."""
LETTERHEAD: Final = 0.3
"""Likeness that a label loses that may be a line of the letterhead: enough that any other label wins."""
COURTS = ("محكمة الأحوال الشخصية", "محكمة البداءة", "رئاسة محكمة استئناف")
"""Courts as letterheads name them."""


@dataclass(frozen=True, slots=True)
class Form:
    """One printed way to announce a field, or several that share it: the two grandfathers of a card."""

    key: str
    fields: tuple[str, ...]
    twins: tuple[str, ...] = ()
    """The Kurdish labels of the same fields, which may stand after the Arabic one."""


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label found at the start of a text: how surely, for which fields, and the text that follows it."""

    form: Form
    score: float
    rest: str
    colon: bool = False


NearestForm = Callable[[str, "Forms"], tuple[Form, float] | None]
"""What tells the form nearest to a head, as `nearest_form` does."""


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """All printed forms of one side of a type, with what comparing with all of them at once takes."""

    every: tuple[Form, ...]
    keys: Prepared

    def __iter__(self) -> Iterator[Form]:
        return iter(self.every)


@cache
def forms(kind: DocumentType, side: str | None) -> Forms:
    """Every printed form of the labels of a type, or of one side: Arabic, Kurdish and both together."""
    keys: dict[str, list[FieldSpec]] = {}
    for field in kind.fields:
        if side is None or field.side == side:
            for form in printed_forms(field):
                keys.setdefault(form, []).append(field)
    every = tuple(
        Form(
            key,
            tuple(field.key for field in owners),
            tuple(dict.fromkeys(label_key(label) for field in owners for label in field.labels_ckb)),
        )
        for key, owners in keys.items()
    )
    return Forms(every, prepared(form.key for form in every))


def printed_forms(field: FieldSpec) -> tuple[str, ...]:
    """The keys of a field's labels: Arabic, Kurdish, both together, and English, which passports print."""
    arabic = [label_key(label) for label in field.labels_ar]
    kurdish = [label_key(label) for label in field.labels_ckb]
    both = [f"{a} {k}" for a in arabic for k in kurdish]
    english = [label_key(field.label_en)]
    return tuple(dict.fromkeys(key for key in (*arabic, *kurdish, *both, *english) if len(key) > 1))


def heads(text: str) -> list[str]:
    """What of a text may be a label: all before its colon, else as many of its first words as labels have."""
    before, *after = COLON.split(text, maxsplit=1)
    if after:
        return [label_key(before)]
    words = text.split()
    if not words or not label_key(words[0]):
        return []
    counts = range(1, min(len(words), MOST_WORDS) + 1)
    return [label_key(" ".join(words[:count])) if label_key(words[count - 1]) else "" for count in counts]


def _marked(text: str, known: Forms, nearest: NearestForm) -> LabelHit | None:
    """A label before a colon, else one that opens the text."""
    parts = COLON.split(text, maxsplit=1)
    if len(parts) == 2:
        head, rest = parts
        best = nearest(label_key(head), known)
        return None if best is None else LabelHit(best[0], best[1], rest.strip(), colon=True)
    return _prefix(text, known, nearest)


@cache
def _court_keys() -> tuple[str, ...]:
    return tuple(label_key(court) for court in COURTS)


def find_label(text: str, known: Forms, nearest: NearestForm | None = None) -> LabelHit | None:
    """The best label at the start of a text, or None; `nearest` answers in the place of `nearest_form`.

    Before a colon a label may be misread in every fourth letter; without one it must be nearly exact.
    """
    hit = _marked(text, known, nearest or nearest_form)
    if hit is not None and not hit.rest and _is_court(label_key(text)):
        return LabelHit(hit.form, hit.score - LETTERHEAD, hit.rest, hit.colon)
    return hit


def _is_court(key: str) -> bool:
    """Whether a text is the court's own name, as letterheads print it, and not `court of ... in`."""
    return any(similarity(key, court) > max(0.85, similarity(key, f"{court} في")) for court in _court_keys())


@lru_cache(maxsize=MOST_KEPT)
def nearest_form(head: str, known: Forms) -> tuple[Form, float] | None:
    """The form nearest to a whole head and how like it is; None when none is near."""
    return nearest_of(similarities(known.keys, prepared((head,))), known)[0]


def nearest_of(scores: Figures, known: Forms) -> list[tuple[Form, float] | None]:
    """For each head (columns) the form (rows) of the highest score, and the score; None when none is near."""
    if not known.every:
        return [None] * scores.shape[1]
    best = scores.argmax(axis=0)
    sure = scores[best, np.arange(scores.shape[1])]
    return [
        (known.every[number], score) if score >= LEAST else None
        for number, score in zip(best.tolist(), sure.tolist(), strict=True)
    ]


def _prefix(text: str, known: Forms, nearest: NearestForm) -> LabelHit | None:
    """A label which opens a text that has no colon; the rest, if any, is the value."""
    words = text.split()
    found: list[tuple[float, int, Form]] = []
    for count, head in enumerate(heads(text), start=1):
        best = nearest(head, known)
        if best is not None and best[1] >= _least(best[0], whole=count == len(words)):
            found.append((best[1], count, best[0]))
    if not found:
        return None
    # A longer label, a little misread, says more than the shorter one which it begins with.
    score, count, form = max(found, key=lambda one: (one[0] * len(one[2].key), one[0]))
    rest = " ".join(words[count:])
    # Some forms end a label with a dash.
    rest = rest if any(map(str.isalnum, rest)) else ""
    if rest.startswith("/"):
        return LabelHit(form, score, _after_twin(rest.lstrip("/ "), form))
    return LabelHit(form, score - (UNMARKED if rest else 0.0), rest)


def _least(form: Form, *, whole: bool) -> float:
    """How like a label without a colon must be: less when it is long and all of the text."""
    if not whole:
        return 0.86
    return 0.74 if len(form.key) >= LONG else 0.8


def _after_twin(rest: str, form: Form) -> str:
    """What follows the Kurdish label that may stand after the Arabic one and a stroke."""
    words = rest.split()
    for count in range(min(len(words), 4), 0, -1):
        key = label_key(" ".join(words[:count]))
        if any(similarity(key, twin) > TWIN for twin in form.twins):
            return " ".join(words[count:])
    return rest
