"""Keep the averaged weights of a checkpoint small enough to commit, and start again from them.

`python -m training.keep line` writes `checkpoints/kept/line.pt`; `--restore` makes a checkpoint of it;
`--blend` makes the mean of what was kept and the checkpoint that went on from it the new checkpoint, which
errs less than either.
"""

import argparse

import torch

from training.tasks import TASKS
from training.train import CHECKPOINTS, Trainer

KEPT = CHECKPOINTS / "kept"


def keep(name: str) -> None:
    state = torch.load(CHECKPOINTS / f"{name}.pt", weights_only=True)
    small = {
        key: weight.half() if weight.is_floating_point() else weight
        for key, weight in state["average"].items()
    }
    KEPT.mkdir(parents=True, exist_ok=True)
    torch.save({"average": small, "step": state["step"], "seen": state["seen"]}, KEPT / f"{name}.pt")


def restore(name: str) -> None:
    kept = torch.load(KEPT / f"{name}.pt", weights_only=True)
    trainer = Trainer(TASKS[name], seed=0, peak=1e-3)
    for net in (trainer.net, trainer.average):
        net.load_state_dict({key: weight.float() if weight.is_floating_point() else weight
                             for key, weight in kept["average"].items()})  # fmt: skip
    trainer.step, trainer.seen = kept["step"], kept["seen"]
    trainer.save(CHECKPOINTS / f"{name}.pt")


def blend(name: str) -> None:
    """The mean of the weights before and after a further training becomes the checkpoint's average."""
    path = CHECKPOINTS / f"{name}.pt"
    before = torch.load(KEPT / f"{name}.pt", weights_only=True)["average"]
    state = torch.load(path, weights_only=True)
    state["average"] = {
        key: (weight + before[key].float()) / 2 if weight.is_floating_point() else weight
        for key, weight in state["average"].items()
    }
    torch.save(state, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--restore", action="store_true")
    parser.add_argument("--blend", action="store_true")
    asked = parser.parse_args()
    (restore if asked.restore else blend if asked.blend else keep)(asked.task)


if __name__ == "__main__":
    main()
