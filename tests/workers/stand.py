"""One process of the queue under test: the product's own worker or dispatcher, with a reader that obeys.

A page's colour tells the reader what to do: red dies, green stays until the file `hold` is gone, black
fails, yellow finds the machinery failing, others read.
"""

import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from imaging.decode import Pixels
from ocr import Reading
from ocr.geometry import Box, Point
from ocr.result.reading import Decision, FieldReading, Layout, Quality
from ocr.result.steps import Step
from settings import Settings
from workers import dispatch
from workers.queueing import connect
from workers.service import work
from workers.toolbox import ReadPage, build

RED, GREEN, BLACK, WHITE = "red", "green", "black", "white"


def obedient(folder: Path) -> ReadPage:
    """A reader for pages of one colour."""

    def read_page(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        del layouts
        red, green, blue = (int(value) for value in pixels[0, 0])
        if red > 200 > green:
            os.kill(os.getpid(), signal.SIGSEGV)
        if green > 100 > red:
            while (folder / "hold").exists():
                time.sleep(0.01)
        if min(red, green) > 200 > blue:
            raise OSError(5, "a machine that fails")
        if red + green + blue < 60:
            raise ValueError("a reader that fails")
        return [reading(wanted or "national_card")]

    return read_page


def reading(document_type: str) -> Reading:
    """A reading of one value, with its place on the page."""
    corners = (Point(80, 10), Point(10, 10), Point(10, 30), Point(80, 30))
    field = FieldReading("given_name", "زينب", "زينب", 0.9, Decision.REVIEW, Box(corners), "stand 1")
    good, steps = Quality(usable=True), (Step("read", 1.0),)
    return Reading(0, 0, document_type, "front", 0.9, good, (field,), (), None, steps, 0.01)


def main(role: str, settings: Settings, log: Path) -> None:
    """Run one part until it is asked to stop; what it says goes to `log`."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    if role == "dispatch":
        sys.exit(dispatch.run(settings))
    sys.exit(work(build(settings, "stand", obedient(settings.folder), "stand 1"), connect(settings.queue)))
