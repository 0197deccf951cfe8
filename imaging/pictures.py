"""Pictures for the screen, made anew from pixels: nothing else of the file (EXIF, scripts) comes along."""

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imaging.decode import Pixels

_PREVIEW_SIDE: Final = 2000
_PREVIEW_QUALITY: Final = 70
_CROP_QUALITY: Final = 80
_FASTEST: Final = 0
"""WebP method: the slower ones save a tenth of the bytes and take three times as long."""


def page_preview(pixels: Pixels, longest_side: int = _PREVIEW_SIDE) -> bytes:
    """A page (H x W x 3 RGB) as WebP, at most `longest_side` pixels wide and high, without any metadata."""
    picture = Image.fromarray(pixels)
    picture.thumbnail((longest_side, longest_side), Image.Resampling.BOX, reducing_gap=1.0)
    return _webp(picture, _PREVIEW_QUALITY)


def crop(pixels: Pixels, corners: NDArray[np.float64], margin: float = 0.25) -> bytes:
    """The text inside four corners (4 x 2, pixels, clockwise from its own top left), straightened, as WebP.

    `margin` is what is shown around, as a share of the text's height.
    """
    return _webp(straightened(pixels, corners, margin), _CROP_QUALITY)


def straightened(pixels: Pixels, corners: NDArray[np.float64], margin: float) -> Image.Image:
    """The quadrilateral as an upright picture of its own size; what lies outside of the page is white."""
    top_left, top_right, bottom_right, bottom_left = corners
    across, down = (
        (top_right - top_left + bottom_right - bottom_left) / 2,
        (bottom_left - top_left + bottom_right - top_right) / 2,
    )
    width, height = float(np.hypot(*across)), float(np.hypot(*down))
    if width < 1 or height < 1:
        return Image.new("RGB", (1, 1), "white")
    around = margin * height
    step_across, step_down = across / width * around, down / height * around
    quad = (
        top_left - step_across - step_down,
        bottom_left - step_across + step_down,
        bottom_right + step_across + step_down,
        top_right + step_across - step_down,
    )
    size = (round(width + 2 * around), round(height + 2 * around))
    flat = tuple(float(value) for corner in quad for value in corner)
    return Image.fromarray(pixels).transform(
        size, Image.Transform.QUAD, flat, Image.Resampling.BILINEAR, fillcolor="white"
    )


def png(pixels: Pixels) -> bytes:
    """The pixels as PNG without loss and without metadata."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _webp(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=_FASTEST)
    return buffer.getvalue()
