"""The reader of pages that workers use: the pipeline with every engine that is installed, loaded once."""

import gc
from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2

from imaging.decode import Pixels
from ocr import Engines, Reading, read_page
from ocr.pairing import network
from ocr.recognition import crnn, tesseract
from ocr.result.reading import Layout
from ocr.verification import calibration
from ocr.verification.calibration import IDENTITY_BUDGET
from reference.documents import DocumentType
from workers.toolbox import ReadPage


def open_engines(budget: float = IDENTITY_BUDGET) -> Engines:
    """Every reader with the calibration that was measured with these very ones, if there is one.

    `budget` is how many of 1,000 accepted facts of identity may be wrong. Raises EngineMissing when a model
    or program is not installed.
    """
    # Workers run side by side, one a processor: threads of OpenCV would only fight, and don't survive a fork.
    cv2.setNumThreads(1)
    engines = Engines(
        crnn.load(),
        letters=tesseract.load(),
        digits=crnn.load("digits"),
        mrz=crnn.load("mrz"),
        pairer=network.load(),
    )
    engines = replace(engines, calibration=calibration.load(names_of(engines), budget))
    # Models and tables stay: they are not gone through for garbage again, nor for that copied by a child.
    gc.freeze()
    return engines


def names_of(engines: Engines) -> list[str]:
    """The readers by name and version, as calibration and evidence know them."""
    readers = (engines.main, engines.letters, engines.digits, engines.mrz)
    return [reader.name for reader in readers if reader is not None]


def open_reader(types: Mapping[str, DocumentType], budget: float = IDENTITY_BUDGET) -> tuple[ReadPage, str]:
    """The reader for these document types, and its name with versions for the evidence.

    Raises EngineMissing when a model or program is not installed.
    """
    engines = open_engines(budget)

    def read(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        """The readings of a page's pixels, of a wanted type if one is named."""
        return read_page(pixels, types, engines, wanted_type=wanted, layouts=layouts)

    return read, engines.main.name
