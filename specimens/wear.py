"""What happens to print before it is read: ink, paper, light, stamps, scanners, phones, fax and JPEG.

Every function takes and returns uint8 pixels, grey (H, W) or RGB (H, W, 3), and a seeded generator.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Random = np.random.Generator


def multiply(image: Pixels, factor: NDArray[np.float32]) -> Pixels:
    """Darken or lighten by a factor per pixel (H, W); 1 changes nothing."""
    wide = factor if image.ndim == 2 else factor[..., None]
    return np.asarray(np.clip(image * wide, 0, 255), np.uint8)


def uneven_light(image: Pixels, rng: Random, depth: float) -> Pixels:
    """A smooth slope of light, `depth` (0 to 1) darker at its dark end."""
    height, width = image.shape[:2]
    corners = (1 - rng.uniform(0, depth, (2, 3))).astype(np.float32)
    return multiply(image, _stretched(corners, width, height))


def shadow(image: Pixels, rng: Random, depth: float) -> Pixels:
    """The soft edge of a shadow across the image, `depth` (0 to 1) darker inside."""
    height, width = image.shape[:2]
    angle, place = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 0.8)
    across = (
        np.cos(angle) * np.linspace(0, 1, width)[None] + np.sin(angle) * np.linspace(0, 1, height)[:, None]
    )
    edge = 1 / (1 + np.exp(-(across - place * (np.cos(angle) + np.sin(angle))) * rng.uniform(8, 40)))
    return multiply(image, (1 - depth * edge).astype(np.float32))


def paper_grain(image: Pixels, rng: Random, strength: float) -> Pixels:
    """Blotches of paper, about `strength` grey levels strong."""
    height, width = image.shape[:2]
    coarse = rng.normal(0, strength, (max(2, height // 6), max(2, width // 6))).astype(np.float32)
    grain = _stretched(coarse, width, height)
    return np.asarray(np.clip(image + (grain if image.ndim == 2 else grain[..., None]), 0, 255), np.uint8)


def noise(image: Pixels, rng: Random, strength: float) -> Pixels:
    """Sensor noise with a standard deviation of `strength` grey levels."""
    return np.asarray(np.clip(image + rng.normal(0, strength, image.shape), 0, 255), np.uint8)


def speckle(image: Pixels, rng: Random, share: float) -> Pixels:
    """Dust and toner: a `share` of the pixels turns black or white."""
    worn = image.copy()
    count = rng.poisson(share * image.shape[0] * image.shape[1])
    worn[rng.integers(0, image.shape[0], count), rng.integers(0, image.shape[1], count)] = rng.choice(
        (0, 40, 255)
    )
    return worn


def blur(image: Pixels, rng: Random, sigma: float) -> Pixels:
    """Out of focus, or moved: a Gaussian of `sigma` pixels, now and then a short streak."""
    if rng.random() < 0.2:
        length = max(2, round(sigma * 2.5))
        kernel = np.zeros((length, length), np.float32)
        end = (int(rng.integers(0, length)), length - 1)
        cv2.line(kernel, (length - 1 - end[0], 0), end, 1.0, 1)
        return np.asarray(cv2.filter2D(image, -1, kernel / max(kernel.sum(), 1)), np.uint8)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), max(sigma, 0.05)), np.uint8)


def jpeg(image: Pixels, quality: int) -> Pixels:
    """What JPEG at `quality` (1 to 100) leaves."""
    _, packed = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_UNCHANGED), np.uint8)


def fax(image: Pixels, rng: Random) -> Pixels:
    """Black and white only, cut at a level near the middle: what a fax or a poor copier leaves."""
    low, high = np.percentile(image, (2, 90))
    level = low + (high - low) * rng.uniform(0.4, 0.75)
    return np.where(image > level, np.uint8(255), np.uint8(0)).astype(np.uint8)


def thicken(cover: Pixels, rng: Random, steps: int) -> Pixels:
    """Ink that ran (`steps` > 0) or thinned out (`steps` < 0) by up to about one pixel a step."""
    shape = cv2.MORPH_CROSS if rng.random() < 0.5 else cv2.MORPH_RECT
    kernel = cv2.getStructuringElement(shape, (2 if abs(steps) == 1 else 3,) * 2)
    change = cv2.dilate if steps > 0 else cv2.erode
    return np.asarray(change(cover, kernel), np.uint8)


def faded(cover: Pixels, rng: Random, depth: float) -> Pixels:
    """Ink coverage with worn patches where up to `depth` (0 to 1) of the ink is gone."""
    height, width = cover.shape
    patches = rng.random((max(2, height // 7), max(2, width // 9))).astype(np.float32)
    mask = _stretched(patches, width, height)
    return multiply(cover, np.clip(1 - depth * np.clip(mask * 2 - 0.8, 0, 1), 0, 1))


def guilloche(image: Pixels, rng: Random, strength: float, spacing: float) -> Pixels:
    """Security waves under the print, `strength` grey levels dark, about `spacing` pixels apart."""
    height, width = image.shape[:2]
    x = np.arange(width, dtype=np.float32)[None]
    y = np.arange(height, dtype=np.float32)[:, None]
    total = np.zeros((height, width), np.float32)
    for _ in range(int(rng.integers(1, 3))):
        swing, length = rng.uniform(0.5, 3) * spacing, rng.uniform(4, 30) * spacing
        slope = rng.uniform(-0.3, 0.3)
        wave = y + x * slope + swing * np.sin(x * 2 * np.pi / length + rng.uniform(0, 6.3))
        total += (np.cos(wave * 2 * np.pi / spacing) > rng.uniform(0.6, 0.93)) * rng.uniform(0.5, 1)
    worn = image - strength * (total if image.ndim == 2 else total[..., None])
    return np.asarray(np.clip(worn, 0, 255), np.uint8)


def stamp(image: Pixels, rng: Random, radius: float, colour: tuple[int, int, int] | int) -> Pixels:
    """A round stamp (two rings, spokes of lettering) that multiplies over the print, partly inside."""
    height, width = image.shape[:2]
    cover = np.zeros((height, width), np.uint8)
    centre = (int(rng.uniform(-0.1, 1.1) * width), int(rng.uniform(-0.8, 1.8) * height))
    line = max(1, round(radius * rng.uniform(0.02, 0.06)))
    for ring in (1.0, rng.uniform(0.85, 0.93), rng.uniform(0.5, 0.65)):
        cv2.circle(cover, centre, max(1, int(radius * ring)), 255, line, cv2.LINE_AA)
    for angle in np.arange(0, 2 * np.pi, rng.uniform(0.12, 0.3)):
        inner, outer = rng.uniform(0.66, 0.72), rng.uniform(0.76, 0.84)
        ends = [
            (
                int(centre[0] + radius * r * np.cos(angle + turn)),
                int(centre[1] + radius * r * np.sin(angle + turn)),
            )
            for r, turn in ((inner, 0.0), (outer, rng.uniform(-0.1, 0.1)))
        ]
        cv2.line(cover, ends[0], ends[1], 255, line, cv2.LINE_AA)
    weight = np.asarray(cover * (rng.uniform(0.35, 0.95) / 255), np.float32)
    return multiply_ink(image, weight, colour)


def multiply_ink(image: Pixels, weight: NDArray[np.float32], colour: tuple[int, int, int] | int) -> Pixels:
    """Transparent ink: each channel is multiplied towards `colour` where `weight` (H, W, 0 to 1) says so."""
    tint = np.asarray(colour, np.float32) / 255
    wide = weight if image.ndim == 2 else weight[..., None]
    return np.asarray(np.clip(image * (1 - wide + wide * tint), 0, 255), np.uint8)


def warp(image: Pixels, rng: Random, degrees: float, lean: float, fill: int) -> Pixels:
    """Turn by up to `degrees`, shear by up to `lean` and pull the corners a little, as a photograph does."""
    height, width = image.shape[:2]
    angle, shear = np.deg2rad(rng.uniform(-degrees, degrees)), rng.uniform(-lean, lean)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    middle = corners.mean(axis=0)
    turn = np.array([(np.cos(angle), -np.sin(angle) + shear), (np.sin(angle), np.cos(angle))], np.float32)
    moved = (corners - middle) @ turn.T + middle + rng.uniform(-lean, lean, (4, 2)) * height * 0.5
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    filled = (fill,) * 3 if image.ndim == 3 else (fill,)
    return np.asarray(cv2.warpPerspective(image, matrix, (width, height), borderValue=filled), np.uint8)


def curl(image: Pixels, rng: Random, swing: float) -> Pixels:
    """Bend the lines by up to `swing` pixels up and down, as the page of a thick book does."""
    height, width = image.shape[:2]
    phase, length = rng.uniform(0, 6.3), rng.uniform(1.0, 3.0) * width
    bend = swing * np.sin(np.arange(width, dtype=np.float32) * 2 * np.pi / length + phase)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = cv2.remap(
        image, x, y + bend[None].astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(moved, np.uint8)


def _stretched(coarse: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    """A few values made a smooth field of (height, width)."""
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
