"""Trains the pairing network on abstract pages and writes `ocr/models/pairing.onnx`.

`python -m training.pairing` does all of it; stopped, it goes on from its last checkpoint. `export` writes
what the last checkpoint holds; `restore` makes a checkpoint of the published weights, to train them further.
"""

import argparse
import time
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from ocr.pairing.features import GRAMS, NUMBERS, PAIRS
from training.export import OPSET, name_inside
from training.keep import KEPT
from training.net import parameters
from training.pairing.net import Pairer
from training.pairing.pages import UNKNOWN, Page, draw_page
from training.train import CHECKPOINTS, follow, rate

MODEL: Final = Path(__file__).parents[2] / "ocr" / "models" / "pairing.onnx"
CHECKPOINT: Final = CHECKPOINTS / "pairing.pt"
POOL: Final = 64
"""Pages drawn ahead, so that a batch holds pages of like size."""
VALIDATION: Final = 40
SAID_EVERY: Final = 120
"""Seconds between two lines of the log, at each of which a checkpoint is written, too."""
Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]


def batch_of(pages: list[Page]) -> Batch:
    """Pages padded to the longest: n-grams, numbers, pairs, mask, roles, links, rows."""
    count, most = len(pages), max(len(page.roles) for page in pages)
    grams = np.zeros((count, most, GRAMS), np.int64)
    numbers = np.zeros((count, most, NUMBERS), np.float32)
    pairs = np.zeros((count, most, most, PAIRS), np.float32)
    mask = np.zeros((count, most), np.float32)
    roles, links, rows = (np.full((count, most), UNKNOWN, np.int64) for _ in range(3))
    for number, page in enumerate(pages):
        size = len(page.roles)
        grams[number, :size], numbers[number, :size] = page.seen.grams, page.seen.numbers
        pairs[number, :size, :size] = page.seen.pairs
        mask[number, :size] = 1.0
        roles[number, :size], rows[number, :size] = page.roles, page.rows
        links[number, :size] = np.where(page.links == size, most, page.links)
    seen = (torch.from_numpy(part) for part in (grams, numbers, pairs, mask))
    aims = (torch.from_numpy(part) for part in (roles, links, rows))
    a, b, c, d = seen
    e, f, g = aims
    return a, b, c, d, e, f, g


def cost(net: nn.Module, batch: Batch) -> Tensor:
    """Mean cross-entropy of roles, links and rows."""
    grams, numbers, pairs, mask, *aims = batch
    with torch.autocast("cpu", torch.bfloat16):
        said = net(grams, numbers, pairs, mask)
    parts = [
        nn.functional.nll_loss(chances.flatten(0, 1), aim.flatten(), ignore_index=UNKNOWN)
        for chances, aim in zip(said, aims, strict=True)
        if bool((aim != UNKNOWN).any())
    ]
    return torch.stack(parts).sum()


@torch.inference_mode()
def judged(net: nn.Module, pages: list[Page]) -> str:
    """Shares of words whose role, link and row the net gets right."""
    net.eval()
    right, asked = [0, 0, 0], [0, 0, 0]
    for page in pages:
        grams, numbers, pairs, mask, *aims = batch_of([page])
        for place, (chances, aim) in enumerate(zip(net(grams, numbers, pairs, mask), aims, strict=True)):
            counts = aim != UNKNOWN
            right[place] += int(((chances.argmax(-1) == aim) & counts).sum())
            asked[place] += int(counts.sum())
    shares = (100 * hit / max(1, of) for hit, of in zip(right, asked, strict=True))
    return "roles {:.2f} links {:.2f} rows {:.2f} %".format(*shares)


def fit(minutes: float, seed: int, peak: float, size: int) -> None:
    """Train for so many minutes of the processor, earlier starts counted; a batch has at most `size` words.

    Time of the processor and not of the wall: on a shared machine the same figure means the same training.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    net, average = Pairer(), Pairer()
    average.load_state_dict(net.state_dict())
    optimiser = torch.optim.AdamW(net.parameters(), peak, weight_decay=0.01)
    step = drawn = 0
    spent = 0.0
    if CHECKPOINT.exists():
        state = torch.load(CHECKPOINT, weights_only=True)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, drawn, spent = state["step"], state["drawn"], state["spent"]
    held = [draw_page(f"validation {number}") for number in range(VALIDATION)]
    print(f"{parameters(net)} weights, from step {step}", flush=True)
    began, said, mean = time.process_time() - spent, time.monotonic(), 0.0
    while True:
        pool = sorted(
            (draw_page(f"{seed} {drawn + n}") for n in range(POOL)), key=lambda page: len(page.roles)
        )
        drawn += POOL
        batches = _batches(pool, size)
        for number in torch.randperm(len(batches)).tolist():
            share = (time.process_time() - began) / (60 * minutes)
            for group in optimiser.param_groups:
                group["lr"] = rate(peak, step, share)
            net.train()
            loss = cost(net, batch_of(batches[number]))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            step += 1
            follow(average, net, step)
            mean = loss.item() if mean == 0.0 else 0.98 * mean + 0.02 * loss.item()
        share = (time.process_time() - began) / (60 * minutes)
        if time.monotonic() - said > SAID_EVERY or share >= 1:
            said, spent = time.monotonic(), time.process_time() - began
            part = CHECKPOINT.with_suffix(".part")
            state = {"net": net.state_dict(), "average": average.state_dict(), "step": step}
            state |= {"drawn": drawn, "spent": spent, "optimiser": optimiser.state_dict()}
            torch.save(state, part)
            part.replace(CHECKPOINT)
            came = f"{spent / 60:.1f} min of processor, step {step}, {drawn} pages, loss {mean:.4f}"
            print(came, judged(average, held), sep=", ", flush=True)
        if share >= 1:
            return


def _batches(pool: list[Page], size: int) -> list[list[Page]]:
    """Pages, the shortest first, gathered so that a padded batch holds about so many words."""
    out: list[list[Page]] = [[]]
    for page in pool:
        if not len(page.roles):
            continue
        if out[-1] and (len(out[-1]) + 1) * len(page.roles) > size:
            out.append([])
        out[-1].append(page)
    return [batch for batch in out if batch]


class _Alone(nn.Module):
    """The net over one page without padding, as reading asks it."""

    def __init__(self, net: Pairer) -> None:
        super().__init__()
        self.net = net

    def forward(self, grams: Tensor, numbers: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mask = torch.ones_like(numbers[..., 0])
        roles, links, rows = self.net(grams[None], numbers[None], pairs[None], mask[None])
        return roles[0], links[0], rows[0]


def export(target: Path = MODEL) -> None:
    """Write the averaged net: grams (n, GRAMS), numbers (n, NUMBERS), pairs (n, n, PAIRS) -> roles (n, 5),
    links (n, n + 1), rows (n, n), all log-probabilities."""
    state = torch.load(CHECKPOINT, weights_only=True)
    net = Pairer()
    net.load_state_dict(state["average"])
    alone = _Alone(net).eval()
    some = (torch.ones(7, GRAMS, dtype=torch.int64), torch.zeros(7, NUMBERS), torch.zeros(7, 7, PAIRS))
    inputs, outputs = ["grams", "numbers", "pairs"], ["roles", "links", "rows"]
    axes = {name: {0: "words"} for name in (*inputs, *outputs)}
    axes["pairs"] = axes["rows"] = {0: "words", 1: "words"}
    axes["links"] = {0: "words", 1: "choices"}
    torch.onnx.export(alone, some, str(target), input_names=inputs, output_names=outputs, opset_version=OPSET,
                      dynamo=False, dynamic_axes=axes)  # fmt: skip
    name_inside(target, {"name": "pairing", "steps": str(state["step"]), "pages": str(state["drawn"])})
    onnx.checker.check_model(str(target))
    kept = {
        key: weight.half() if weight.is_floating_point() else weight
        for key, weight in state["average"].items()
    }
    torch.save({"average": kept, "step": state["step"], "drawn": state["drawn"]}, KEPT / "pairing.pt")
    print(target.stat().st_size // 1024, "KB, step", state["step"])


def restore() -> None:
    """Make a checkpoint of the kept weights: a new optimiser and no minutes spent, pages not drawn before."""
    kept = torch.load(KEPT / "pairing.pt", weights_only=True)
    weights = {
        key: weight.float() if weight.is_floating_point() else weight
        for key, weight in kept["average"].items()
    }
    fresh = torch.optim.AdamW(Pairer().parameters(), weight_decay=0.01).state_dict()
    state = {"net": weights, "average": weights, "step": kept["step"], "drawn": kept["drawn"]}
    torch.save(state | {"spent": 0.0, "optimiser": fresh}, CHECKPOINT)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.pairing", description=__doc__)
    parser.add_argument("does", nargs="?", choices=["all", "export", "restore"], default="all")
    parser.add_argument("--minutes", type=float, default=50, help="of the processor")
    parser.add_argument("--seed", type=int, default=43)
    parser.add_argument("--peak", type=float, default=1.5e-3)
    parser.add_argument("--words", type=int, default=1200, help="words of a padded batch")
    asked = parser.parse_args()
    if asked.does == "restore":
        restore()
        return
    if asked.does == "all":
        fit(asked.minutes, asked.seed, asked.peak, asked.words)
    export()


if __name__ == "__main__":
    main()
