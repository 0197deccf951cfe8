"""Pictures that prove a reading: the page with every box drawn on it, and a crop of every value."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from cli.papers import shown_name
from cli.reading.reader import ReadPart
from imaging.pictures import crop, png
from registry.domain.handover import Box

COLOURS: Final = {"accepted": (22, 128, 60), "review": (200, 120, 0), "unreadable": (200, 30, 30)}
LINE: Final = 3


def save(folder: Path, file: Path, part: ReadPart) -> None:
    """Write `NAME-p0-0.png` with boxes and `NAME-p0-0/PATH.webp` for each value. Raises OSError."""
    paper = part.assessment.paper
    name = f"{shown_name(Path(file.stem))}-p{paper.page}-{paper.part}"
    crops = folder / name
    crops.mkdir(parents=True, exist_ok=True)
    picture = Image.fromarray(part.page.pixels)
    pen = ImageDraw.Draw(picture)
    for read in paper.fields:
        if read.box is None:
            continue
        corners = _on_pixels(read.box, part)
        pen.polygon([tuple(corner) for corner in corners], outline=COLOURS[read.decision], width=LINE)
        (crops / f"{read.path}.webp").write_bytes(crop(part.page.pixels, corners))
    (folder / f"{name}.png").write_bytes(png(np.asarray(picture)))


def _on_pixels(box: Box, part: ReadPart) -> NDArray[np.float64]:
    """The box, in pixels of the original, on the decoded page, which may be smaller."""
    return np.array(box, np.float64) / np.array(part.page.scale, np.float64)
