"""Tesseract as it is installed: also in a checkout whose path is no plain word."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from ocr import tesseract


def test_it_reads_from_a_folder_with_spaces_and_arabic_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(tesseract.LANGUAGES, tmp_path / "دار السجلات" / "tess data")
    monkeypatch.setattr(tesseract, "LANGUAGES", tmp_path / "دار السجلات" / "tess data")
    blank = np.full((40, 200), 255, np.uint8)
    (line,) = tesseract.load().read_lines([blank])
    assert line.text == ""
