"""Keeps a pool of fresh crops filled by a process of its own, and cuts it into batches of like width."""

import multiprocessing
import os
import queue
import random
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from specimens.fonts import Split, use_installed_faces
from training.net import STRIDE
from training.tasks import TASKS, Alphabet, Sample

CHUNK = 64
WIDER = 8
# Crops drawn before the first batch.
FIRST = 4000


def _draw(name: str, seed: int, out: "multiprocessing.Queue[list[Sample]]") -> None:
    os.nice(5)
    use_installed_faces()
    import cv2

    cv2.setNumThreads(1)
    samples = TASKS[name].samples(seed, Split.TRAINING)
    while True:
        out.put([next(samples) for _ in range(CHUNK)])


class Feed:
    """A pool of at most `size` crops; every batch taken brings as many new ones in, if any are drawn yet."""

    def __init__(self, name: str, seed: int, size: int = 16_000) -> None:
        context = multiprocessing.get_context("spawn")
        self._fresh: multiprocessing.Queue[list[Sample]] = context.Queue(40)
        self._drawer = context.Process(target=_draw, args=(name, seed, self._fresh), daemon=True)
        self._drawer.start()
        self._size, self._place = size, 0
        self._pool: list[Sample] = []
        self._rng = random.Random(seed)
        self.drawn, self._given = 0, 0

    def batches(self, batch: int) -> Iterator[list[Sample]]:
        """Batches of crops of like width, without end."""
        while len(self._pool) < FIRST:
            self._take(block=True)
        while True:
            group = sorted(self._rng.sample(self._pool, min(batch * 8, len(self._pool))), key=_width)
            cuts = [group[start : start + batch] for start in range(0, len(group), batch)]
            self._rng.shuffle(cuts)
            for cut in cuts:
                self._given += len(cut)
                if self.drawn < self._given + FIRST:
                    self._take(block=False)
                yield cut

    def _take(self, *, block: bool) -> None:
        try:
            chunk = self._fresh.get(block=block)
        except queue.Empty:
            return
        self.drawn += len(chunk)
        for sample in chunk:
            if len(self._pool) < self._size:
                self._pool.append(sample)
            else:
                self._pool[self._place] = sample
                self._place = (self._place + 1) % self._size


def _width(sample: Sample) -> int:
    return int(sample.pixels.shape[1])


def collate(samples: list[Sample], alphabet: Alphabet) -> tuple[Tensor, Tensor, Tensor]:
    """Crops padded with paper to one width (B, 1, H, W), labels joined, label lengths."""
    widest = max(max(_width(sample) for sample in samples), STRIDE * 2 * max(len(s.text) for s in samples))
    widest = -(-widest // WIDER) * WIDER
    height = samples[0].pixels.shape[0]
    crops = np.full((len(samples), 1, height, widest), 127, np.int8)
    for row, sample in enumerate(samples):
        crops[row, 0, :, : _width(sample)] = sample.pixels
    codes = [alphabet.encode(sample.text) for sample in samples]
    return (
        torch.from_numpy(crops).float() / 127,
        torch.tensor([code for label in codes for code in label], dtype=torch.long),
        torch.tensor([len(label) for label in codes], dtype=torch.long),
    )
