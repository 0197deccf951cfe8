"""What surrounds the text of official paper: emblem, guilloche, photograph, stamp, signature, bars, holes."""

import math
import random

import cv2
import numpy as np

from specimens.draw import PAD
from specimens.sheet import Colour, Pen, Pixels, Sheet

STAMP_INKS: tuple[Colour, ...] = ((70, 60, 170), (40, 70, 160), (110, 50, 140), (150, 40, 50))


def multiply(paper: Pixels, cover: Pixels, ink: Colour, strength: float, at: tuple[int, int]) -> None:
    """Lay see-through ink: `cover` 0 to 255 at (x, y) darkens the paper towards `ink`; cut at the edges."""
    x, y = at
    left, top = max(0, -x), max(0, -y)
    right, bottom = min(cover.shape[1], paper.shape[1] - x), min(cover.shape[0], paper.shape[0] - y)
    if right <= left or bottom <= top:
        return
    part = cover[top:bottom, left:right, None].astype(np.float32) * (strength / 255)
    spot = paper[y + top : y + bottom, x + left : x + right]
    shade = 1 - part * (1 - np.asarray(ink, np.float32) / 255)
    spot[:] = (spot * shade).astype(np.uint8)


def stamp(sheet: Sheet, rng: random.Random, pen: Pen, words: tuple[str, str], x: float, y: float) -> None:
    """Press a round office stamp of 30 to 40 mm around (x, y): rings, two lines of text, uneven ink."""
    size = sheet.px(rng.uniform(30, 40))
    cover = np.zeros((size, size), np.uint8)
    middle, thick = size // 2, max(2, sheet.px(0.5))
    cv2.circle(cover, (middle, middle), middle - thick, 255, thick, cv2.LINE_AA)
    cv2.circle(cover, (middle, middle), int(middle * 0.68), 255, max(1, thick // 2), cv2.LINE_AA)
    for line, text in enumerate(words):
        ink = sheet.ink(text, sheet.fitted(text, pen, sheet.width * 22 / max(sheet.width, 1), 0.3)).cover
        _paste(cover, ink, middle, int(size * (0.42 + 0.17 * line)))
    for angle in range(0, 360, 12):
        radius, turn = middle * 0.84, math.radians(angle)
        spot = (int(middle + radius * math.cos(turn)), int(middle + radius * math.sin(turn)))
        cv2.circle(cover, spot, max(1, thick), 255, cv2.FILLED, cv2.LINE_AA)
    turned = _turn(cover, rng.uniform(-25, 25))
    blotchy = (turned * _cloud(rng, size, 0.35)).astype(np.uint8)
    multiply(
        sheet.paper,
        blotchy,
        rng.choice(STAMP_INKS),
        rng.uniform(0.45, 0.8),
        (sheet.px(x) - middle, sheet.px(y) - middle),
    )


def signature(sheet: Sheet, rng: random.Random, x: float, y: float, width: float = 32) -> None:
    """Scribble a signature of `width` mm centred on (x, y)."""
    steps = rng.randrange(5, 9)
    knots = np.array([(i / steps * width - width / 2, rng.uniform(-5, 5)) for i in range(steps + 1)])
    fine = np.linspace(0, steps, 40 * steps)
    curve = np.stack([np.interp(fine, range(steps + 1), knots[:, axis]) for axis in range(2)], 1)
    curve[:, 1] += 1.6 * np.sin(fine * rng.uniform(4, 9))
    curve[:, 0] += 1.4 * np.cos(fine * rng.uniform(3, 7))
    points = np.array([(sheet.px(x + px), sheet.px(y + py)) for px, py in curve], np.int32)
    ink = rng.choice(((20, 30, 120), (25, 25, 30), (30, 40, 90)))
    cv2.polylines(sheet.paper, [points], False, ink, max(1, sheet.px(0.35)), cv2.LINE_AA)


def guilloche(
    sheet: Sheet, rng: random.Random, ink: Colour, box: tuple[float, float, float, float], waves: int = 26
) -> None:
    """Weave fine sine lines over (x0, y0, x1, y1) mm, as security print does."""
    x0, y0, x1, y1 = box
    xs = np.linspace(x0, x1, 160)
    phase, beat = rng.uniform(0, 6), rng.uniform(0.05, 0.16)
    for wave in range(waves):
        base = y0 + (y1 - y0) * (wave + 0.5) / waves
        ys = base + rng.uniform(0.8, 2.2) * np.sin(xs * beat * 2 + phase + wave * 0.35)
        points = np.array(
            [(sheet.px(float(px)), sheet.px(float(py))) for px, py in zip(xs, ys, strict=True)], np.int32
        )
        cv2.polylines(sheet.paper, [points], False, ink, max(1, sheet.px(0.09)), cv2.LINE_AA)


def emblem(sheet: Sheet, x: float, y: float, size: float, ink: Colour) -> None:
    """An invented round emblem, `size` mm across; no state's arms."""
    middle, radius = (sheet.px(x), sheet.px(y)), sheet.px(size / 2)
    thick = max(1, sheet.px(0.3))
    cv2.circle(sheet.paper, middle, radius, ink, thick, cv2.LINE_AA)
    points = [
        (middle[0] + int(radius * reach * math.sin(turn)), middle[1] - int(radius * reach * math.cos(turn)))
        for turn, reach in ((math.pi * k / 8, 0.85 if k % 2 == 0 else 0.38) for k in range(16))
    ]
    cv2.polylines(sheet.paper, [np.array(points, np.int32)], True, ink, thick, cv2.LINE_AA)


def portrait(sheet: Sheet, rng: random.Random, box: tuple[float, float, float, float]) -> None:
    """A grey photograph of nobody: a head and shoulders in a frame, mm."""
    x0, y0, x1, y1 = box
    ground = rng.randrange(170, 230)
    sheet.fill(x0, y0, x1, y1, (ground, ground, ground + rng.randrange(0, 20)))
    middle, wide = (x0 + x1) / 2, x1 - x0
    skin, cloth = rng.randrange(120, 180), rng.randrange(30, 110)
    shoulders = (sheet.px(middle), sheet.px(y1))
    axes = (sheet.px(wide * 0.42), sheet.px((y1 - y0) * 0.3))
    cv2.ellipse(sheet.paper, shoulders, axes, 0, 180, 360, (cloth, cloth, cloth), cv2.FILLED, cv2.LINE_AA)
    face = (sheet.px(middle), sheet.px(y0 + (y1 - y0) * 0.44))
    cv2.ellipse(
        sheet.paper,
        face,
        (sheet.px(wide * 0.2), sheet.px(wide * 0.27)),
        0,
        0,
        360,
        (skin, skin - 14, skin - 24),
        cv2.FILLED,
        cv2.LINE_AA,
    )
    hair = (face[0], face[1] - sheet.px(wide * 0.12))
    cv2.ellipse(
        sheet.paper,
        hair,
        (sheet.px(wide * 0.21), sheet.px(wide * 0.18)),
        0,
        180,
        360,
        (40, 36, 34),
        cv2.FILLED,
        cv2.LINE_AA,
    )
    sheet.frame(x0, y0, x1, y1, (90, 90, 96), 0.2)


def bars(sheet: Sheet, rng: random.Random, box: tuple[float, float, float, float]) -> None:
    """A bar code that says nothing."""
    x0, y0, x1, y1 = box
    x = x0
    while x < x1:
        wide = rng.choice((0.25, 0.5, 0.75))
        sheet.fill(x, y0, min(x + wide, x1), y1, (20, 20, 22))
        x += wide + rng.choice((0.25, 0.5))


def chip(sheet: Sheet, x: float, y: float) -> None:
    """A contact plate, 12 x 9 mm, its top left at (x, y)."""
    sheet.fill(x, y, x + 12, y + 9, (214, 190, 120))
    sheet.frame(x, y, x + 12, y + 9, (150, 126, 60), 0.2)
    for part in (3, 6):
        sheet.rule(x, y + part, x + 12, y + part, (150, 126, 60), 0.15)


def holes(sheet: Sheet) -> None:
    """Two punched holes at the right edge, where Arabic files are bound."""
    for y in (sheet.height / 2 - 40, sheet.height / 2 + 40):
        centre = (sheet.px(sheet.width - 11), sheet.px(y))
        cv2.circle(sheet.paper, centre, sheet.px(2.8), (70, 66, 62), cv2.FILLED, cv2.LINE_AA)


def _paste(cover: Pixels, ink: Pixels, x: int, y: int) -> None:
    """Put ink centred on (x, y) into a stamp, as far as it fits."""
    inner = ink[PAD:-PAD, PAD:-PAD]
    height, width = min(inner.shape[0], cover.shape[0] - 2), min(inner.shape[1], cover.shape[1] - 2)
    top, left = max(0, y - height // 2), max(0, x - width // 2)
    spot = cover[top : top + height, left : left + width]
    np.maximum(spot, inner[: spot.shape[0], : spot.shape[1]], out=spot)


def _turn(cover: Pixels, degrees: float) -> Pixels:
    middle = (cover.shape[1] / 2, cover.shape[0] / 2)
    turn = cv2.getRotationMatrix2D(middle, degrees, 1)
    return np.asarray(cv2.warpAffine(cover, turn, (cover.shape[1], cover.shape[0])), np.uint8)


def _cloud(rng: random.Random, size: int, least: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Smooth random factors between `least` and 1, (size, size)."""
    coarse = np.random.default_rng(rng.randrange(2**32)).random((7, 7), np.float32)
    return np.asarray(
        least + (1 - least) * cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC).clip(0, 1),
        np.float32,
    )
