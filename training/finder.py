"""The learned line finder, to be measured against the classical one: `python -m training.finder fit`.

Stopped? The same command goes on from `checkpoints/finder.pt`. `export` writes `bench/data/finder.onnx`,
which `sijill bench finding` alone uses, and keeps the averaged weights; `restore` makes a checkpoint of them.
"""

import argparse
import itertools
import time
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import onnx
import torch
from torch import nn

from ocr import Engines
from ocr.recognition import crnn
from specimens.fonts import Split, use_installed_faces
from training.export import OPSET, name_inside
from training.finder_feed import Batch, Feed
from training.finder_net import MULTIPLE, Finder
from training.finder_pages import SHRINK, Sheet, sheets
from training.keep import KEPT
from training.net import parameters
from training.train import CHECKPOINTS, HALF, follow, rate

NAME: Final = "finder"
MODEL: Final = Path(__file__).parents[1] / "bench" / "data" / f"{NAME}.onnx"
VALIDATION: Final = 30


class Trainer:
    """The net, its slow average, its optimiser, and how far it came."""

    def __init__(self, seed: int, peak: float) -> None:
        torch.manual_seed(seed)
        self.peak, self.step, self.warm = peak, 0, 0
        self.net = Finder().to(memory_format=torch.channels_last)
        self.average = Finder()
        self.average.load_state_dict(self.net.state_dict())
        self.optimiser = torch.optim.AdamW(self.net.parameters(), peak, weight_decay=0.01)

    def learn(self, batch: Batch, share: float) -> float:
        """One step; returns the mean cost of a pixel."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate(self.peak, self.warm, share)
        seen, core, cost = batch
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            logits = self.net(seen.to(memory_format=torch.channels_last))
        loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), core, cost)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.step, self.warm = self.step + 1, self.warm + 1
        follow(self.average, self.net, self.step)
        return loss.item()

    def save(self, path: Path) -> None:
        part = path.with_suffix(".part")
        torch.save({"net": self.net.state_dict(), "average": self.average.state_dict(), "step": self.step,
                    "optimiser": self.optimiser.state_dict()}, part)  # fmt: skip
        part.replace(path)

    def resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        if state["optimiser"]:
            self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]


@torch.inference_mode()
def alone(net: nn.Module, pages: list[Sheet]) -> str:
    """How many cores of the truth were found as one part that holds no other, in words."""
    net.eval()
    hits = cores = parts = 0
    for page in pages:
        rows, columns = page.seen.shape
        seen = torch.ones([1, 1, *(-(-side // MULTIPLE) * MULTIPLE for side in page.seen.shape)])
        seen[0, 0, :rows, :columns] = torch.from_numpy(page.seen).float() / 255
        mask = (net(seen)[0, 0, :rows, :columns] > 0).numpy().astype(np.uint8)
        found, labels = cv2.connectedComponents(mask)
        count, truth = cv2.connectedComponents(page.core)
        both = (labels > 0) & (truth > 0)
        pairs = np.unique(np.column_stack([labels[both], truth[both]]), axis=0)
        by_part, by_core = np.bincount(pairs[:, 0]), np.bincount(pairs[:, 1])
        hits += int(((by_part[pairs[:, 0]] == 1) & (by_core[pairs[:, 1]] == 1)).sum())
        cores, parts = cores + count - 1, parts + found - 1
    return f"{hits} of {cores} lines alone, {parts} parts"


def fit(minutes: float, seed: int, batch: int, peak: float) -> None:
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    trainer, path = Trainer(seed, peak), CHECKPOINTS / f"{NAME}.pt"
    if path.exists():
        trainer.resume(path)
    feed = Feed(seed + trainer.step)
    pages = list(itertools.islice(sheets(Split.CALIBRATION, 99, Engines(crnn.load())), VALIDATION))
    print(f"{NAME}: {parameters(trainer.net)} weights, from step {trainer.step}", flush=True)
    start = saved = said = time.monotonic()
    mean = 0.0
    for parts in feed.batches(batch):
        now = time.monotonic()
        share = (now - start) / (60 * minutes)
        loss = trainer.learn(parts, share)
        mean = loss if mean == 0.0 else 0.98 * mean + 0.02 * loss
        if now - said > 60:
            said = now
            clock = time.strftime("%H:%M:%S")
            print(f"{clock} step {trainer.step} drawn {feed.drawn} loss {mean:.4f}", flush=True)
        if now - saved > 300 or share >= 1:
            trainer.save(path)
            print(time.strftime("%H:%M:%S"), alone(trainer.average, pages), flush=True)
            saved = time.monotonic()
        if share >= 1:
            return


def export() -> None:
    """Write the averaged net with free size: `pages` (1, 1, H, W), 0 to 1 -> `cores`, logits of the same
    size."""
    state = torch.load(CHECKPOINTS / f"{NAME}.pt", weights_only=True)
    net = Finder()
    net.load_state_dict(state["average"])
    net.eval()
    MODEL.parent.mkdir(exist_ok=True)
    torch.onnx.export(
        net, (torch.ones(1, 1, 128, 160),), str(MODEL), input_names=["pages"], output_names=["cores"],
        opset_version=OPSET, dynamo=False,
        dynamic_axes={"pages": {2: "height", 3: "width"}, "cores": {2: "height", 3: "width"}},
    )  # fmt: skip
    name_inside(MODEL, {"name": NAME, "steps": str(state["step"]), "shrink": str(SHRINK)})
    onnx.checker.check_model(str(MODEL))
    small = {key: w.half() if w.is_floating_point() else w for key, w in state["average"].items()}
    torch.save({"average": small, "step": state["step"]}, KEPT / f"{NAME}.pt")
    print(MODEL.stat().st_size // 1024, "KB, step", state["step"])


def restore() -> None:
    kept = torch.load(KEPT / f"{NAME}.pt", weights_only=True)
    trainer = Trainer(seed=0, peak=1e-3)
    for net in (trainer.net, trainer.average):
        net.load_state_dict({key: weight.float() if weight.is_floating_point() else weight
                             for key, weight in kept["average"].items()})  # fmt: skip
    trainer.step = kept["step"]
    trainer.save(CHECKPOINTS / f"{NAME}.pt")


def main() -> None:
    use_installed_faces()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("does", choices=["fit", "export", "restore"])
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--peak", type=float, default=2e-3)
    asked = parser.parse_args()
    if asked.does == "fit":
        fit(asked.minutes, asked.seed, asked.batch, asked.peak)
    else:
        {"export": export, "restore": restore}[asked.does]()


if __name__ == "__main__":
    main()
