"""How values stand to their labels on one paper: a form sets all of them alike."""

from dataclasses import dataclass
from typing import Final

from ocr.geometry import Rect

DOWN: Final = 0.45
ACROSS: Final = 0.8
"""How much further down and across from its label one value may stand than another, in heights of a line."""
FEW: Final = 3
"""Values that must stand as one does for that to be how the paper sets them."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Labels and their values on a paper whose lines are so high."""

    pairs: tuple[tuple[Rect, Rect], ...]
    height: float

    def fits(self, label: Rect, value: Rect) -> bool:
        """Whether a value stands to its label as at least three others do to theirs."""
        here = _steps(label, value)
        return sum(self._alike(here, _steps(*pair)) for pair in self.pairs if pair != (label, value)) >= FEW

    def _alike(self, one: tuple[float, ...], other: tuple[float, ...]) -> bool:
        down, *across = (abs(a - b) / self.height for a, b in zip(one, other, strict=True))
        return down < DOWN and min(across) < ACROSS


def _steps(label: Rect, value: Rect) -> tuple[float, ...]:
    """How far down a value stands from its label, and across in ways of which one is the same on all lines of
    a form: right edges in columns, after the label's end, or centred over a line that begins at the label."""
    return (
        value.middle - label.middle,
        value.right - label.right,
        value.right - label.left,
        value.centre - label.right,
    )
