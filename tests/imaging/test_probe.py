"""What a file is comes from its content, and every bad one has a name of its own."""

from pathlib import Path

import pytest

from imaging.budget import Budget
from imaging.errors import BY_CODE
from imaging.kinds import FileKind
from imaging.probe import probe
from tests.imaging import files


@pytest.mark.parametrize(
    ("content", "kind", "sizes"),
    [
        (files.jpeg(), FileKind.JPEG, ((300, 200),)),
        (files.encoded(files.paper(), "PNG"), FileKind.PNG, ((300, 200),)),
        (files.tiff(3), FileKind.TIFF, ((300, 200), (301, 200), (302, 200))),
        (files.pdf(2), FileKind.PDF, ((2480, 3509),) * 2),
        (files.scanned_pdf(files.jpeg(1240, 1754), (1240, 1754)), FileKind.PDF, ((1240, 1754),)),
        (files.cat(), FileKind.JPEG, ((640, 480),)),
        (b"\n\r junk " + files.pdf(1), FileKind.PDF, ((2480, 3509),)),
    ],
    ids=[
        "jpeg",
        "png",
        "tiff of three pages",
        "pdf",
        "scanned pdf",
        "a cat is a good picture",
        "pdf after junk",
    ],
)
def test_a_good_file_tells_its_kind_and_pages(
    tmp_path: Path, content: bytes, kind: FileKind, sizes: tuple[tuple[int, int], ...]
) -> None:
    found = probe(files.written(tmp_path, "scan", content))
    assert found.kind is kind
    assert found.pages == len(sizes)
    assert found.sizes == sizes


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("هوية.jpg", "هذا نص وليس صورة".encode(), "not_an_image"),
        ("فارغ.jpg", b"", "empty_file"),
        ("فارغ.pdf", b"", "empty_file"),
        ("مقفل.pdf", files.locked_pdf(), "password_protected"),
        ("كبير.png", files.png_claiming(20_000, 20_000), "too_many_pixels"),
        ("طويل.pdf", files.pdf(2_000), "too_many_pages"),
        ("ناقص.jpg", files.jpeg(2_000, 2_000)[:-3_000], "truncated"),
        ("ناقص.png", files.encoded(files.paper(), "PNG")[:-20], "truncated"),
        ("ناقص.tif", files.tiff(3)[:-500], "truncated"),
        ("ناقص.pdf", files.pdf(3)[:300], "truncated"),
        ("بلا صفحات.pdf", files.pdf(0), "no_pages"),
        ("مكسور.pdf", b"%PDF-1.7\n" + bytes(200) + b"%%EOF", "damaged"),
    ],
)
def test_each_bad_file_of_the_counter_has_its_own_code(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(BY_CODE[code]) as refused:
        probe(files.written(tmp_path, name, content))
    assert refused.value.code == code
    assert refused.value.final


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (files.encoded(files.paper(), "GIF"), "gif"),
        (files.encoded(files.paper(), "BMP"), "bmp"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(40), "jpeg2000"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(40), "video"),
        (b"PK\x03\x04" + bytes(40), "zip"),
        (b'\xef\xbb\xbf <svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b"<!doctype html><script>alert(1)</script>", "html"),
    ],
)
def test_a_kind_that_is_not_taken_is_named(tmp_path: Path, content: bytes, found: str) -> None:
    with pytest.raises(BY_CODE["unsupported_type"]) as refused:
        probe(files.written(tmp_path, "scan.jpg", content))
    assert refused.value.params == {"found": found}


def test_a_refusal_says_how_much_was_asked_and_how_much_is_taken(tmp_path: Path) -> None:
    with pytest.raises(BY_CODE["too_many_pixels"]) as refused:
        probe(files.written(tmp_path, "a.png", files.png_claiming(9_000, 9_000)))
    assert refused.value.params == {"pixels": 81_000_000, "limit": 80_000_000}


def test_pages_and_pixels_are_one_budget(tmp_path: Path) -> None:
    path = files.written(tmp_path, "a.tif", files.tiff(4))
    assert probe(path, Budget(max_total_pixels=300_000)).pages == 4
    with pytest.raises(BY_CODE["too_many_pixels"]):
        probe(path, Budget(max_total_pixels=200_000))


def test_a_thumbnail_inside_a_tiff_is_no_page(tmp_path: Path) -> None:
    page, thumbnail = files.paper(), files.paper(30, 20)
    thumbnail.encoderinfo = {"tiffinfo": {254: 1}}
    content = files.encoded(page, "TIFF", save_all=True, append_images=[thumbnail])
    assert probe(files.written(tmp_path, "a.tif", content)).sizes == ((300, 200),)


def test_a_file_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        probe(tmp_path / "غائب.jpg")


def test_every_code_is_one_class_with_words_on_what_to_do() -> None:
    assert len(BY_CODE) == len(set(BY_CODE.values())) == 13
    assert all(kind.__doc__ for kind in BY_CODE.values())
