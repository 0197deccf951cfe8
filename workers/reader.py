"""The reader of pages that workers use: the pipeline with every engine that is installed, loaded once."""

from collections.abc import Mapping, Sequence

import cv2

from imaging.decode import Pixels
from ocr import recogniser, tesseract
from ocr.engine import Engines
from ocr.pipeline import read_page
from ocr.reading import Reading
from reference.documents import DocumentType
from workers.toolbox import ReadPage


def open_reader(types: Mapping[str, DocumentType]) -> tuple[ReadPage, str]:
    """The reader for these document types, and its name with versions for the evidence.

    Raises EngineMissing when a model or program is not installed.
    """
    # Workers run side by side, one a processor: threads of OpenCV would only fight, and don't survive a fork.
    cv2.setNumThreads(1)
    engines = Engines(
        recogniser.load(),
        letters=tesseract.load(),
        digits=recogniser.load("digits"),
        mrz=recogniser.load("mrz"),
    )

    def read(pixels: Pixels, wanted: str | None) -> Sequence[Reading]:
        return read_page(pixels, types, engines, wanted_type=wanted)

    return read, engines.main.name
