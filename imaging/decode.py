"""A file as pages of pixels, decoded one by one in a sandboxed child."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.budget import Budget
from imaging.child import DECODE
from imaging.errors import DecoderCrashed
from imaging.probe import Size, size_of, understood
from imaging.sandbox import Sandbox, Source

Pixels = NDArray[np.uint8]
"""Height x width x 3, RGB."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page, upright by its EXIF orientation.

    `size` is the width and height of the original; `pixels` may be smaller by `scale` (see Budget). `dpi` is
    that of the original, when the file says one that can be believed.
    """

    index: int
    pixels: Pixels
    size: Size
    dpi: int | None

    @property
    def scale(self) -> tuple[float, float]:
        """Original pixels for one decoded pixel, across and down."""
        height, width = self.pixels.shape[:2]
        return self.size[0] / width, self.size[1] / height


def decode(source: Source, budget: Budget | None = None, first: int = 0) -> Generator[PageImage]:
    """Yield every page of the file from `first` (from 0) on, one by one; the child has at most the next one.

    Raises an ImagingError that names why the file, or the page reached, can't be decoded; OSError when it
    can't be opened at all. Pages that came before the error stay good.
    """
    limits = budget or Budget()
    with Sandbox(source, DECODE, limits, first) as child:
        understood(child.line(), limits)
        while "end" not in (line := child.line()):
            page = _blank(line, limits)
            child.fill(page.pixels.data.cast("B"))
            yield page


def _blank(line: Mapping[str, object], budget: Budget) -> PageImage:
    """The page that a line announces, its pixels not yet there."""
    index, dpi = line.get("page"), line.get("dpi")
    width, height = size_of([line.get("width"), line.get("height")])
    budget.check_page(width, height)
    if not isinstance(index, int) or not isinstance(dpi, int | None):
        raise DecoderCrashed({"status": 0})
    return PageImage(index, np.empty((height, width, 3), np.uint8), size_of(line.get("size")), dpi)
