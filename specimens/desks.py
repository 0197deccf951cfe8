"""What lies under a paper in a photograph: a light desk, a wooden one, or one full of other things."""

import random
from enum import StrEnum

import cv2
import numpy as np

from specimens.sheet import Pixels


class Desk(StrEnum):
    """The ground a paper is photographed on."""

    LIGHT = "light"
    DARK = "dark"
    WOOD = "wood"
    CLUTTERED = "cluttered"


def draw_desk(rng: random.Random, width: int, height: int, kind: Desk) -> Pixels:
    """Draw a desk of (height, width, 3) pixels; done at a quarter of the size, a desk needs no detail."""
    small = (max(8, height // 4), max(8, width // 4))
    noise = np.random.default_rng(rng.randrange(2**32))
    match kind:
        case Desk.LIGHT:
            ground = _plain(noise, small, (226, 224, 220))
        case Desk.DARK:
            ground = _plain(noise, small, (58, 56, 60))
        case Desk.WOOD:
            ground = _wood(noise, small)
        case Desk.CLUTTERED:
            ground = _clutter(rng, _wood(noise, small))
    return np.asarray(cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _plain(noise: np.random.Generator, shape: tuple[int, int], tone: tuple[int, int, int]) -> Pixels:
    coarse = cv2.resize(noise.normal(0, 6, (6, 6)).astype(np.float32), (shape[1], shape[0]))
    grain = noise.normal(0, 2.5, shape).astype(np.float32)
    return np.clip(np.asarray(tone, np.float32) + (coarse + grain)[..., None], 0, 255).astype(np.uint8)


def _wood(noise: np.random.Generator, shape: tuple[int, int]) -> Pixels:
    """Long grain: noise stretched along one side, tinted brown."""
    grain = cv2.resize(noise.normal(0, 1, (shape[0] // 3 + 1, 7)).astype(np.float32), (shape[1], shape[0]))
    fine = cv2.resize(noise.normal(0, 1, (shape[0], 24)).astype(np.float32), (shape[1], shape[0]))
    tone = np.asarray(
        noise.choice([(150, 104, 66), (176, 134, 92), (110, 74, 50), (192, 158, 118)]), np.float32
    )
    return np.clip(tone + (grain * 15 + fine * 6)[..., None], 0, 255).astype(np.uint8)


def _clutter(rng: random.Random, ground: Pixels) -> Pixels:
    """Pens, papers with writing, and a cup around the edges."""
    height, width = ground.shape[:2]
    for _ in range(rng.randrange(5, 11)):
        centre = (rng.choice((rng.uniform(0, 0.22), rng.uniform(0.78, 1))) * width, rng.random() * height)
        size = (rng.uniform(0.05, 0.3) * width, rng.uniform(0.02, 0.25) * width)
        box = cv2.boxPoints((centre, size, rng.uniform(0, 180))).astype(np.int32)
        tone = tuple(rng.randrange(20, 245) for _ in range(3))
        cv2.fillPoly(ground, [box], tone, cv2.LINE_AA)
        if size[1] > width * 0.1:
            for step in np.linspace(0.2, 0.8, 5):
                start, end = box[0] + (box[1] - box[0]) * step, box[3] + (box[2] - box[3]) * step
                cv2.line(
                    ground, start.astype(int).tolist(), end.astype(int).tolist(), (60, 60, 70), 1, cv2.LINE_AA
                )
    cup = (int(rng.choice((0.06, 0.94)) * width), int(rng.random() * height))
    cv2.circle(ground, cup, int(width * 0.07), (235, 235, 232), cv2.FILLED, cv2.LINE_AA)
    cv2.circle(ground, cup, int(width * 0.055), (70, 40, 24), cv2.FILLED, cv2.LINE_AA)
    return ground
