"""Whatever the file's pixels are, pages come out as upright RGB of eight bits."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imaging.budget import Budget
from imaging.decode import PageImage, decode
from imaging.errors import BY_CODE, TooManyPixels
from imaging.probe import probe
from tests.imaging import files


def only_page(path: Path, budget: Budget | None = None) -> PageImage:
    (page,) = decode(path, budget)
    return page


def shows_the_bar(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bool:
    """Whether the bar of `files.paper` is black in the top left quarter and the rest is white."""
    return bool(pixels[30, 80].max() < 60 and pixels[150, 250].min() > 200)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"), ("1", "TIFF"), ("L", "PNG"), ("L", "JPEG"), ("LA", "PNG"), ("P", "PNG"), ("P", "TIFF"),
        ("RGB", "PNG"), ("RGBA", "PNG"), ("RGBA", "TIFF"), ("CMYK", "JPEG"), ("CMYK", "TIFF"),
        ("I;16", "PNG"), ("I;16", "TIFF"), ("F", "TIFF"), ("YCbCr", "TIFF"),
    ],
)  # fmt: skip
def test_every_kind_of_pixel_becomes_rgb(tmp_path: Path, mode: str, kind: str) -> None:
    if mode == "I;16":
        grey = np.asarray(files.paper(mode="L")).astype(np.uint16) * 16
        picture = Image.fromarray(grey)
    else:
        picture = files.paper(mode=mode)
    page = only_page(files.written(tmp_path, "scan", files.encoded(picture, kind)))
    assert page.pixels.shape == (200, 300, 3)
    assert page.pixels.dtype == np.uint8
    assert shows_the_bar(page.pixels)


def test_what_is_transparent_is_white_paper(tmp_path: Path) -> None:
    glass = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    assert only_page(files.written(tmp_path, "a.png", files.encoded(glass, "PNG"))).pixels.min() == 255


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_telephones_photo_stands_as_its_exif_says(tmp_path: Path, orientation: int) -> None:
    page = only_page(files.written(tmp_path, "a.jpg", files.turned_jpeg(orientation)))
    shape, corner = {
        1: ((200, 300, 3), (30, 80)), 2: ((200, 300, 3), (30, 220)),
        3: ((200, 300, 3), (170, 220)), 4: ((200, 300, 3), (170, 80)),
        5: ((300, 200, 3), (80, 30)), 6: ((300, 200, 3), (80, 170)),
        7: ((300, 200, 3), (220, 170)), 8: ((300, 200, 3), (220, 30)),
    }[orientation]  # fmt: skip
    assert page.pixels.shape == shape
    assert page.size == (shape[1], shape[0])
    assert page.pixels[corner].max() < 60


def test_a_broken_exif_block_is_no_reason_to_refuse(tmp_path: Path) -> None:
    content = files.encoded(files.paper(), "JPEG", exif=b"Exif\x00\x00MM\x00\x2a\xff\xff\xff\xff", quality=95)
    assert shows_the_bar(only_page(files.written(tmp_path, "a.jpg", content)).pixels)


def test_a_tiff_gives_its_pages_in_order(tmp_path: Path) -> None:
    pages = list(decode(files.written(tmp_path, "a.tif", files.tiff(4, "group4", "1"))))
    assert [page.index for page in pages] == [0, 1, 2, 3]
    assert [page.pixels.shape[1] for page in pages] == [300, 301, 302, 303]
    assert all(shows_the_bar(page.pixels) for page in pages)


def test_an_animation_gives_its_first_frame(tmp_path: Path) -> None:
    blank = Image.new("RGB", (300, 200), "white")
    content = files.encoded(files.paper(), "PNG", save_all=True, append_images=[blank, blank])
    assert shows_the_bar(only_page(files.written(tmp_path, "a.png", content)).pixels)


def test_a_scanned_pdf_comes_in_the_scanners_own_pixels(tmp_path: Path) -> None:
    content = files.scanned_pdf(files.jpeg(1240, 1754), (1240, 1754))
    page = only_page(files.written(tmp_path, "a.pdf", content))
    assert page.pixels.shape == (1754, 1240, 3)
    assert page.dpi == 150


@pytest.mark.parametrize(("pixels", "points"), [((3000, 4000), (3000, 4000)), ((6000, 8000), (6000, 8000))])
def test_a_photo_whose_page_has_as_many_points_as_pixels_is_taken(
    tmp_path: Path, pixels: tuple[int, int], points: tuple[int, int]
) -> None:
    path = files.written(tmp_path, "a.pdf", files.scanned_pdf(files.jpeg(*pixels), pixels, points))
    page = only_page(path)
    reduced = Budget().reduce_above_pixels
    assert page.pixels.shape[0] * page.pixels.shape[1] == pytest.approx(
        min(pixels[0] * pixels[1], reduced), rel=0.01
    )


def test_a_wall_of_few_pixels_is_no_scan(tmp_path: Path) -> None:
    path = files.written(tmp_path, "a.pdf", files.scanned_pdf(files.jpeg(30, 40), (30, 40), (9000, 12000)))
    with pytest.raises(TooManyPixels):
        only_page(path)


@pytest.mark.parametrize("kind", ["TIFF", "JPEG", "PNG"])
@pytest.mark.parametrize(
    ("dpi", "pixels", "shown"),
    [
        ((600, 300), (600, 150), (300, 150)),
        ((300, 600), (300, 300), (300, 150)),
        ((204, 98), (204, 49), (204, 102)),
        ((300, 300), (300, 150), (300, 150)),
        ((72, 300), (300, 150), (300, 150)),
    ],
)
def test_letters_are_square_where_the_file_says_that_pixels_are_not(
    tmp_path: Path, kind: str, dpi: tuple[int, int], pixels: tuple[int, int], shown: tuple[int, int]
) -> None:
    content = files.encoded(files.paper(*pixels), kind, dpi=dpi)
    page = only_page(files.written(tmp_path, "fax", content))
    assert (page.pixels.shape[1], page.pixels.shape[0]) == pytest.approx(shown, abs=1)
    assert page.size == pixels


HEIC = Path(__file__).with_name("paper.heic")
"""`files.paper()` as a telephone keeps it: no library of ours writes this kind."""


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "HEIC"])
def test_the_photos_of_telephones_are_read(tmp_path: Path, kind: str) -> None:
    content = HEIC.read_bytes() if kind == "HEIC" else files.encoded(files.paper(), kind)
    path = files.written(tmp_path, "photo", content)
    assert probe(path).kind == kind.lower()
    page = only_page(path)
    assert page.pixels.shape == (200, 300, 3)
    assert shows_the_bar(page.pixels)


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "HEIC"])
def test_half_a_photo_is_told_to_be_cut_short(tmp_path: Path, kind: str) -> None:
    content = HEIC.read_bytes() if kind == "HEIC" else files.encoded(files.paper(), kind)
    with pytest.raises(BY_CODE["truncated"]):
        only_page(files.written(tmp_path, "photo", content[: len(content) // 2]))


def test_a_drawn_pdf_comes_at_300_dpi_on_white(tmp_path: Path) -> None:
    content = files.pdf(1, (288, 144), b"0 g 10 110 120 20 re f")
    page = only_page(files.written(tmp_path, "a.pdf", content))
    assert page.pixels.shape == (600, 1200, 3)
    assert page.dpi == 300
    assert page.pixels[100, 200].max() == 0
    assert page.pixels[500, 1000].min() == 255


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_page_of_very_many_pixels_comes_at_half_its_size(tmp_path: Path, kind: str) -> None:
    path = files.written(tmp_path, "scan", files.encoded(files.paper(1201, 801), kind))
    page = only_page(path, Budget(reduce_above_pixels=300_000))
    assert page.pixels.shape[:2] == (401, 601)
    assert page.size == (1201, 801)
    assert page.scale == pytest.approx((2.0, 2.0), abs=0.01)


def test_the_files_own_resolution_is_told_where_it_is_believable(tmp_path: Path) -> None:
    honest = files.written(tmp_path, "a.jpg", files.encoded(files.paper(), "JPEG", dpi=(300, 300)))
    telephone = files.written(tmp_path, "b.jpg", files.encoded(files.paper(), "JPEG", dpi=(72, 72)))
    assert only_page(honest).dpi == 300
    assert only_page(telephone).dpi is None


def test_an_open_file_without_a_name_is_read_from_its_beginning() -> None:
    with os.fdopen(os.memfd_create("scan"), "w+b") as memory:
        memory.write(files.jpeg())
        (page,) = decode(memory)
    assert shows_the_bar(page.pixels)


def test_pages_before_the_damage_stay_good(tmp_path: Path) -> None:
    good = files.encoded(
        files.paper(), "TIFF", save_all=True, append_images=[files.paper()], compression="tiff_deflate"
    )
    second = good.rfind(b"x\x9c")
    broken = good[: second + 2] + b"\xff" * 40 + good[second + 42 :]
    pages = decode(files.written(tmp_path, "a.tif", broken))
    assert shows_the_bar(next(pages).pixels)
    with pytest.raises(BY_CODE["damaged"]):
        next(pages)
