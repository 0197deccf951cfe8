"""What years do to paper: folds, stains, faded ink."""

import random

import cv2
import numpy as np

from specimens.sheet import Pixels


def age(paper: Pixels, rng: random.Random, harm: float) -> Pixels:
    """The paper after years in a drawer; `harm` 0 (new) to 1 (hardly readable)."""
    old = faded(paper, rng.uniform(0.0, 0.4) * harm)
    if rng.random() < 0.5 * harm + 0.1:
        stain(old, rng)
    for _ in range(rng.randrange(0, 1 + round(2 * harm))):
        fold(old, rng)
    return old


def faded(paper: Pixels, loss: float) -> Pixels:
    """Ink that lost a share of its darkness, 0 to 1."""
    return np.asarray(
        cv2.convertScaleAbs(paper, alpha=1 - loss, beta=loss * float(paper[::16, ::16].max())), np.uint8
    )


def fold(paper: Pixels, rng: random.Random) -> None:
    """A fold across the middle third: a light crease with a dark side, in place."""
    height, width = paper.shape[:2]
    lying = rng.random() < 0.7
    length = height if lying else width
    at = round(length * rng.choice((0.33, 0.5, 0.66)) + rng.uniform(-0.03, 0.03) * length)
    half = max(2, length // 500)
    for offset, tone in ((-half, -26), (0, 34), (half, -14)):
        band = slice(max(0, at + offset - half // 2), at + offset + half // 2 + 1)
        part = paper[band] if lying else paper[:, band]
        part[:] = np.clip(part.astype(np.int16) + tone, 0, 255).astype(np.uint8)


def stain(paper: Pixels, rng: random.Random) -> None:
    """A tea stain: a pale brown blot with a darker rim, in place."""
    height, width = paper.shape[:2]
    radius = round(min(height, width) * rng.uniform(0.08, 0.22))
    y, x = rng.randrange(height), rng.randrange(width)
    blot = np.zeros((2 * radius, 2 * radius), np.uint8)
    cv2.circle(blot, (radius, radius), int(radius * 0.85), 60, cv2.FILLED, cv2.LINE_AA)
    cv2.circle(blot, (radius, radius), int(radius * 0.85), 110, max(2, radius // 18), cv2.LINE_AA)
    blot = np.asarray(cv2.GaussianBlur(blot, (0, 0), radius / 40 + 0.5), np.uint8)
    top, left = max(0, radius - y), max(0, radius - x)
    bottom, right = min(2 * radius, height - y + radius), min(2 * radius, width - x + radius)
    spot = paper[y - radius + top : y - radius + bottom, x - radius + left : x - radius + right]
    part = blot[top:bottom, left:right, None].astype(np.float32) / 255
    tone = np.array((150, 108, 60), np.float32)
    spot[:] = (spot * (1 - part) + tone * part * (spot / 255.0)).astype(np.uint8)
