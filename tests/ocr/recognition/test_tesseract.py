"""Tesseract as it is installed: also in a checkout whose path is no plain word."""

import shutil
from pathlib import Path

import pytest

from ocr.recognition import tesseract
from specimens.draw import draw_line
from specimens.fonts import Split, faces


def test_it_reads_from_a_folder_with_spaces_and_arabic_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = 255 - draw_line("زينب", faces(Split.TRAINING)[0], 48)
    plain = tesseract.load().read_lines([word])
    shutil.copytree(tesseract.LANGUAGES, tmp_path / "دار السجلات" / "tess data")
    monkeypatch.setattr(tesseract, "LANGUAGES", tmp_path / "دار السجلات" / "tess data")
    assert tesseract.load().read_lines([word]) == plain
    assert plain[0].text
