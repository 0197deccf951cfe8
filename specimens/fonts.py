"""The font faces that specimens may draw with, who may see them, and which characters each can draw."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from specimens.errors import NoFont
from specimens.shaping import HARFBUZZ, presentation_forms

FAMILIES = Path(__file__).with_name("fonts") / "families.toml"
COMMITTED: Final[tuple[Path, ...]] = (FAMILIES.parent,)
"""What everybody draws with unless they ask for more: a seed draws the same paper on every machine."""
INSTALLED: Final = (
    *COMMITTED,
    Path(__file__).parents[1] / "training" / "cache" / "fonts",
    Path("/usr/share/fonts"),
)
"""The committed faces, then what `training/fonts.py` converted, then the packages of the system."""
_folders: tuple[Path, ...] = COMMITTED
PROBE_SIZE = 16
HAND = "hand"
"""The style of faces that are handwriting: nothing is printed with them."""
# A character no font has: what is drawn for it is the face's "missing" box.
MISSING = "\U0010fff0"


class Split(StrEnum):
    """Who may draw with a family. The four never share one; `proof` is looked at when all else stands."""

    TRAINING = "training"
    CALIBRATION = "calibration"
    JUDGEMENT = "judgement"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file of a family."""

    family: str
    path: Path
    split: Split
    style: str
    wrong: str = ""

    def draws(self, text: str) -> bool:
        """Whether the file holds a true glyph for every visible character of `text`."""
        known = coverage(self.path)
        shown = text if HARFBUZZ else presentation_forms(text)
        return all(letter not in self.wrong and known(letter) for letter in shown if not letter.isspace())


class _Coverage:
    """Remembers, letter by letter, whether a font file has a glyph of its own."""

    def __init__(self, path: Path) -> None:
        self._font = ImageFont.truetype(str(path), PROBE_SIZE, layout_engine=ImageFont.Layout.BASIC)
        self._missing = bytes(self._font.getmask(MISSING))
        self._known: dict[str, bool] = {}

    def __call__(self, letter: str) -> bool:
        if letter not in self._known:
            mask = self._font.getmask(letter)
            drawn = bytes(mask)
            self._known[letter] = bool(drawn) and mask.getbbox() is not None and drawn != self._missing
        return self._known[letter]


@cache
def coverage(path: Path) -> _Coverage:
    """A test `letter -> bool` for one font file."""
    return _Coverage(path)


def use_installed_faces() -> None:
    """Draw with every face of this machine from here on: for training and benches, which want variety."""
    global _folders
    _folders = INSTALLED


def faces(split: Split, folders: Sequence[Path] | None = None) -> tuple[Face, ...]:
    """Every installed face of a split that prints, in the list's order. Raises NoFont when none is there."""
    return tuple(face for face in every_face(split, folders) if face.style != HAND)


def every_face(split: Split, folders: Sequence[Path] | None = None) -> tuple[Face, ...]:
    """The same with those that are handwriting. Raises NoFont when none is there."""
    found = tuple(_installed(split, _index(tuple(folders or _folders))))
    if not found:
        raise NoFont(split.value)
    return found


def covering(candidates: Iterable[Face], text: str) -> tuple[Face, ...]:
    """The faces among `candidates` that can draw `text`. Raises NoFont when none can."""
    able = tuple(face for face in candidates if face.draws(text))
    if not able:
        raise NoFont(text)
    return able


def ocr_b(folders: Sequence[Path] | None = None) -> Path:
    """The OCR-B face of machine readable zones. Raises NoFont when it is not installed."""
    path = _index(tuple(folders or _folders)).get("OCRB.otf")
    if path is None:
        raise NoFont("OCR-B")
    return path


@cache
def _index(folders: tuple[Path, ...]) -> dict[str, Path]:
    """File name -> path; the first folder that holds a name wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.[to]tf")):
            found.setdefault(path.name, path)
    return found


def _installed(split: Split, index: dict[str, Path]) -> Iterable[Face]:
    for row in tomllib.loads(FAMILIES.read_text(encoding="utf-8"))["family"]:
        if row["split"] == split:
            for name in row["files"]:
                if name in index:
                    yield Face(row["name"], index[name], split, row["style"], row.get("wrong", ""))
