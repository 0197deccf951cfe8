"""The machine readable zone: OCR-B, ten characters an inch (ICAO Doc 9303-3, section 4)."""

import random
from collections.abc import Sequence

from specimens.fonts import Face, Split, ocr_b
from specimens.sheet import BLACK, Colour, Pen, Role, Sheet

PITCH = 2.54
LINE_STEP = 4.233
BOTTOM = 4.4
PROBE_POINTS = 12.0


def draw_zone(sheet: Sheet, lines: Sequence[str], rng: random.Random) -> float:
    """Draw the lines at the bottom edge on a white band; returns the y (mm) above the zone."""
    face = Face("OCR-B", ocr_b(), Split.TRAINING, "mono")
    pitch = min(PITCH, (sheet.width - 6) / len(lines[0]))
    top = sheet.height - BOTTOM - LINE_STEP * (len(lines) - 1)
    if rng.random() < 0.5:
        sheet.fill(0, top - 4.6, sheet.width, sheet.height, lighter(sheet.tint))
    left = (sheet.width - pitch * len(lines[0])) / 2 + rng.uniform(-0.6, 0.6)
    pen = Pen(face, PROBE_POINTS, BLACK)
    pen = Pen(face, PROBE_POINTS * pitch / _advance(sheet, pen), BLACK)
    for index, text in enumerate(lines):
        sheet.write(
            text, pen, left, top + LINE_STEP * index, align=0, role=Role.VALUE, path=f"mrz_line_{index + 1}"
        )
    return top - 5.2


def lighter(tint: Colour) -> Colour:
    """A tint some steps nearer to white."""
    red, green, blue = tint
    return min(255, red + 14), min(255, green + 14), min(255, blue + 14)


def _advance(sheet: Sheet, pen: Pen) -> float:
    """Millimetres from one character to the next: not every OCR-B file has the nominal pitch."""
    return (sheet.width_of("N" * 21, pen) - sheet.width_of("N", pen)) / 20
