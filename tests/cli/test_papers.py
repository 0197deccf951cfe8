"""What a folder of scans holds: papers by their content, and by name whatever lies beside them."""

import json
import os
from pathlib import Path

import pytest

from cli.handing import bundles
from cli.papers import papers, shown_name
from tests.cli.commands import sijill
from tests.imaging import files

BYTES = "بطاقة.png".encode("cp1256")
"""A file name as Windows in Arabic wrote it: no UTF-8."""


def folder(place: Path) -> Path:
    """A folder as people have them: scans with and without a suffix, photos, lists, hidden files."""
    for name, content in {
        "a.jpg": files.jpeg(),
        "broken.png": b"no picture",
        "noname": files.encoded(files.paper(), "PNG"),
        "photo.bin": files.encoded(files.paper(), "WEBP"),
        "old.jp2": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(40),
        "older": b"GIF89a" + bytes(40),
        "list.csv": b"name,birth\n",
        "Thumbs.db": bytes(40),
        ".hidden.jpg": files.jpeg(),
        "card/front.tif": files.tiff(1),
        "card/notes.txt": b"two sides",
    }.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(content)
    return place


def test_papers_are_told_by_content_and_what_is_none_is_named(tmp_path: Path) -> None:
    found = papers([folder(tmp_path)])
    assert {str(file.relative_to(tmp_path)) for file in found.papers} == {
        "a.jpg", "broken.png", "noname", "photo.bin", "old.jp2", "older", "card/front.tif",
    }  # fmt: skip
    assert {str(file.relative_to(tmp_path)) for file in found.passed_over} == {
        "list.csv",
        "Thumbs.db",
        "card/notes.txt",
    }


def test_a_sub_folder_is_one_case_and_each_other_paper_its_own(tmp_path: Path) -> None:
    (tmp_path / "card").mkdir()
    for name in ("x.jpg", "y.jpg", "card/front.jpg", "card/back.jpg"):
        (tmp_path / name).write_bytes(files.jpeg())
    cases = [[file.name for file in bundle.files] for bundle in bundles(papers([tmp_path]))]
    assert cases == [["x.jpg"], ["y.jpg"], ["back.jpg", "front.jpg"]]


def test_a_file_that_is_named_is_a_paper_whatever_it_holds(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name")
    assert papers([tmp_path / "list.csv"]).papers == (tmp_path / "list.csv",)


def test_a_name_of_any_bytes_is_shown_escaped() -> None:
    assert shown_name(Path(os.fsdecode(BYTES))) == "\\xc8\\xd8\\xc7\\xde\\xc9.png"
    assert shown_name(Path("بطاقة.png")) == "بطاقة.png"


def test_reading_a_file_of_any_name_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / os.fsdecode(BYTES)).write_bytes(b"no picture")
    printed = sijill("read", "--json", str(tmp_path), capsys=capsys)
    assert json.loads(printed.out)["file"].endswith("\\xc8\\xd8\\xc7\\xde\\xc9.png")
    assert "surrogates" not in printed.err
