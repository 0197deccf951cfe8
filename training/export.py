"""Write a trained net as ONNX in whole numbers, its alphabet beside it: `python -m training.export line`."""

import argparse
import datetime
import itertools
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch

from ocr.runtime import onnxruntime
from specimens.fonts import Split, use_installed_faces
from training.feed import collate
from training.measure import Score, measure
from training.quantise import quantise
from training.tasks import TASKS, Task
from training.train import CHECKPOINTS

MODELS = Path(__file__).parents[1] / "ocr" / "models"
OPSET = 17
SAMPLES = 2000
# Crops that set the ranges of whole numbers.
SHOWN = 320


def averaged(task: Task) -> tuple[torch.nn.Module, int]:
    """The slow average of the last checkpoint, and how many crops it has seen."""
    state = torch.load(CHECKPOINTS / f"{task.name}.pt", weights_only=True)
    net = task.net(len(task.alphabet))
    net.load_state_dict(state["average"])
    return net.eval(), int(state["seen"])


class Shipped(torch.nn.Module):
    """A written file in the place of the net it came from."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        return torch.from_numpy(self._session.run(None, {"crops": crops.numpy()})[0])


def write_onnx(net: torch.nn.Module, path: Path, height: int) -> None:
    """Export with free batch and width: `crops` (B, 1, height, W) -> `logs` (B, W / 4, classes)."""
    example = torch.ones(2, 1, height, 160)
    torch.onnx.export(
        net, (example,), str(path), input_names=["crops"], output_names=["logs"], opset_version=OPSET,
        dynamo=False, dynamic_axes={"crops": {0: "batch", 3: "width"}, "logs": {0: "batch", 1: "steps"}},
    )  # fmt: skip


def name_inside(path: Path, metadata: dict[str, str]) -> None:
    """Write what the file is into the file."""
    model = onnx.load(str(path))
    for key, value in metadata.items():
        model.metadata_props.add(key=key, value=value)
    onnx.save(model, str(path))


def figures(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "lines": score.lines,
            "exact": round(score.exact / score.lines, 4),
            "exact_folded": round(score.worth / score.lines, 4),
            "cer": round(score.errors / max(1, score.characters), 5),
        }
        for name, score in sorted(scores.items())
    }


def export(task: Task, samples: int) -> None:
    torch.set_num_threads(1)
    net, seen = averaged(task)
    MODELS.mkdir(parents=True, exist_ok=True)
    path = MODELS / f"{task.name}.onnx"
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder, "float.onnx")
        write_onnx(net, exact, task.height)
        check(task, exact, net)
        if task.whole:
            quantise(exact, path, shown(task))
        else:
            shutil.copy(exact, path)
    validation = list(itertools.islice(task.samples(20_261_123, Split.CALIBRATION), samples))
    scores = measure(Shipped(path), validation, task.alphabet)
    before = measure(net, validation, task.alphabet)["all"].worth if task.whole else scores["all"].worth
    card = {
        "name": task.name,
        "version": f"{datetime.datetime.now(datetime.UTC):%Y.%m.%d}-{seen // 1000}k{'-int8' * task.whole}",
        "height": task.height,
        "alphabet": task.alphabet.characters,
        "blank": 0,
        "order": "visual, left to right",
        "training_crops": seen,
        "figures": figures(scores),
    }
    name_inside(path, {key: json.dumps(value, ensure_ascii=False) for key, value in card.items()})
    path.with_suffix(".json").write_text(
        json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(path.stat().st_size // 1024, "KB", card["version"], json.dumps(card["figures"]["all"]))
    print(f"right of {samples}: {before} as trained, {scores['all'].worth} as written")


def shown(task: Task) -> Iterator[np.ndarray]:
    """What the layers see while their ranges are measured: training crops in batches of like width."""
    crops = sorted(
        itertools.islice(task.samples(4242, Split.TRAINING), SHOWN), key=lambda s: s.pixels.shape[1]
    )
    for start in range(0, len(crops), 8):
        yield collate(crops[start : start + 8], task.alphabet)[0].numpy()


def check(task: Task, path: Path, net: torch.nn.Module) -> None:
    """The file in floating point must say what the net says."""
    crops = np.random.default_rng(1).uniform(-1, 1, (1, 1, task.height, 236)).astype(np.float32)
    with torch.inference_mode():
        worst = float((Shipped(path)(torch.from_numpy(crops)) - net(torch.from_numpy(crops))).abs().max())
    if worst > 1e-3:
        raise SystemExit(f"{task.name}: ONNX differs by {worst}")


def main() -> None:
    use_installed_faces()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--samples", type=int, default=SAMPLES)
    asked = parser.parse_args()
    export(TASKS[asked.task], asked.samples)


if __name__ == "__main__":
    main()
