"""The place of a part of a segment's text: cut at a character, by the places where the reader saw each."""

from collections.abc import Callable, Iterator, Sequence

from ocr.geometry import Rect, crop_of
from ocr.layout.sheet import Segment
from ocr.recognition.line_reader import Glyph, LineReading


def place_of(rect: Rect, share: float) -> float:
    """The column of the frame at a share (0 to 1) of the width of a segment's crop."""
    crop = crop_of(rect)
    return crop.left + share * crop.width


def after_label(rect: Rect, glyphs: Sequence[Glyph], rest: str) -> Rect:
    """The left part of a right-to-left segment, which holds `rest`.

    It is cut at the colon, else by counting characters.
    """
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
    """The part of a segment with its longest run of characters that belong together; None without any."""
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


def cut_apart(segment: Segment, before: str, after: str) -> tuple[Segment, Segment]:
    """Two segments, the right one reading `before`, the left one `after`."""
    left = after_label(segment.rect, segment.reading.glyphs, after)
    right = Rect(left.right, segment.rect.top, segment.rect.right, segment.rect.bottom)
    # A glyph at the end of a segment may have been seen in the margin of its crop.
    right_of_cut = [
        place_of(segment.rect, (glyph.left + glyph.right) / 2) > left.right
        for glyph in segment.reading.glyphs
    ]
    sides = list(zip(segment.reading.glyphs, right_of_cut, strict=True))
    return (
        _piece(segment, right, before, [glyph for glyph, over in sides if over]),
        _piece(segment, left, after, [glyph for glyph, over in sides if not over]),
    )


def spaces(segment: Segment) -> Iterator[tuple[float, float]]:
    """The middle and the width of each space between a segment's words, from the right, in frame units."""
    words = segment.text.split()
    for count in range(1, len(words)):
        first, second = cut_apart(segment, " ".join(words[:count]), " ".join(words[count:]))
        right = [g.left for g in first.reading.glyphs if not g.character.isspace()]
        left = [g.right for g in second.reading.glyphs if not g.character.isspace()]
        if right and left:
            start, end = place_of(second.rect, max(left)), place_of(first.rect, min(right))
            yield (start + end) / 2, end - start
        else:
            yield second.rect.right, 0.0


def _piece(segment: Segment, rect: Rect, text: str, glyphs: Sequence[Glyph]) -> Segment:
    """A part of a segment with its glyphs, whose places become shares of its own crop's width."""
    whole, own = crop_of(segment.rect), crop_of(rect)
    moved = tuple(Glyph(g.character, *_shares(whole, own, g), g.confidence) for g in glyphs)
    sure = min((g.confidence for g in glyphs), default=segment.reading.confidence)
    return Segment(rect, LineReading(text, sure, moved))


def _shares(whole: Rect, own: Rect, glyph: Glyph) -> tuple[float, float]:
    left, right = (whole.left + share * whole.width for share in (glyph.left, glyph.right))
    return (left - own.left) / own.width, (right - own.left) / own.width
