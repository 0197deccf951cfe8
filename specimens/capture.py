"""How a paper became a picture: scanner, photocopier or phone, with where each point of the paper went."""

import random
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.ageing import age
from specimens.desks import Desk, draw_desk
from specimens.sheet import Pixels

Matrix = NDArray[np.float64]
MOST_PHOTO_SIDE = 3400


class Wear(StrEnum):
    """How much a paper suffered on its way into the computer."""

    CLEAN = "clean"
    FLATBED = "flatbed"
    SKEWED = "skewed"
    PHOTOCOPY = "photocopy"
    PHOTO = "photo"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture, (H, W, 3) RGB, and the projective 3 x 3 `matrix` from the paper's pixels to its own."""

    pixels: Pixels
    matrix: Matrix


def capture(paper: Pixels, wear: Wear, rng: random.Random) -> Shot:
    """Take a picture of a paper, the same for the same generator state."""
    match wear:
        case Wear.CLEAN:
            return Shot(paper.copy(), np.eye(3))
        case Wear.FLATBED:
            return _flatbed(paper, rng, rng.uniform(-0.7, 0.7))
        case Wear.SKEWED:
            return _flatbed(
                paper, rng, rng.choice((-1, 1)) * rng.uniform(1.5, 9), quality=rng.randrange(55, 80)
            )
        case Wear.PHOTOCOPY:
            return _photocopy(paper, rng)
        case Wear.PHOTO:
            return _photo(age(paper, rng, 0.3), rng, 0.5)
        case Wear.WORST:
            return _photo(age(paper, rng, 1.0), rng, 1.0)


def turned(shot: Shot, quarter_turns: int) -> Shot:
    """Turn a picture clockwise by so many times 90 degrees."""
    height, width = shot.pixels.shape[:2]
    matrix = shot.matrix
    for _ in range(quarter_turns % 4):
        matrix = np.array([[0.0, -1.0, height - 1], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]) @ matrix
        height, width = width, height
    return Shot(np.ascontiguousarray(np.rot90(shot.pixels, -quarter_turns % 4)), matrix)


def rotation(width: int, height: int, degrees: float) -> tuple[Matrix, tuple[int, int]]:
    """The matrix that turns a page in a frame grown to hold it, and the frame's (width, height)."""
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), (0.0, 0.0, 1.0)])
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    size = round(width * cosine + height * sine), round(width * sine + height * cosine)
    turn[0, 2] += (size[0] - width) / 2
    turn[1, 2] += (size[1] - height) / 2
    return turn, size


def grain(picture: Pixels, rng: random.Random, strength: float) -> Pixels:
    """Add sensor noise of about `strength` grey levels, by a repeated tile: fast, and nobody reads noise."""
    tile = np.random.default_rng(rng.randrange(2**32)).normal(0, strength, (509, 521))
    repeats = (-(-picture.shape[0] // tile.shape[0]), -(-picture.shape[1] // tile.shape[1]))
    lighter, darker = (np.tile(np.clip(part, 0, 255).astype(np.uint8), repeats) for part in (tile, -tile))
    height, width = picture.shape[:2]
    for part, apply in ((lighter, cv2.add), (darker, cv2.subtract)):
        picture = np.asarray(apply(picture, cv2.merge([part[:height, :width]] * 3)), np.uint8)
    return picture


def pressed(picture: Pixels, quality: int) -> Pixels:
    """The picture after JPEG compression at `quality` (1 to 100)."""
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def shaded(picture: Pixels, factors: NDArray[np.float32]) -> Pixels:
    """Multiply by coarse `factors` (0 to 1), stretched over the picture."""
    levels = np.clip(factors * 255, 0, 255).astype(np.uint8)
    shade = cv2.resize(levels, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.multiply(picture, cv2.merge([shade] * 3), scale=1 / 255), np.uint8)


def _flatbed(paper: Pixels, rng: random.Random, degrees: float, quality: int | None = None) -> Shot:
    matrix, size = rotation(paper.shape[1], paper.shape[0], degrees)
    bed = rng.choice(((250, 250, 250), (238, 238, 236), (30, 30, 32), (252, 252, 252)))
    picture = cv2.warpPerspective(
        paper, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=bed
    )
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.9))
    picture = cv2.convertScaleAbs(picture, alpha=rng.uniform(0.9, 1.02), beta=rng.uniform(0, 12))
    return Shot(
        pressed(
            grain(np.asarray(picture, np.uint8), rng, rng.uniform(2, 5)), quality or rng.randrange(75, 93)
        ),
        matrix,
    )


def _photocopy(paper: Pixels, rng: random.Random) -> Shot:
    """Grey, hard contrast, toner specks, a dark edge, streaks along the feed."""
    matrix, size = rotation(paper.shape[1], paper.shape[0], rng.uniform(-2.5, 2.5))
    edge = rng.choice((20, 245, 250))
    grey = cv2.warpPerspective(cv2.cvtColor(paper, cv2.COLOR_RGB2GRAY), matrix, size, borderValue=edge)
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.7, 1.3))
    low, high = rng.uniform(60, 95), rng.uniform(175, 205)
    table = np.clip((np.arange(256) - low) * 255 / (high - low), 0, 255).astype(np.uint8)
    grey = cv2.LUT(grey, table)
    noise = np.random.default_rng(rng.randrange(2**32))
    specks = noise.integers(0, grey.size, rng.randrange(400, 3000))
    grey.reshape(-1)[specks] = noise.choice(np.array([0, 255], np.uint8), len(specks))
    for _ in range(rng.randrange(0, 4)):
        x = rng.randrange(grey.shape[1])
        grey[:, x : x + rng.randrange(1, 4)] = np.minimum(grey[:, x : x + 1], rng.randrange(120, 220))
    picture = cv2.cvtColor(np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.6)), cv2.COLOR_GRAY2RGB)
    return Shot(pressed(np.asarray(picture, np.uint8), rng.randrange(55, 85)), matrix)


def _photo(paper: Pixels, rng: random.Random, harm: float) -> Shot:
    """A phone's picture: perspective on a desk, a shadow, uneven and coloured light, blur; harm 0 to 1."""
    height, width = paper.shape[:2]
    scale = min(1.0, MOST_PHOTO_SIDE * 0.8 / max(height, width)) * (
        1.0 if harm < 1 else rng.uniform(0.55, 0.8)
    )
    matrix, size = _viewpoint(rng, width * scale, height * scale, harm)
    matrix = matrix @ np.diag([scale, scale, 1.0])
    desk = draw_desk(rng, *size, rng.choice(list(Desk)))
    picture = cv2.warpPerspective(
        paper, matrix, size, dst=desk, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT
    )
    picture = cv2.GaussianBlur(
        np.asarray(picture, np.uint8), (0, 0), rng.uniform(0.5, 0.9) + 0.7 * harm * rng.random()
    )
    picture = shaded(np.asarray(picture, np.uint8), _light(rng, harm))
    warm = np.array([rng.uniform(0.93, 1.03), rng.uniform(0.95, 1.0), rng.uniform(0.84, 1.04)])
    picture = cv2.transform(picture, np.diag(warm))
    quality = rng.randrange(72, 92) if harm < 1 else rng.randrange(32, 55)
    return Shot(pressed(grain(np.asarray(picture, np.uint8), rng, 3 + 5 * harm), quality), matrix)


def _viewpoint(
    rng: random.Random, width: float, height: float, harm: float
) -> tuple[Matrix, tuple[int, int]]:
    """A camera a little off the vertical: corners pushed about, the page turned, the desk around it."""
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    reach = (0.02 + 0.05 * harm) * min(width, height)
    seen = corners + np.array([[rng.uniform(-reach, reach) for _ in range(2)] for _ in range(4)], np.float32)
    turn = np.deg2rad(rng.uniform(-9, 9) * (0.5 + harm))
    seen = seen @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]], np.float32)
    low, high = seen.min(axis=0), seen.max(axis=0)
    border = rng.uniform(0.05, 0.2) * float((high - low).max())
    seen = (seen - low + border).astype(np.float32)
    span = high - low + 2 * border
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, seen), np.float64)
    return matrix, (int(span[0]), int(span[1]))


def _light(rng: random.Random, harm: float) -> NDArray[np.float32]:
    """Coarse light: a slope across the desk, and often the shadow of a hand or a phone."""
    y, x = np.mgrid[0:24, 0:24].astype(np.float32) / 23
    turn = rng.uniform(0, 6.28)
    slope = 0.5 + 0.5 * (np.cos(turn) * (x - 0.5) + np.sin(turn) * (y - 0.5))
    light = 1 - (0.06 + 0.25 * harm) * slope
    if rng.random() < 0.4 + 0.4 * harm:
        edge = np.cos(turn + 1) * (x - rng.uniform(0.3, 0.7)) + np.sin(turn + 1) * (y - rng.uniform(0.3, 0.7))
        light = light * (1 - (0.15 + 0.2 * harm) / (1 + np.exp(-edge * rng.uniform(10, 40))))
    return np.asarray(light, np.float32)
