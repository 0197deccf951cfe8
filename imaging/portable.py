"""Runs in the sandbox child: PDF pages through PDFium, at the resolution their scan was made with."""

from collections.abc import Iterator
from math import ceil, sqrt
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from imaging.budget import Budget
from imaging.errors import Damaged, NoPages, PasswordProtected, TooManyPixels
from imaging.page import Page

_REFUSALS: Final = {
    pdfium.FPDF_ERR_PASSWORD: PasswordProtected,
    pdfium.FPDF_ERR_SECURITY: PasswordProtected,
    pdfium.FPDF_ERR_SUCCESS: NoPages,
}
"""PDFium says "success" when the file was sound and gave no document."""
_POINTS_PER_INCH: Final = 72
"""Points of a PDF to the inch (ISO 32000, user space)."""
_DRAWN_DPI: Final = 300
"""For pages of text and lines. ISO/TR 13028 and most archives ask for at least this of text."""
_LOWEST_DPI: Final = 100
"""Below this, letters of 10 points are not read: such a page is refused rather than guessed at."""
_SCAN_DPI: Final = (100, 600)
_ENOUGH_PIXELS: Final = 827
"""The shorter side of an A4 page at 100 dpi. A scan with as many pixels is drawn with its own, whatever size
its page claims: telephones write a photo of 3,000 pixels as a page of 3,000 points, more than a metre."""
_MOST_REDUCED: Final = 4
"""How many times smaller than its own pixels a scan is drawn at most (as `Budget.reduction`)."""
_SCAN_SHARE: Final = 0.8
"""A page is a scan when one picture covers at least so much of it."""


def sizes(content: bytes, budget: Budget) -> tuple[tuple[int, int], ...]:
    """Width and height in pixels of each page as it will be drawn."""
    return tuple(_size(page, _scale(page, budget)) for page in _each(_opened(content, budget)))


def pages(content: bytes, budget: Budget, first: int = 0) -> Iterator[Page]:
    """Each page from `first` on drawn on white, annotations included, forms and scripts not run."""
    for index, page in enumerate(_each(_opened(content, budget))):
        if index < first:
            continue
        scale = _scale(page, budget)
        picture = page.render(scale=scale, rev_byteorder=True).to_pil()
        yield Page(index, picture, picture.size, round(scale * _POINTS_PER_INCH))


def _opened(content: bytes, budget: Budget) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _REFUSALS.get(pdfium.FPDF_GetLastError(), Damaged) from error
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


def _scale(page: pypdfium2.PdfPage, budget: Budget) -> float:
    """Pixels a point: the scan's own if the page is one, less where the page is too large for that."""
    square_points = page.get_width() * page.get_height()
    if square_points <= 0:
        raise Damaged
    fitting = sqrt(budget.reduce_above_pixels / square_points)
    wanted = _scan_scale(page, square_points) or _DRAWN_DPI / _POINTS_PER_INCH
    lowest = _LOWEST_DPI / _POINTS_PER_INCH
    if wanted < lowest:
        # A scan that has pixels enough: it is reduced like any picture.
        lowest = wanted / _MOST_REDUCED
    if fitting < lowest:
        raise TooManyPixels({"pixels": ceil(square_points * lowest**2), "limit": budget.reduce_above_pixels})
    return min(fitting, wanted)


def _scan_scale(page: pypdfium2.PdfPage, square_points: float) -> float | None:
    """The pixels a point of the picture that fills the page; None when none does."""
    low, high = (dpi / _POINTS_PER_INCH for dpi in _SCAN_DPI)
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        covered = (right - left) * (top - bottom)
        if covered >= _SCAN_SHARE * square_points:
            pixels, points = sorted(picture.get_px_size()), sorted((right - left, top - bottom))
            own: float = min(pixels[0] / points[0], pixels[1] / points[1])
            least = 0.0 if pixels[0] >= _ENOUGH_PIXELS else low
            # A hair less, so that rounding up gives the scan's own pixels and not one column more.
            return min(max(own * (1 - 1e-6), least), high)
    return None


def _size(page: pypdfium2.PdfPage, scale: float) -> tuple[int, int]:
    return ceil(page.get_width() * scale), ceil(page.get_height() * scale)
