"""Runs in the sandbox child: PDF pages through PDFium, at the resolution their scan was made with."""

from collections.abc import Iterator
from math import ceil, sqrt
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from imaging.budget import Budget
from imaging.errors import Damaged, NoPages, PasswordProtected, TooManyPixels
from imaging.page import Page

_POINTS_PER_INCH: Final = 72
_DRAWN_DPI: Final = 300
"""For pages of text and lines. ISO/TR 13028 and most archives ask for at least this of text."""
_LOWEST_DPI: Final = 100
"""Below this, letters of 10 points are not read: such a page is refused rather than guessed at."""
_SCAN_DPI: Final = (150, 600)
_SCAN_SHARE: Final = 0.8
"""A page is a scan when one picture covers at least so much of it."""


def sizes(content: bytes, budget: Budget) -> tuple[tuple[int, int], ...]:
    """Width and height in pixels of each page as it will be drawn."""
    document = _opened(content, budget)
    return tuple(_size(page, _dpi(page, budget)) for page in _each(document))


def pages(content: bytes, budget: Budget) -> Iterator[Page]:
    """Each page drawn on white, annotations included, forms and scripts not run."""
    document = _opened(content, budget)
    for index, page in enumerate(_each(document)):
        dpi = _dpi(page, budget)
        bitmap = page.render(scale=dpi / _POINTS_PER_INCH, rev_byteorder=True)
        picture = bitmap.to_pil()
        yield Page(index, picture, picture.size, dpi)


def _opened(content: bytes, budget: Budget) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise PasswordProtected from error
        raise Damaged from error
    if len(document) == 0:
        raise NoPages
    budget.check_pages(len(document))
    return document


def _each(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            raise Damaged from error
        yield page
        page.close()


def _dpi(page: pypdfium2.PdfPage, budget: Budget) -> int:
    """The dpi to draw at: the scan's own if the page is one, less where the page is too large for that."""
    square_inches = page.get_width() * page.get_height() / _POINTS_PER_INCH**2
    if square_inches <= 0:
        raise Damaged
    fitting = int(sqrt(budget.reduce_above_pixels / square_inches))
    if fitting < _LOWEST_DPI:
        raise TooManyPixels(
            {"pixels": ceil(square_inches * _LOWEST_DPI**2), "limit": budget.reduce_above_pixels}
        )
    return min(fitting, _scan_dpi(page, square_inches) or _DRAWN_DPI)


def _scan_dpi(page: pypdfium2.PdfPage, square_inches: float) -> int | None:
    low, high = _SCAN_DPI
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        covered = (right - left) * (top - bottom) / _POINTS_PER_INCH**2
        if covered >= _SCAN_SHARE * square_inches:
            width, height = picture.get_px_size()
            return min(max(round(sqrt(width * height / covered)), low), high)
    return None


def _size(page: pypdfium2.PdfPage, dpi: int) -> tuple[int, int]:
    scale = dpi / _POINTS_PER_INCH
    return ceil(page.get_width() * scale), ceil(page.get_height() * scale)
