"""Bombs, polyglots and lies: each ends in a named error or a plain picture, soon and in little memory."""

import io
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from imaging.budget import Budget
from imaging.decode import decode
from imaging.errors import BY_CODE, ImagingError
from tests.imaging import files

SMALL = Budget(memory_bytes=512 << 20, cpu_seconds=5, wait_seconds=10)
SCRIPT = b"<script>alert(document.cookie)</script>"


def text_bomb() -> bytes:
    """A PNG with a compressed comment that unpacks to 200 megabytes."""
    comment = b"c\x00\x00" + zlib.compress(bytes(200_000_000), 9)
    good = files.encoded(files.paper(), "PNG")
    chunk = (
        struct.pack(">I", len(comment)) + b"zTXt" + comment + struct.pack(">I", zlib.crc32(b"zTXt" + comment))
    )
    return good[:33] + chunk + good[33:]


def tiff_of(entries: list[tuple[int, int, int, int]], next_page: int = 0) -> bytes:
    """A one-page TIFF of these (tag, type, count, value) and a link to the next page."""
    table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(entries)) + table + struct.pack("<I", next_page)


def grey_tiff(width: int, height: int, strip: int, length: int, next_page: int = 0) -> bytes:
    """A plain grey TIFF that claims what it likes."""
    return tiff_of(
        [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
         (273, 4, 1, strip), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, length)],
        next_page,
    ) + bytes(1000)  # fmt: skip


def nested_pdf() -> bytes:
    """A form that draws itself, twice, for ever."""
    form = b"/Fm0 Do /Fm0 Do"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Length 7 >>\nstream\n/Fm0 Do\nendstream",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
        b"/Resources << /XObject << /Fm0 5 0 R >> >> >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Fm0 5 0 R >> >> "
        b"/Length %d >>\nstream\n%s\nendstream" % (len(form), form),
    ]
    return files.assembled(objects)


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose frame header is rewritten to another size."""
    content = bytearray(files.jpeg())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def flood_of_pages() -> bytes:
    """A TIFF of 30,000 pages that share one strip."""
    head = grey_tiff(10, 10, 8, 100)
    size = len(head) - 8
    body = b"".join(
        grey_tiff(10, 10, 8, 100, 8 + size * (index + 1) if index < 29_999 else 0)[8:]
        for index in range(30_000)
    )
    return head[:8] + body


BOMBS = {
    "png of 88 million pixels": lambda: files.png_claiming(9_400, 9_400),
    "png of 176 million pixels": lambda: files.png_claiming(13_300, 13_300),
    "png of 900 million pixels": lambda: files.png_claiming(30_000, 30_000),
    "png of 4 thousand million by one": lambda: files.png_claiming(2_000_000_000, 1, 1)[:60],
    "png without its pixels": lambda: files.png_with_empty_data(8_000, 8_000),
    "png with a text bomb": text_bomb,
    "png of no width": lambda: files.png_with_empty_data(0, 10),
    "jpeg that claims 65,000 square": lambda: jpeg_claiming(65_000, 65_000),
    "jpeg that claims no height": lambda: jpeg_claiming(300, 0),
    "jpeg of 1,000 scans": lambda: files.jpeg_of_many_scans(1_000),
    "jpeg of two bytes more than its magic": lambda: b"\xff\xd8\xff\xe0\x00",
    "jpeg with a segment past its end": lambda: b"\xff\xd8\xff\xe0\xff\xff" + bytes(50),
    "tiff whose strip lies outside": lambda: grey_tiff(100, 100, 900_000, 10_000),
    "tiff of 60,000 square": lambda: grey_tiff(60_000, 60_000, 122, 1000),
    "tiff that is its own next page": lambda: grey_tiff(10, 10, 122, 100, 8),
    "tiff of 30,000 pages": flood_of_pages,
    "tiff with a directory past its end": lambda: b"II*\x00\xff\xff\xff\x7f",
    "tiff of 400 blank pages": lambda: files.tiff(400, "group4", "1"),
    "pdf page of 200 inches": lambda: files.pdf(1, (14_400, 14_400)),
    "pdf page of nothing": lambda: files.pdf(1, (0, 0)),
    "pdf of 20,000 pages": lambda: files.pdf(20_000),
    "pdf that draws itself": nested_pdf,
    "pdf of noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF",
    "pdf whose pages are a loop": lambda: files.assembled(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>"]
    ),
}  # fmt: skip
POLYGLOTS = {
    "jpeg, then a script and a pdf": files.jpeg() + SCRIPT + files.pdf(1),
    "jpeg, then a zip": files.jpeg() + b"PK\x03\x04" + bytes(100),
    "png with a script behind its end": files.encoded(files.paper(), "PNG") + SCRIPT,
    "pdf with a jpeg in front": b"GARBAGE" + files.pdf(1),
    "tiff, then html": files.tiff(1) + b"<!doctype html>" + SCRIPT,
}


def fate(path: Path) -> str:
    """What becomes of a file: how many pages, or the code of its refusal."""
    try:
        return f"{sum(1 for _ in decode(path, SMALL))} page"
    except ImagingError as error:
        return error.code


@pytest.mark.parametrize("make", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_in_a_named_error_or_a_small_page(tmp_path: Path, make: Callable[[], bytes]) -> None:
    path = files.written(tmp_path, "bomb", make())
    began = time.monotonic()
    outcome = fate(path)
    assert outcome == "1 page" or outcome in BY_CODE
    assert outcome != ImagingError.code
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("content", POLYGLOTS.values(), ids=POLYGLOTS.keys())
def test_a_file_of_two_kinds_is_only_a_picture_afterwards(tmp_path: Path, content: bytes) -> None:
    pages = list(decode(files.written(tmp_path, "scan", content), SMALL))
    assert len(pages) == 1
    assert SCRIPT not in pages[0].pixels.tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("seed", range(4))
def test_a_file_with_flipped_bytes_never_takes_the_caller_down(tmp_path: Path, kind: str, seed: int) -> None:
    content = bytearray(files.encoded(files.paper(), kind))
    for step in range(6):
        content[12 + (seed * 7919 + step * 104_729) % (len(content) - 12)] ^= 0xA5
    outcome = fate(files.written(tmp_path, "scan", bytes(content)))
    assert outcome == "1 page" or outcome in BY_CODE


def test_noise_of_any_length_is_refused(tmp_path: Path) -> None:
    noise = io.BytesIO(bytes((index * 31) % 251 for index in range(5_000))).getvalue()
    with pytest.raises(ImagingError) as refused:
        list(decode(files.written(tmp_path, "a.pdf", noise)))
    assert refused.value.code == "not_an_image"
