"""What goes wrong when a paper is captured: a blurred, glaring, shadowed, cut or tiny picture of it."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.capture import Shot
from specimens.sheet import Pixels

Corners = NDArray[np.float64]
Ends = NDArray[np.float64]


class Mishap(StrEnum):
    """One thing that went wrong; named like the advice that it deserves."""

    BLUR = "blur"
    GLARE = "glare"
    SHADOW = "shadow"
    CUT_EDGE = "cut_edge"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of a paper of (width, height) pixels before capture, and the corners (n, 4, 2) of its lines.

    `print` is where lines of text stand in the picture, each clockwise from its top left.
    """

    shot: Shot
    size: tuple[int, int]
    print: Corners

    @property
    def text(self) -> float:
        """Height of most lines in the picture, pixels."""
        falls = self.print[:, 3] - self.print[:, 0]
        return float(np.median(np.hypot(falls[:, 0], falls[:, 1])))

    @property
    def corners(self) -> Corners:
        """The paper's corners (4, 2) in the picture, clockwise from its top left."""
        width, height = self.size
        flat = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
        return np.asarray(cv2.perspectiveTransform(flat, self.shot.matrix)[0], np.float64)


def mishap(scene: Scene, kind: Mishap, rng: random.Random) -> Pixels:
    """The picture after it went wrong; where the paper stands may change."""
    return MAKERS[kind](scene, rng)


def blurred(scene: Scene, rng: random.Random) -> Pixels:
    """Out of focus, or moved while it was taken: strokes run into one another."""
    if rng.random() < 0.6:
        sigma = scene.text * rng.uniform(0.11, 0.2)
        return np.asarray(cv2.GaussianBlur(scene.shot.pixels, (0, 0), sigma), np.uint8)
    length = max(3, round(scene.text * rng.uniform(0.45, 0.8)))
    kernel = np.zeros((length, length), np.float32)
    turn = rng.uniform(0, np.pi)
    middle, reach = (length - 1) / 2, np.array([np.cos(turn), np.sin(turn)]) * (length - 1) / 2
    start, end = (np.round(middle + sign * reach).astype(int).tolist() for sign in (-1, 1))
    cv2.line(kernel, start, end, 1.0, 1)
    return np.asarray(cv2.filter2D(scene.shot.pixels, -1, kernel / kernel.sum()), np.uint8)


def glaring(scene: Scene, rng: random.Random) -> Pixels:
    """A lamp mirrored on the paper: a white spot in which the print drowns, with a soft rim."""
    place, reach = _spot(scene, rng, (0.3, 0.7)), _span(scene) * rng.uniform(0.1, 0.2)
    y, x = np.mgrid[0 : scene.shot.pixels.shape[0] : 4, 0 : scene.shot.pixels.shape[1] : 4].astype(np.float32)
    turn, squeeze = rng.uniform(0, np.pi), rng.uniform(0.45, 1.0)
    along = (x - place[0]) * np.cos(turn) + (y - place[1]) * np.sin(turn)
    across = (y - place[1]) * np.cos(turn) - (x - place[0]) * np.sin(turn)
    away = np.hypot(along / reach, across / (reach * squeeze))
    light = np.clip(1.6 - away, 0, 1).astype(np.float32)
    light = cv2.resize(light, scene.shot.pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR)[..., None]
    return np.asarray(scene.shot.pixels + (255.0 - scene.shot.pixels) * light, np.uint8)


def shadowed(scene: Scene, rng: random.Random) -> Pixels:
    """The deep shadow of whoever takes the picture, over a part of the paper."""
    place, turn = _spot(scene, rng, (0.35, 0.65)), rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0 : scene.shot.pixels.shape[0] : 4, 0 : scene.shot.pixels.shape[1] : 4].astype(np.float32)
    across = ((x - place[0]) * np.cos(turn) + (y - place[1]) * np.sin(turn)) / _span(scene)
    dark = 1 / (1 + np.exp(-across * rng.uniform(25, 80)))
    factor = (1 - rng.uniform(0.68, 0.85) * dark).astype(np.float32)
    factor = cv2.resize(factor, scene.shot.pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR)[..., None]
    return np.asarray(scene.shot.pixels * factor, np.uint8)


def cut(scene: Scene, rng: random.Random) -> Pixels:
    """A side of the paper lies outside the picture, and a line of print is cut through."""
    height, width = scene.shot.pixels.shape[:2]
    low, high = scene.print.min(axis=1), scene.print.max(axis=1)
    axis, far = rng.choice((0, 1)), rng.random() < 0.5
    at = _through(low[:, axis], high[:, axis], (width, height)[axis], rng, far=far)
    keep = slice(0, at) if far else slice(at, None)
    return np.ascontiguousarray(scene.shot.pixels[:, keep] if axis == 0 else scene.shot.pixels[keep])


def _through(low: Ends, high: Ends, size: int, rng: random.Random, *, far: bool) -> int:
    """Where to cut, 8 to 30 in 100 of the print off one side, so that some line is cut through its middle."""
    start, end = float(low.min()), float(high.max())
    shares = [rng.uniform(0.08, 0.3) for _ in range(20)]
    places = [end - share * (end - start) if far else start + share * (end - start) for share in shares]
    slack = 0.25 * (high - low)
    good = (place for place in places if ((low + slack < place) & (place < high - slack)).any())
    return round(min(max(next(good, places[0]), 8), size - 8))


def tiny(scene: Scene, rng: random.Random) -> Pixels:
    """Taken from far away, or scanned at a screen's resolution."""
    factor = min(1.0, rng.uniform(6, 10) / scene.text)
    small = cv2.resize(scene.shot.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _span(scene: Scene) -> float:
    """The longer side of the paper in the picture."""
    return float(np.hypot(*(np.roll(scene.corners, -1, axis=0) - scene.corners).T).max())


def _spot(scene: Scene, rng: random.Random, share: tuple[float, float]) -> tuple[float, float]:
    """A place on the paper, between these shares of its sides."""
    width, height = scene.size
    flat = np.array([[(width * rng.uniform(*share), height * rng.uniform(*share))]], np.float64)
    x, y = cv2.perspectiveTransform(flat, scene.shot.matrix)[0, 0]
    return float(x), float(y)


MAKERS: Final[Mapping[Mishap, Callable[[Scene, random.Random], Pixels]]] = {
    Mishap.BLUR: blurred,
    Mishap.GLARE: glaring,
    Mishap.SHADOW: shadowed,
    Mishap.CUT_EDGE: cut,
    Mishap.TOO_SMALL: tiny,
}
