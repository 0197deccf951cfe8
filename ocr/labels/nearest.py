"""How like a paper's texts are to all the phrases that papers print: every pair at once, not one by one.

The figures are those of `ocr.labels.forms`, which says what they mean; a paper asks for some ten thousand of
them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from ocr.labels.forms import LEAST, Form, Forms, form_scores
from ocr.text.similarity import Figures, bare, lengths_of


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """What `labels.nearest_form` says of some heads, for the forms of several sides."""

    found: Mapping[tuple[str, Forms], tuple[Form, float] | None]

    def __call__(self, head: str, known: Forms) -> tuple[Form, float] | None:
        return self.found[head, known]


def nearest_forms(heads: Iterable[str], sides: Sequence[Forms]) -> Nearest:
    """The nearest form of each side to each head."""
    every = [head for head in dict.fromkeys(heads) if head]
    found: dict[tuple[str, Forms], tuple[Form, float] | None] = dict.fromkeys(("", known) for known in sides)
    keys = list(dict.fromkeys(form.key for known in sides for form in known))
    place = {key: number for number, key in enumerate(keys)}
    scores = _scores(every, keys)
    for known in sides:
        if not known.every:
            found |= dict.fromkeys((head, known) for head in every)
            continue
        own = scores[:, [place[form.key] for form in known]]
        best = own.argmax(axis=1)
        sure = own[np.arange(len(every)), best].tolist()
        for head, number, score in zip(every, best.tolist(), sure, strict=True):
            found[head, known] = (known.every[number], score) if score >= LEAST else None
    return Nearest(found)


def _scores(heads: Sequence[str], keys: Sequence[str]) -> Figures:
    """How like each head is to each form, as `labels.nearest_form` weighs it."""
    edits = cdist(bare(heads), bare(keys), scorer=Levenshtein.distance, dtype=np.int32)
    return form_scores(edits, lengths_of(keys), lengths_of(heads)[:, None])
