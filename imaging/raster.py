"""Runs in the sandbox child: JPEG, PNG, TIFF, WebP, AVIF and HEIC through Pillow."""

import io
from collections.abc import Iterator
from itertools import count
from typing import Final

from PIL import (
    AvifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from imaging.budget import Budget
from imaging.errors import Damaged, Truncated
from imaging.kinds import FileKind
from imaging.page import Page
from imaging.pixels import SIDEWAYS, orientation, to_rgb, upright

_NEW_SUBFILE_TYPE: Final = 254
"""Number of the TIFF tag NewSubfileType, whose bits say what a picture of the file is."""
_REDUCED_COPY: Final = 1
"""Bit of that tag: a smaller copy of another picture of the file, which is no page."""
_BELIEVABLE: Final = (90, 2400)
"""Dots an inch that scanners write. Telephones write 72, or 1, and mean nothing by it."""
_UNLIKE: Final = 1.1
"""How many times finer one side is scanned than the other, from which letters are made square again."""
_FINE_ENOUGH: Final = 250
"""Dots an inch at which small print keeps its dots: ISO/TR 13028 asks for 300 of text."""
_STRIPS_AND_TILES: Final = ((273, 279), (324, 325))
"""TIFF 6.0, sections 8 and 15: the tags of offsets and lengths."""


def sizes(kind: FileKind, content: bytes, budget: Budget) -> tuple[tuple[int, int], ...]:
    """Width and height of each page as it will be shown, from the headers alone."""
    return tuple(_shown_size(image) for image in _frames(kind, content, budget))


def pages(kind: FileKind, content: bytes, budget: Budget, first: int = 0) -> Iterator[Page]:
    """Each page from `first` on: RGB, upright by its EXIF orientation, reduced where the budget says so."""
    for index, image in enumerate(_frames(kind, content, budget)):
        if index < first:
            continue
        width, height = _shown_size(image)
        budget.check_page(width, height)
        dpi, turn = _dpi(image), _turn(image)
        picture = _square(to_rgb(_loaded(image, budget.reduction(width, height))), image.info.get("dpi"))
        picture = upright(picture, turn)
        yield Page(index, picture, (width, height), dpi)


def _frames(kind: FileKind, content: bytes, budget: Budget) -> Iterator[Image.Image]:
    """The opened file at each of its pages: a TIFF has several, the others one (an animation: the first)."""
    # Pillow's own guard tells no size; here every page is held against the budget before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    image = _opened(kind, io.BytesIO(content))
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        yield image
        return
    for index in count():
        try:
            image.seek(index)
        except EOFError:
            return
        # Counted on the way: the whole chain may be millions of pages long.
        budget.check_pages(index + 1)
        if index == 0 or not image.tag_v2.get(_NEW_SUBFILE_TYPE, 0) & _REDUCED_COPY:
            _check_strips(image, len(content))
            yield image


def _opened(kind: FileKind, content: io.BytesIO) -> ImageFile.ImageFile:
    """Plugins are named one by one: Pillow's other formats, with most of its holes, are never reached."""
    match kind:
        case FileKind.JPEG:
            return JpegImagePlugin.JpegImageFile(content)
        case FileKind.PNG:
            return PngImagePlugin.PngImageFile(content)
        case FileKind.WEBP:
            return WebPImagePlugin.WebPImageFile(content)
        case FileKind.AVIF:
            return AvifImagePlugin.AvifImageFile(content)
        case FileKind.HEIC:
            # Loaded for telephones' photos alone: it is a library of its own.
            from pi_heif import HeifImageFile

            photo: ImageFile.ImageFile = HeifImageFile(content)
            return photo
        case _:
            return TiffImagePlugin.TiffImageFile(content)


def _check_strips(image: TiffImagePlugin.TiffImageFile, length: int) -> None:
    for offsets, lengths in _STRIPS_AND_TILES:
        starts, counts = image.tag_v2.get(offsets, ()), image.tag_v2.get(lengths, ())
        if len(starts) != len(counts):
            raise Damaged
        if any(start + size > length for start, size in zip(starts, counts, strict=True)):
            raise Truncated


def _loaded(image: Image.Image, by: int) -> Image.Image:
    """The pixels, `by` times smaller each way (1, 2 or 4)."""
    if by == 1:
        image.load()
        return image
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        # The decoder leaves the fine frequencies out: a quarter of the memory, half of the time.
        image.draft(None, (image.width // by, image.height // by))
        image.load()
        return image
    image.load()
    averaged = image if image.mode in {"L", "RGB", "RGBA", "CMYK"} else to_rgb(image)
    return averaged.reduce(by)


def _square(picture: Image.Image, claimed: tuple[float, float] | None) -> Image.Image:
    """The picture with as many pixels an inch across as down, where the file says that they differ.

    Fax machines and scanners at half speed write so. The finer side is reduced as long as the coarser one has
    pixels enough for small print, else the coarser one is enlarged.
    """
    across, down = claimed or (0, 0)
    believable = all(_BELIEVABLE[0] <= dpi <= _BELIEVABLE[1] for dpi in (across, down))
    if not believable or max(across, down) < _UNLIKE * min(across, down):
        return picture
    dpi = min(across, down) if min(across, down) >= _FINE_ENOUGH else max(across, down)
    size = (round(picture.width * dpi / across), round(picture.height * dpi / down))
    return picture.resize(size, Image.Resampling.BOX if dpi < max(across, down) else Image.Resampling.BICUBIC)


def _turn(image: Image.Image) -> int:
    # Pillow turns a TIFF by itself while loading, and gives its size already turned.
    return 1 if isinstance(image, TiffImagePlugin.TiffImageFile) else orientation(image.info.get("exif"))


def _shown_size(image: Image.Image) -> tuple[int, int]:
    return (image.height, image.width) if _turn(image) in SIDEWAYS else (image.width, image.height)


def _dpi(image: Image.Image) -> int | None:
    """The resolution that the file claims, where it is believable: telephones write 72, or 1."""
    claimed = image.info.get("dpi")
    dpi = round(float(claimed[0])) if claimed else 0
    return dpi if _BELIEVABLE[0] <= dpi <= _BELIEVABLE[1] else None
