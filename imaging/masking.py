"""Covers places of a page's picture, for eyes that may see the page but not everything on it."""

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw

Corners = Sequence[Sequence[float]]
"""Four points, pixels of the page as it was handed in."""

_COVER: Final = (96, 96, 96)
_QUALITY: Final = 70
"""WebP quality (0 to 100) of a page with covered values, that of `pictures` for a preview."""


def masked(picture: bytes, places: Sequence[Corners], page_width: int) -> bytes:
    """The WebP picture of a page that is `page_width` pixels wide, with `places` covered; new WebP bytes."""
    with Image.open(io.BytesIO(picture), formats=["WEBP", "PNG"]) as opened:
        image = opened.convert("RGB")
    scale = image.width / page_width
    draw = ImageDraw.Draw(image)
    for corners in places:
        draw.polygon([(x * scale, y * scale) for x, y in corners], fill=_COVER)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=_QUALITY, method=0)
    return buffer.getvalue()
