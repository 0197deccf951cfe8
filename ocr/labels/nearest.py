"""The printed form of each side nearest to each head of a paper's texts.

All are compared at once, since a paper asks for some ten thousand pairs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ocr.labels.forms import Form, Forms, nearest_of
from ocr.text.similarity import prepared, similarities


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The nearest form and its score by head and side; None where none is near."""

    found: Mapping[tuple[str, Forms], tuple[Form, float] | None]

    def __call__(self, head: str, known: Forms) -> tuple[Form, float] | None:
        return self.found[head, known]


def nearest_forms(heads: Iterable[str], sides: Sequence[Forms]) -> Nearest:
    """The nearest form of each side to each head."""
    every = list(dict.fromkeys(heads))
    keys = list(dict.fromkeys(form.key for known in sides for form in known))
    place = {key: number for number, key in enumerate(keys)}
    scores = similarities(prepared(keys), prepared(every))
    found: dict[tuple[str, Forms], tuple[Form, float] | None] = {}
    for known in sides:
        own = nearest_of(scores[[place[form.key] for form in known]], known)
        found |= {(head, known): nearest for head, nearest in zip(every, own, strict=True)}
    return Nearest(found)
