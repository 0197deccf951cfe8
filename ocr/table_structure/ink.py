"""The writing of a straight page without its rules: evened grey in, lines of writing in any column out."""

from dataclasses import dataclass
from typing import Final

from ocr.geometry import Image
from ocr.image.binarize import dark
from ocr.image.components import parts_of
from ocr.segmentation.baselines import baselines
from ocr.segmentation.ruling_lines import find_rules, without
from ocr.segmentation.text_lines import text_height
from ocr.table_structure.spans import Span

WALL: Final = 4
"""Pixels on either side of a column's edge that are the rule's own ink and no writing."""


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """A mask (H, W; 0 or 255) of the letters, and the usual height of a line of them."""

    letters: Image
    height: float

    def strip(self, column: Span, top: float, bottom: float) -> Image:
        """The letters in a column between two heights, without its edges."""
        inner = slice(int(column.left) + WALL, max(0, int(column.right) - WALL))
        return self.letters[int(top) + WALL : int(bottom), inner]

    def lines(self, column: Span, top: float, bottom: float) -> tuple[float, ...]:
        """The baselines of writing in a column between two heights, from the top of the page."""
        found = baselines(self.strip(column, top, bottom), self.height)
        return tuple(int(top) + WALL + line for line in found)


def ink_of(level: Image) -> Ink:
    """The writing of an evened grey page (H, W)."""
    mask = dark(level)
    height = text_height(parts_of(mask))
    return Ink(without(mask, find_rules(mask, height)), height)
