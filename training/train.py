"""Train one recogniser: `python -m training.train line --minutes 120`. Stopped? The same command goes on."""

import argparse
import itertools
import math
import time
from pathlib import Path

import torch
from torch import nn

from specimens.fonts import Split, use_installed_faces
from training.feed import Feed, collate
from training.measure import measure
from training.net import parameters
from training.tasks import TASKS, Sample, Task

CHECKPOINTS = Path(__file__).parent / "checkpoints"
WARM_STEPS = 400
EMA = 0.9985
FLOOR = 0.02
# Without the instructions for it, half precision is emulated and a hundred times slower.
HALF = torch.backends.cpu.get_cpu_capability().startswith("AVX512") and torch.cpu._is_avx512_bf16_supported()


def rate(peak: float, step: int, share: float) -> float:
    """Warm up, then a cosine over the `share` (0 to 1) of the time that is spent."""
    return (
        peak
        * min(1.0, (step + 1) / WARM_STEPS)
        * (FLOOR + (1 - FLOOR) * (1 + math.cos(math.pi * min(1.0, share))) / 2)
    )


@torch.no_grad()
def follow(average: nn.Module, net: nn.Module, step: int) -> None:
    """Move the slow average a little towards the net, further in its first steps."""
    decay = min(EMA, (1 + step) / (10 + step))
    for slow, fast in zip(average.state_dict().values(), net.state_dict().values(), strict=True):
        if slow.is_floating_point():
            slow.lerp_(fast, 1 - decay)
        else:
            slow.copy_(fast)


class Trainer:
    """A net, its slow average, its optimiser, and how far it came."""

    def __init__(self, task: Task, seed: int, peak: float) -> None:
        torch.manual_seed(seed)
        self.task, self.peak, self.step, self.seen, self.warm = task, peak, 0, 0, 0
        self.net = task.net(len(task.alphabet)).to(memory_format=torch.channels_last)
        self.average = task.net(len(task.alphabet))
        self.average.load_state_dict(self.net.state_dict())
        self.optimiser = torch.optim.AdamW(self.net.parameters(), peak, weight_decay=0.01, betas=(0.9, 0.98))

    def learn(self, samples: list[Sample], share: float) -> float:
        """One step on one batch; returns the loss per character."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate(self.peak, self.warm, share)
        crops, labels, lengths = collate(samples, self.task.alphabet)
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            logs = self.net(crops.to(memory_format=torch.channels_last))
        steps = torch.full((len(samples),), logs.shape[1], dtype=torch.long)
        loss = nn.functional.ctc_loss(logs.transpose(0, 1), labels, steps, lengths, zero_infinity=True)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimiser.step()
        self.step, self.warm, self.seen = self.step + 1, self.warm + 1, self.seen + len(samples)
        follow(self.average, self.net, self.step)
        return loss.item()

    def save(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        torch.save({"net": self.net.state_dict(), "average": self.average.state_dict(), "step": self.step,
                    "optimiser": self.optimiser.state_dict(), "seen": self.seen}, part)  # fmt: skip
        part.replace(path)

    def resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seen = state["step"], state["seen"]


def report(trainer: Trainer, validation: list[Sample]) -> str:
    scores = measure(trainer.average, validation, trainer.task.alphabet)
    return " ".join(f"{name} {scores[name]}" for name in sorted(scores))


def train(task: Task, minutes: float, seed: int, batch: int, peak: float) -> None:
    torch.set_num_threads(1)
    trainer = Trainer(task, seed, peak)
    path = CHECKPOINTS / f"{task.name}.pt"
    if path.exists():
        trainer.resume(path)
    validation = list(itertools.islice(task.samples(99, Split.CALIBRATION), 700))
    feed = Feed(task.name, seed + trainer.step)
    print(f"{task.name}: {parameters(trainer.net)} weights, from step {trainer.step}", flush=True)
    start = saved = said = time.monotonic()
    mean, first = 0.0, trainer.seen
    for samples in feed.batches(batch):
        now = time.monotonic()
        share = (now - start) / (60 * minutes)
        loss = trainer.learn(samples, share)
        mean = loss if mean == 0.0 else 0.98 * mean + 0.02 * loss
        if now - said > 60:
            said = now
            print(f"{time.strftime('%H:%M:%S')} step {trainer.step} seen {trainer.seen} drawn {feed.drawn} "
                  f"{(trainer.seen - first) / (now - start):.0f}/s loss {mean:.4f}", flush=True)  # fmt: skip
        if now - saved > 300 or share >= 1:
            trainer.save(path)
            print(time.strftime("%H:%M:%S"), "exact/CER", report(trainer, validation), flush=True)
            trainer.net.train()
            saved = time.monotonic()
        if share >= 1:
            return


def main() -> None:
    use_installed_faces()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--peak", type=float, default=1.5e-3)
    asked = parser.parse_args()
    train(TASKS[asked.task], asked.minutes, asked.seed, asked.batch, asked.peak)


if __name__ == "__main__":
    main()
