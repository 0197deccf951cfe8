"""One page on its way out of the sandbox child, still in Pillow's hands."""

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded page: RGB picture, upright; `size` (width, height) as the file holds it, in shown order."""

    index: int
    picture: Image.Image
    size: tuple[int, int]
    dpi: int | None
