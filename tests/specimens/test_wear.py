"""Wear keeps the picture's size and kind, and comes from its seed alone."""

from collections.abc import Callable

import numpy as np
import pytest

from specimens import wear
from specimens.wear import Pixels, Random

KINDS: dict[str, Callable[[Pixels, Random], Pixels]] = {
    "light": lambda image, rng: wear.uneven_light(image, rng, 0.4),
    "shadow": lambda image, rng: wear.shadow(image, rng, 0.4),
    "grain": lambda image, rng: wear.paper_grain(image, rng, 5),
    "noise": lambda image, rng: wear.noise(image, rng, 8),
    "speckle": lambda image, rng: wear.speckle(image, rng, 0.01),
    "blur": lambda image, rng: wear.blur(image, rng, 1.2),
    "jpeg": lambda image, _: wear.jpeg(image, 40),
    "fax": wear.fax,
    "guilloche": lambda image, rng: wear.guilloche(image, rng, 40, 6),
    "stamp": lambda image, rng: wear.stamp(image, rng, 30, 120),
    "warp": lambda image, rng: wear.warp(image, rng, 2, 0.1, 255),
    "curl": lambda image, rng: wear.curl(image, rng, 3),
}


def picture(colour: bool) -> Pixels:
    grey = np.full((48, 160), 230, np.uint8)
    grey[20:28, 20:140:6] = 30
    return np.repeat(grey[..., None], 3, axis=2) if colour else grey


@pytest.mark.parametrize("colour", [False, True], ids=["grey", "colour"])
@pytest.mark.parametrize("name", list(KINDS))
def test_wear_keeps_size_and_kind_and_repeats_from_its_seed(name: str, colour: bool) -> None:
    image = picture(colour)
    once = KINDS[name](image, np.random.default_rng(4))
    again = KINDS[name](image, np.random.default_rng(4))
    assert once.shape == image.shape
    assert once.dtype == np.uint8
    assert (once == again).all()
    assert (once != image).any()


def test_faded_ink_is_never_darker() -> None:
    cover = np.full((30, 90), 200, np.uint8)
    assert (wear.faded(cover, np.random.default_rng(1), 0.9) <= cover).all()


@pytest.mark.parametrize(("steps", "more"), [(1, True), (-1, False)])
def test_ink_runs_or_thins(steps: int, more: bool) -> None:
    cover = np.zeros((20, 20), np.uint8)
    cover[5:15, 5:15] = 255
    worn = wear.thicken(cover, np.random.default_rng(1), steps)
    assert bool(worn.sum() > cover.sum()) == more
