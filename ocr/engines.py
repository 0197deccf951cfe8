"""The readers of one process, the finder of lines and what the readers' words are worth."""

from collections.abc import Callable
from dataclasses import dataclass

from ocr.geometry import Image
from ocr.pairing.linker import Linker
from ocr.recognition.line_reader import Engine
from ocr.segmentation.text_lines import Found, find_lines
from ocr.verification.calibration import Calibration


@dataclass(frozen=True, slots=True)
class Engines:
    """The readers of a process: `main` reads everything, the others give second opinions where it matters.

    `calibration` tells what their words are worth; without it every value goes to a person.
    `finder` says where lines stand in a straight view (H, W, 3). `pairer` links the words of a sheet to their
    labels and rows; without it the rules stand alone.
    """

    main: Engine
    letters: Engine | None = None
    digits: Engine | None = None
    mrz: Engine | None = None
    calibration: Calibration | None = None
    finder: Callable[[Image], Found] = find_lines
    pairer: Linker | None = None
