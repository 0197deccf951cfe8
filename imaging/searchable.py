"""Searchable PDF: pictures of pages and the lines of text on them in, the bytes of a file out."""

import ctypes
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image

POINTS_PER_INCH: Final = 72
"""Points of a PDF to the inch (ISO 32000, user space)."""
USUAL_DPI: Final = 300
"""Dots an inch of a picture that does not say its own, as most scans of papers have."""
BODY: Final = 0.75
"""Size of the type as a share of a line's height: the rest is room for dots below and above."""
UNDER: Final = 0.22
"""How far above the lower edge of its line type stands, as a share of the line's height."""
QUALITY: Final = 80
"""JPEG quality (0 to 100) of the page's picture: at it dots of small letters stay apart."""


NUMBERS: Final = re.compile(r"[A-Za-z]+(?:[ .-]+[A-Za-z]+)*|\d+(?:[/.:,-]\d+)*")
"""A number, a date or Latin words in a line of Arabic: what runs rightwards there."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line of text in logical order, and its left, top, right and bottom in pixels of the original."""

    text: str
    place: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SearchablePage:
    """A page's picture (JPEG), its size in pixels of the original, their dots an inch, and its lines."""

    picture: bytes
    width: int
    height: int
    dpi: int | None
    lines: tuple[FoundLine, ...]


def jpeg(pixels: NDArray[np.uint8]) -> bytes:
    """The pixels of a page (H, W, 3) as JPEG, without metadata."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def searchable_pdf(pages: Sequence[SearchablePage], font: bytes) -> bytes:
    """Pages as a PDF: the picture of each, its text unseen over it in a TrueType font with its letters."""
    document = pypdfium2.PdfDocument.new()
    held = (ctypes.c_uint8 * len(font)).from_buffer_copy(font)
    face = pdfium.FPDFText_LoadFont(document.raw, held, len(font), pdfium.FPDF_FONT_TRUETYPE, 1)
    for page in pages:
        _add(document, face, page)
    pdfium.FPDFFont_Close(face)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _add(document: pypdfium2.PdfDocument, face: Any, page: SearchablePage) -> None:
    scale = POINTS_PER_INCH / (page.dpi or USUAL_DPI)
    width, height = page.width * scale, page.height * scale
    sheet = document.new_page(width, height)
    picture = pypdfium2.PdfImage.new(document)
    picture.load_jpeg(io.BytesIO(page.picture), inline=True)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    sheet.insert_obj(picture)
    for line in page.lines:
        left, top, right, bottom = (side * scale for side in line.place)
        _say(document, sheet, face, line.text, (left, height - bottom, right, height - top))
    sheet.gen_content()
    sheet.close()


def _say(
    document: pypdfium2.PdfDocument,
    sheet: pypdfium2.PdfPage,
    face: Any,
    text: str,
    place: tuple[float, float, float, float],
) -> None:
    """Put a line unseen where it stands.

    A line of a script from the right is mirrored, so that its letters go leftwards as a person reads them;
    its figures, which go rightwards in every script, are turned around before.
    """
    left, low, right, high = place
    tall = max(1.0, high - low)
    mirrored = from_right(text)
    laid = NUMBERS.sub(lambda number: number[0][::-1], text) if mirrored else text
    written = pdfium.FPDFPageObj_CreateTextObj(document.raw, face, BODY * tall)
    encoded = (laid + "\0").encode("utf-16-le")
    units = (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)
    pdfium.FPDFText_SetText(written, units)
    natural = _width(written)
    stretch = (right - left) / natural if natural > 0 else 1.0
    pdfium.FPDFTextObj_SetTextRenderMode(written, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    across, start = (-stretch, right) if mirrored else (stretch, left)
    pdfium.FPDFPageObj_Transform(written, across, 0, 0, 1, start, low + UNDER * tall)
    pdfium.FPDFPage_InsertObject(sheet.raw, written)


def _width(written: Any) -> float:
    """The natural width of a text object in points."""
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(written, left, low, right, high)
    return right.value - left.value


def from_right(text: str) -> bool:
    """Whether a line runs from the right: it holds a letter of such a script; figures alone do not."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
