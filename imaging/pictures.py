"""Pictures for the screen, made anew from pixels: nothing else of the file (EXIF, scripts) comes along."""

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imaging.decode import Pixels

_PREVIEW_SIDE: Final = 2000
"""Pixels of the longer side of a page shown to a person: print of a whole A4 page is readable."""
_PREVIEW_QUALITY: Final = 70
"""WebP quality (0 to 100) of such a page."""
_CROP_QUALITY: Final = 80
"""WebP quality (0 to 100) of a value's crop, which is evidence: dots of letters must not blur."""
_FASTEST: Final = 0
"""WebP method: the slower ones save a tenth of the bytes and take twice the time."""


def page_preview(pixels: Pixels, longest_side: int = _PREVIEW_SIDE) -> bytes:
    """A page (H x W x 3 RGB) as WebP, at most `longest_side` pixels wide and high, without any metadata."""
    picture = Image.fromarray(pixels)
    picture.thumbnail((longest_side, longest_side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return _webp(picture, _PREVIEW_QUALITY)


def crop(pixels: Pixels, corners: NDArray[np.float64], margin: float = 0.25) -> bytes:
    """The text inside four corners (4 x 2, pixels, clockwise from its own top left), straightened, as WebP.

    `margin` is what is shown around, as a share of the text's height. Outside of the page there is white.
    """
    wide = _widened(corners, margin)
    across = float(np.hypot(*(wide[1] - wide[0] + wide[2] - wide[3]))) / 2
    down = float(np.hypot(*(wide[3] - wide[0] + wide[2] - wide[1]))) / 2
    if across < 1 or down < 1:
        return _webp(Image.new("RGB", (1, 1), "white"), _CROP_QUALITY)
    part, origin = _around(pixels, wide)
    # Pillow wants the corners counter-clockwise from the top left.
    quad = tuple(float(value) for index in (0, 3, 2, 1) for value in wide[index] - origin)
    straight = Image.fromarray(part).transform(
        (round(across), round(down)),
        Image.Transform.QUAD,
        quad,
        Image.Resampling.BILINEAR,
        fillcolor="white",
    )
    return _webp(straight, _CROP_QUALITY)


def opened(content: bytes) -> Pixels:
    """The pixels of a picture that this module made."""
    with Image.open(io.BytesIO(content), formats=["WEBP", "PNG"]) as picture:
        return np.asarray(picture.convert("RGB"), np.uint8)


def png(pixels: Pixels) -> bytes:
    """The pixels as PNG without loss and without metadata."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _widened(corners: NDArray[np.float64], margin: float) -> NDArray[np.float64]:
    """The corners moved outwards by `margin` heights of the text on each side."""
    across = corners[1] - corners[0] + corners[2] - corners[3]
    down = corners[3] - corners[0] + corners[2] - corners[1]
    height = np.hypot(*down) / 2
    right, below = (_direction(side) * height * margin for side in (across, down))
    return np.stack(
        [
            corners[0] - right - below,
            corners[1] + right - below,
            corners[2] + right + below,
            corners[3] - right + below,
        ]
    )


def _direction(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.hypot(*vector)
    return vector / length if length else vector


def _around(pixels: Pixels, corners: NDArray[np.float64]) -> tuple[Pixels, NDArray[np.float64]]:
    """The smallest part of the page with all corners in it, and where it begins."""
    height, width = pixels.shape[:2]
    low = np.clip(np.floor(corners.min(axis=0)) - 1, 0, (width - 1, height - 1)).astype(int)
    high = np.clip(np.ceil(corners.max(axis=0)) + 2, low + 1, (width, height)).astype(int)
    return np.ascontiguousarray(pixels[low[1] : high[1], low[0] : high[0]]), low.astype(np.float64)


def _webp(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=_FASTEST)
    return buffer.getvalue()
