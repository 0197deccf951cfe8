"""Where a part of a segment's text stands: cut at a character, by the places where the reader saw each."""

from collections.abc import Callable, Sequence

from ocr.engine import Glyph
from ocr.geometry import Rect

MARGIN_ACROSS = 0.2
MARGIN_DOWN = 0.12
"""What a reader's crop adds around a segment, in heights of it."""


def crop_of(rect: Rect) -> Rect:
    """The part of the frame that readers get for a segment."""
    return rect.grown(MARGIN_ACROSS * rect.height, MARGIN_DOWN * rect.height)


def place_of(rect: Rect, share: float) -> float:
    """The column of the frame at a share (0 to 1) of the width of a segment's crop."""
    crop = crop_of(rect)
    return crop.left + share * crop.width


def after_label(rect: Rect, glyphs: Sequence[Glyph], rest: str) -> Rect:
    """The left part of a right-to-left segment, which holds `rest`: up to the colon, else by counting
    characters."""
    shown = [glyph for glyph in glyphs if not glyph.character.isspace()]
    wanted = len(rest.replace(" ", ""))
    if not shown or not wanted:
        return rect
    colons = [i for i, glyph in enumerate(shown) if glyph.character in ":؛" and abs(i - wanted) <= 3]
    count = min(colons, key=lambda i: abs(i - wanted)) if colons else min(wanted, len(shown))
    if count == 0:
        return rect
    last = shown[count - 1].right
    following = shown[count].left if count < len(shown) else 1.0
    return _cut(rect, 0.0, (last + following) / 2)


def of_run(rect: Rect, glyphs: Sequence[Glyph], belongs: Callable[[str], bool]) -> Rect | None:
    """The part of a segment with its longest run of characters which belong together; None when there are
    none."""
    best: tuple[int, int] = (0, 0)
    start = 0
    for index in range(len(glyphs) + 1):
        if index == len(glyphs) or not belongs(glyphs[index].character):
            best = max(best, (start, index), key=lambda span: span[1] - span[0])
            start = index + 1
    if best[0] == best[1]:
        return None
    return _cut(rect, glyphs[best[0]].left, glyphs[best[1] - 1].right)


def _cut(rect: Rect, start: float, end: float) -> Rect:
    """The part of a segment between two shares of its crop's width, a little margin included."""
    slack = 0.06 * rect.height
    left = max(rect.left, place_of(rect, start) - slack)
    right = min(rect.right, place_of(rect, end) + slack)
    return Rect(left, rect.top, max(right, left + 1.0), rect.bottom)
