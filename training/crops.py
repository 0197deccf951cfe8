"""Makes training crops: a line of text drawn, cut loosely as the line finder does, and worn."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.recognition.crops import prepare
from specimens import wear
from specimens.draw import PAD, draw_line
from specimens.fonts import Face
from specimens.lines import Line

Pixels = NDArray[np.uint8]
Random = np.random.Generator
# Mean wear 0.37: most crops can be read by a person at a glance, the worst tenth with effort.
WEAR = (1.1, 1.9)
SIZES = (18, 22, 26, 30, 36, 42, 50)


def crop(
    line: Line, face: Face, rng: Random, strangers: list[Pixels], height: int, level: float | None
) -> NDArray[np.float32]:
    """Draw, cut and wear one line; returns what `ocr.recognition.crops.prepare` gives the recogniser,
    (height, w).

    `level` is the wear, 0 clean to 1 worst; without it, it is drawn.
    """
    cover = draw_line(line.text, face, int(rng.choice(SIZES)), right_to_left=line.right_to_left)
    worn = worn_crop(cover, rng, strangers, float(rng.beta(*WEAR)) if level is None else level)
    return prepare(worn, height)


def worn_crop(cover: Pixels, rng: Random, strangers: list[Pixels], level: float) -> Pixels:
    """Turn ink coverage into a grey crop; `level` is the wear, 0 to 1; `strangers` are lines near by."""
    cover = cover[PAD:-PAD, PAD:-PAD]
    ink = cover.shape[0]
    if rng.random() < 0.3:
        stretch = rng.uniform(0.82, 1.25)
        cover = np.asarray(cv2.resize(cover, (max(4, int(cover.shape[1] * stretch)), ink)), np.uint8)
    if rng.random() < 0.25:
        cover = wear.thicken(cover, rng, int(rng.choice((-1, 1, 1, 2)) if ink > 26 else 1))
    if rng.random() < 0.35 * level + 0.05:
        cover = wear.faded(cover, rng, rng.uniform(0.3, 0.9))
    top, bottom = (int(ink * rng.choice((rng.uniform(0.03, 0.2), rng.uniform(0.1, 0.45)))) for _ in "tb")
    left, right = (int(ink * rng.uniform(0.02, 0.7)) for _ in "lr")
    sheet = np.pad(cover, ((top, bottom), (left, right)))
    _add_lines(sheet, rng, bottom, ink)
    if strangers and rng.random() < 0.22:
        _add_strangers(sheet, rng, strangers, (top, bottom, left, right))
    return _photograph(sheet, rng, level)


def _add_lines(sheet: Pixels, rng: Random, bottom: int, ink: int) -> None:
    """Dotted leaders, underlines, box borders and rows of a table, in place."""
    height, width = sheet.shape
    tone = int(rng.integers(90, 255))
    thick = int(rng.integers(1, max(2, ink // 14) + 1))
    draw = rng.random()
    if draw < 0.10:
        y = height - bottom - int(ink * rng.uniform(-0.1, 0.3))
        step = int(rng.integers(3, 10))
        for x in range(int(rng.integers(0, step)), width, step):
            cv2.circle(sheet, (x, min(y, height - 1)), max(1, thick // 2), tone, -1)
    elif draw < 0.17:
        y = height - 1 - int(rng.uniform(0, bottom + 0.2 * ink))
        cv2.line(sheet, (0, y), (width, y + int(rng.integers(-2, 3))), tone, thick)
    if rng.random() < 0.12:
        for y in rng.choice((0, height - 1), int(rng.integers(1, 3))):
            cv2.line(sheet, (0, int(y)), (width, int(y)), tone, thick)
    if rng.random() < 0.12:
        for x in rng.choice((0, 1, width - 2, width - 1), int(rng.integers(1, 3))):
            cv2.line(sheet, (int(x), 0), (int(x), height), tone, thick)


def _add_strangers(
    sheet: Pixels, rng: Random, strangers: list[Pixels], margins: tuple[int, int, int, int]
) -> None:
    """A sliver of the line above or below, or of the text beside, cut off too short to read, in place."""
    other = strangers[int(rng.integers(len(strangers)))][PAD:-PAD, PAD:-PAD]
    side = int(rng.choice(4, p=(0.35, 0.35, 0.15, 0.15)))
    height, width = sheet.shape
    if side < 2:
        depth = min(max(1, int(margins[side] * rng.uniform(0.3, 0.85))), other.shape[0] // 3 + 1)
        span = min(width, other.shape[1])
        start = int(rng.integers(0, width - span + 1))
        piece = (other[-depth:] if side == 0 else other[:depth])[:, :span]
        spot = (sheet[:depth] if side == 0 else sheet[-depth:])[:, start : start + span]
    else:
        depth = min(int(margins[side] * rng.uniform(0.1, 0.35)), other.shape[1], 7)
        tall = min(height, other.shape[0])
        start = (height - tall) // 2
        piece = (other[:tall, -depth:] if side == 2 else other[:tall, :depth]) if depth else other[:0, :0]
        spot = (
            (sheet[:, :depth] if side == 2 else sheet[:, -depth:])[start : start + tall] if depth else piece
        )
    np.maximum(spot, piece, out=spot)


def _photograph(sheet: Pixels, rng: Random, level: float) -> Pixels:
    """Ink coverage on paper, seen by a scanner or a phone."""
    height, width = sheet.shape
    if rng.random() < 0.5:
        # A long line is found by its slope: what is left of it shrinks with its length.
        slope = rng.uniform(0, 0.4 + 2.0 * level) * min(1.0, 6 * height / width)
        sheet = wear.warp(sheet, rng, slope, 0.02 + 0.08 * level, 0)
    if rng.random() < 0.15:
        sheet = wear.curl(sheet, rng, rng.uniform(0, 0.06) * height)
    paper = rng.uniform(150, 255) if rng.random() < 0.6 else rng.uniform(215, 255)
    ink = rng.uniform(0, min(120, paper - 70)) if rng.random() < 0.5 else rng.uniform(0, 45)
    image = np.full((height, width), paper, np.float32)
    page = image.astype(np.uint8)
    if rng.random() < 0.18 + 0.2 * level:
        page = wear.guilloche(page, rng, rng.uniform(8, 30 + 50 * level), rng.uniform(3, 14))
    if rng.random() < 0.4:
        page = wear.paper_grain(page, rng, rng.uniform(1, 4 + 6 * level))
    part = sheet.astype(np.float32) / 255
    page = np.clip(page * (1 - part) + ink * part, 0, 255).astype(np.uint8)
    if rng.random() < 0.06 + 0.1 * level:
        page = wear.stamp(page, rng, height * rng.uniform(1.2, 3.5), int(rng.integers(40, 190)))
    return _capture(page, rng, level)


def _capture(page: Pixels, rng: Random, level: float) -> Pixels:
    """Light, resolution, blur, noise and compression."""
    if rng.random() < 0.3:
        page = wear.uneven_light(page, rng, 0.15 + 0.4 * level)
    if rng.random() < 0.12:
        page = wear.shadow(page, rng, rng.uniform(0.1, 0.5))
    low = 15 + 14 * (1 - level)
    target = rng.uniform(low, low + 34)
    if page.shape[0] > target:
        wide = max(4, round(page.shape[1] * target / page.shape[0]))
        page = np.asarray(cv2.resize(page, (wide, round(target)), interpolation=cv2.INTER_AREA), np.uint8)
    if rng.random() < 0.3 + 0.6 * level:
        page = wear.blur(page, rng, rng.uniform(0.2, 0.5 + 0.022 * page.shape[0] * level))
    if rng.random() < 0.03 + 0.05 * level:
        page = wear.fax(page, rng)
    if rng.random() < 0.6:
        page = wear.noise(page, rng, rng.uniform(0.5, 2 + 12 * level))
    if rng.random() < 0.05 * level:
        page = wear.speckle(page, rng, rng.uniform(0.001, 0.01))
    if rng.random() < 0.65:
        page = wear.jpeg(page, int(rng.uniform(90 - 62 * level, 95)))
    return np.asarray(255 - page, np.uint8) if rng.random() < 0.012 else page
