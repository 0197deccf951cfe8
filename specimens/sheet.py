"""A sheet of paper to write on, in millimetres, that remembers where every line of text went."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.draw import PAD, Ink, draw_ink, lay_ink
from specimens.fonts import Face
from specimens.handwriting import Scrawl, scrawled

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]
Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
BLACK: Colour = (28, 28, 32)


class Role(StrEnum):
    """What a line of text is on the paper."""

    VALUE = "value"
    LABEL = "label"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as drawn: its field's path, corners clockwise from the top left in pixels."""

    text: str
    role: Role
    path: str
    corners: Corners


@dataclass(frozen=True, slots=True)
class Pen:
    """How text is written: face, size in points, RGB ink, and by whom if by hand."""

    face: Face
    points: float
    ink: Colour = BLACK
    scrawl: Scrawl | None = None


@dataclass
class Sheet:
    """Paper of `width` x `height` mm at `dpi`; x grows to the right, y downwards, both in mm."""

    width: float
    height: float
    dpi: float
    tint: Colour = (255, 255, 255)
    paper: Pixels = field(init=False)
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.paper = np.empty((self.px(self.height), self.px(self.width), 3), np.uint8)
        self.paper[:] = self.tint

    def px(self, mm: float) -> int:
        """Millimetres as whole pixels."""
        return round(mm * self.dpi / MM_PER_INCH)

    def ink(self, text: str, pen: Pen) -> Ink:
        """Draw `text` aside, to be measured or laid later."""
        size = max(6, round(pen.points * self.dpi / POINTS_PER_INCH))
        ink = draw_ink(text, pen.face, size, right_to_left=is_right_to_left(text))
        return Ink(*scrawled(ink.cover, ink.baseline, pen.scrawl, text)) if pen.scrawl else ink

    def width_of(self, text: str, pen: Pen) -> float:
        """Width of `text` in mm."""
        return float((self.ink(text, pen).cover.shape[1] - 2 * PAD) * MM_PER_INCH / self.dpi)

    def fitted(self, text: str, pen: Pen, room: float, least: float = 0.6) -> Pen:
        """The pen, made smaller (to `least` of its size) until `text` fits into `room` mm."""
        width = self.width_of(text, pen)
        if width <= room:
            return pen
        return replace(pen, points=pen.points * max(least, room / width))

    def write(
        self,
        text: str,
        pen: Pen,
        x: float,
        y: float,
        *,
        align: float = 1.0,
        role: Role = Role.OTHER,
        path: str = "",
    ) -> float:
        """Write `text` on the baseline `y`; `align` 1 ends it at `x` (right), 0 starts it there, 0.5 centres.

        Returns its width in mm.
        """
        if not text.strip():
            return 0.0
        ink = self.ink(text, pen)
        width = ink.cover.shape[1] - 2 * PAD
        left = round(x * self.dpi / MM_PER_INCH - align * width) - PAD
        top = self.px(y) - ink.baseline
        lay_ink(self.paper, ink.cover, pen.ink, (left, top))
        low, high = top + PAD, top + ink.cover.shape[0] - PAD
        west, east = left + PAD, left + ink.cover.shape[1] - PAD
        self.lines.append(Line(text, role, path, ((west, low), (east, low), (east, high), (west, high))))
        return float(width * MM_PER_INCH / self.dpi)

    def rule(self, x0: float, y0: float, x1: float, y1: float, ink: Colour = BLACK, mm: float = 0.25) -> None:
        """Draw a straight line `mm` thick."""
        start, end = (self.px(x0), self.px(y0)), (self.px(x1), self.px(y1))
        cv2.line(self.paper, start, end, ink, max(1, self.px(mm)), cv2.LINE_AA)

    def frame(
        self, x0: float, y0: float, x1: float, y1: float, ink: Colour = BLACK, mm: float = 0.25
    ) -> None:
        """Draw an upright rectangle `mm` thick."""
        corner, opposite = (self.px(x0), self.px(y0)), (self.px(x1), self.px(y1))
        cv2.rectangle(self.paper, corner, opposite, ink, max(1, self.px(mm)), cv2.LINE_AA)

    def fill(self, x0: float, y0: float, x1: float, y1: float, ink: Colour) -> None:
        """Fill an upright rectangle."""
        self.paper[self.px(y0) : self.px(y1), self.px(x0) : self.px(x1)] = ink

    def dots(self, x0: float, x1: float, y: float, ink: Colour = BLACK, step: float = 1.1) -> None:
        """Draw a dotted leader from `x0` to `x1` (x0 < x1)."""
        radius = max(1, self.px(0.17))
        for x in np.arange(x0, x1, step):
            cv2.circle(self.paper, (self.px(float(x)), self.px(y)), radius, ink, cv2.FILLED, cv2.LINE_AA)

    def finish(self) -> Pixels:
        """The paper's pixels, (H, W, 3) RGB."""
        return self.paper


def is_right_to_left(text: str) -> bool:
    """Whether a line is laid out as Arabic: it holds at least one letter of Arabic script."""
    return any(("\u0620" <= letter <= "\u06d3" and letter.isalpha()) or letter == "ە" for letter in text)
