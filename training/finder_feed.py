"""A pool of fresh pages filled by a process of its own, and cut into batches for the line finder."""

import contextlib
import itertools
import multiprocessing
import os
import queue
import random
from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
import torch
from torch import Tensor

from ocr import Engines
from ocr.recognition import crnn
from specimens.fonts import Split, use_installed_faces
from training.finder_pages import Sheet, sheets

HEIGHT: Final = 256
WIDTH: Final = 384
POOL: Final = 600
FIRST: Final = 60
"""Pages drawn before the first step."""
STEPS_A_PAGE: Final = 3
"""Steps between new pages, so that drawing takes a third of a core."""
ZOOM: Final = (0.8, 1.25)
Batch = tuple[Tensor, Tensor, Tensor]
"""Pages, 0 ink to 1 paper, their cores, and what errors cost: (B, 1, H, W) each."""


def _draw(seed: int, out: "multiprocessing.Queue[Sheet]") -> None:
    os.nice(5)
    use_installed_faces()
    cv2.setNumThreads(1)
    for sheet in sheets(Split.TRAINING, seed, Engines(crnn.load())):
        out.put(sheet)


class Feed:
    """Parts of pages that a process of its own draws; the oldest of POOL pages makes place for a new one."""

    def __init__(self, seed: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._fresh: multiprocessing.Queue[Sheet] = context.Queue(8)
        context.Process(target=_draw, args=(seed, self._fresh), daemon=True).start()
        self._pool: list[Sheet] = []
        self._rng = random.Random(seed)
        self.drawn = 0

    def batches(self, batch: int) -> Iterator[Batch]:
        """Pages, cores and costs, (B, 1, HEIGHT, WIDTH) each, without end."""
        while len(self._pool) < FIRST:
            self._take(self._fresh.get())
        for step in itertools.count():
            if step % STEPS_A_PAGE == 0:
                with contextlib.suppress(queue.Empty):
                    self._take(self._fresh.get_nowait())
            parts = [part_of(self._rng.choice(self._pool), self._rng) for _ in range(batch)]
            yield stacked(parts)

    def _take(self, sheet: Sheet) -> None:
        self.drawn += 1
        self._pool = [*self._pool[-POOL + 1 :], sheet]


def part_of(sheet: Sheet, rng: random.Random) -> Sheet:
    """A part of a page, a little larger or smaller, darker or paler; paper goes on where the page ends."""
    zoom = rng.uniform(*ZOOM)
    height, width = round(HEIGHT / zoom), round(WIDTH / zoom)
    top = rng.randint(min(0, sheet.seen.shape[0] - height), max(0, sheet.seen.shape[0] - height))
    left = rng.randint(min(0, sheet.seen.shape[1] - width), max(0, sheet.seen.shape[1] - width))

    def cut(pixels: np.ndarray, empty: int, how: int) -> np.ndarray:
        whole = cv2.copyMakeBorder(
            pixels, max(0, -top), max(0, top + height - pixels.shape[0]), max(0, -left),
            max(0, left + width - pixels.shape[1]), cv2.BORDER_CONSTANT, value=empty,
        )  # fmt: skip
        y, x = max(0, top), max(0, left)
        return cv2.resize(whole[y : y + height, x : x + width], (WIDTH, HEIGHT), interpolation=how)

    fade, shade = rng.uniform(0.6, 1.1), rng.uniform(-12, 6)
    ink = 255 - cut(sheet.seen, 255, cv2.INTER_LINEAR).astype(np.float32)
    seen = np.clip(255 - ink * fade + shade, 0, 255)
    nearest = cv2.INTER_NEAREST
    return Sheet(seen.astype(np.uint8), cut(sheet.core, 0, nearest), cut(sheet.cost, 1, nearest))


def stacked(parts: list[Sheet]) -> Batch:
    """Pages of one size as tensors (B, 1, H, W): grey 0 to 1, cores, costs."""
    seen, core, cost = (
        torch.from_numpy(np.stack([getattr(part, name) for part in parts])[:, None]).float()
        for name in ("seen", "core", "cost")
    )
    return seen / 255, core, cost
