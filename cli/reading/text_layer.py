"""All the text of a file with its places, as hOCR 1.2, ALTO 4 or searchable PDF: pages in, a document out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as Xml

import specimens
from cli.papers import shown_name
from cli.reading.reader import ReadPart, extent
from imaging.searchable import FoundLine, SearchablePage, jpeg, searchable_pdf
from ocr.geometry import Rect

ALTO: Final = "http://www.loc.gov/standards/alto/ns-v4#"
XHTML: Final = "http://www.w3.org/1999/xhtml"
SYSTEM: Final = "Sijill"
FONT: Final = Path(specimens.__file__).parent / "fonts" / "DejaVuSans.ttf"
"""A face with every letter of Arabic, Sorani and English; unseen in the document, it only bears the text."""


class TextFormat(StrEnum):
    """The forms in which the text of a file is written down."""

    hocr = "hocr"
    alto = "alto"
    pdf = "pdf"

    @property
    def suffix(self) -> str:
        """What such a file's name ends with, after the name of what was read."""
        return {TextFormat.hocr: ".hocr", TextFormat.alto: ".alto.xml", TextFormat.pdf: ".searchable.pdf"}[
            self
        ]


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text in logical order, how sure the reader is (0 to 1), and its place on the original."""

    text: str
    confidence: float
    rect: Rect


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page's number from 0, its size in pixels of the original, and its lines from the top.

    `picture` (JPEG) is there where the document shows it, `dpi` where the file says it.
    """

    number: int
    width: int
    height: int
    lines: tuple[PlacedLine, ...]
    picture: bytes = b""
    dpi: int | None = None


def save(form: TextFormat, file: Path, folder: Path | None, papers: Sequence[TextPage]) -> Path:
    """Write what was read of a file beside it, or into a folder; the answer is where. Raises OSError."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    target = (folder or file.parent) / (file.name + form.suffix)
    write = {TextFormat.hocr: hocr, TextFormat.alto: alto, TextFormat.pdf: pdf}[form]
    target.write_bytes(write(shown_name(file), joined(papers)))
    return target


def page_of(form: TextFormat, part: ReadPart) -> TextPage:
    """The text of one paper as a page of its file; without the page's pixels, so that many can be kept."""
    across, down = part.page.scale
    lines = []
    for line in part.lines:
        r = extent(line.box)
        rect = Rect(r.left * across, r.top * down, r.right * across, r.bottom * down)
        lines.append(PlacedLine(line.text, line.confidence, rect))
    picture = jpeg(part.page.pixels) if form is TextFormat.pdf else b""
    return TextPage(part.page.index, *part.page.size, tuple(lines), picture, part.page.dpi)


def joined(papers: Sequence[TextPage]) -> tuple[TextPage, ...]:
    """The pages of a file, each with the lines of all papers on it from the top, a row's from the right."""
    found: dict[int, TextPage] = {}
    for paper in papers:
        before = found[paper.number].lines if paper.number in found else ()
        lines = sorted((*before, *paper.lines), key=lambda line: (line.rect.top, -line.rect.right))
        found[paper.number] = replace(paper, lines=tuple(lines))
    return tuple(found.values())


def hocr(name: str, pages: Sequence[TextPage]) -> bytes:
    """Pages as hOCR, a file of XHTML: a line is an `ocr_line` with its box and certainty."""
    Xml.register_namespace("", XHTML)
    root = Xml.Element(f"{{{XHTML}}}html", {"lang": "ar", "dir": "rtl"})
    head = Xml.SubElement(root, f"{{{XHTML}}}head")
    Xml.SubElement(head, f"{{{XHTML}}}title").text = name
    for key, value in (("ocr-system", SYSTEM), ("ocr-capabilities", "ocr_page ocr_line")):
        Xml.SubElement(head, f"{{{XHTML}}}meta", {"name": key, "content": value})
    body = Xml.SubElement(root, f"{{{XHTML}}}body")
    for page in pages:
        title = f'image "{name}"; bbox 0 0 {page.width} {page.height}; ppageno {page.number}'
        sheet = Xml.SubElement(body, f"{{{XHTML}}}div", {"class": "ocr_page", "title": title})
        for line in page.lines:
            left, top, right, bottom = _whole(line.rect)
            place = f"bbox {left} {top} {right} {bottom}; x_wconf {round(100 * line.confidence)}"
            Xml.SubElement(sheet, f"{{{XHTML}}}p", {"class": "ocr_line", "title": place}).text = line.text
    return _document(root)


def alto(name: str, pages: Sequence[TextPage]) -> bytes:
    """Pages as ALTO 4: a line is a `TextLine` with one `String`, its box and certainty."""
    Xml.register_namespace("", ALTO)
    root = Xml.Element(f"{{{ALTO}}}alto")
    about = Xml.SubElement(root, f"{{{ALTO}}}Description")
    Xml.SubElement(about, f"{{{ALTO}}}MeasurementUnit").text = "pixel"
    source = Xml.SubElement(about, f"{{{ALTO}}}sourceImageInformation")
    Xml.SubElement(source, f"{{{ALTO}}}fileName").text = name
    layout = Xml.SubElement(root, f"{{{ALTO}}}Layout")
    for page in pages:
        number = str(page.number + 1)
        size = {"WIDTH": str(page.width), "HEIGHT": str(page.height)}
        sheet = Xml.SubElement(
            layout, f"{{{ALTO}}}Page", {"ID": f"p{number}", "PHYSICAL_IMG_NR": number, **size}
        )
        space = Xml.SubElement(sheet, f"{{{ALTO}}}PrintSpace", {"HPOS": "0", "VPOS": "0", **size})
        if not page.lines:
            continue
        block = Xml.SubElement(space, f"{{{ALTO}}}TextBlock", {"ID": f"p{number}b1"})
        for line in page.lines:
            left, top, right, bottom = _whole(line.rect)
            box = {"HPOS": left, "VPOS": top, "WIDTH": right - left, "HEIGHT": bottom - top}
            place = {key: str(value) for key, value in box.items()}
            row = Xml.SubElement(block, f"{{{ALTO}}}TextLine", place)
            said = {"CONTENT": line.text, "WC": f"{line.confidence:.2f}", **place}
            Xml.SubElement(row, f"{{{ALTO}}}String", said)
    return _document(root)


def pdf(_name: str, pages: Sequence[TextPage]) -> bytes:
    """Pages as a PDF that shows their pictures, and whose text can be searched, selected and copied."""
    sheets = []
    for page in pages:
        rects = [(line.text, line.rect) for line in page.lines]
        lines = tuple(FoundLine(text, (r.left, r.top, r.right, r.bottom)) for text, r in rects)
        sheets.append(SearchablePage(page.picture, page.width, page.height, page.dpi, lines))
    return searchable_pdf(sheets, FONT.read_bytes())


def _whole(rect: Rect) -> tuple[int, int, int, int]:
    """The rectangle in whole pixels, none of them outside of the picture's top and left."""
    left, top, right, bottom = (max(0, round(v)) for v in (rect.left, rect.top, rect.right, rect.bottom))
    return left, top, right, bottom


def _document(root: Xml.Element) -> bytes:
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
