"""Write a trained net as ONNX with its alphabet beside it: `python -m training.export line`."""

import argparse
import datetime
import itertools
import json
from pathlib import Path

import numpy as np
import onnx
import torch

from specimens.fonts import Split
from training.measure import Score, measure
from training.tasks import TASKS, Task
from training.train import CHECKPOINTS

MODELS = Path(__file__).parents[1] / "ocr" / "models"
OPSET = 17
SAMPLES = 2000


def averaged(task: Task) -> tuple[torch.nn.Module, int]:
    """The slow average of the last checkpoint, and how many crops it has seen."""
    state = torch.load(CHECKPOINTS / f"{task.name}.pt", weights_only=True)
    net = task.net(len(task.alphabet))
    net.load_state_dict(state["average"])
    return net.eval(), int(state["seen"])


def write_onnx(net: torch.nn.Module, path: Path, height: int, metadata: dict[str, str]) -> None:
    """Export with free batch and width: `crops` (B, 1, height, W) -> `logs` (B, W / 4, classes)."""
    example = torch.ones(2, 1, height, 160)
    torch.onnx.export(
        net, (example,), str(path), input_names=["crops"], output_names=["logs"], opset_version=OPSET,
        dynamo=False, dynamic_axes={"crops": {0: "batch", 3: "width"}, "logs": {0: "batch", 1: "steps"}},
    )  # fmt: skip
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
    validation = list(itertools.islice(task.samples(20_261_123, Split.CALIBRATION), samples))
    card = {
        "name": task.name,
        "version": f"{datetime.datetime.now(datetime.UTC):%Y.%m.%d}-{seen // 1000}k",
        "height": task.height,
        "alphabet": task.alphabet.characters,
        "blank": 0,
        "order": "visual, left to right",
        "training_crops": seen,
        "figures": figures(measure(net, validation, task.alphabet)),
    }
    MODELS.mkdir(parents=True, exist_ok=True)
    path = MODELS / f"{task.name}.onnx"
    write_onnx(
        net, path, task.height, {key: json.dumps(value, ensure_ascii=False) for key, value in card.items()}
    )
    path.with_suffix(".json").write_text(
        json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(path.stat().st_size // 1024, "KB", card["version"], json.dumps(card["figures"]["all"]))
    check(task, path, net)


def check(task: Task, path: Path, net: torch.nn.Module) -> None:
    """The file must say what the net says, where onnxruntime is installed."""
    try:
        import onnxruntime
    except ImportError:
        return
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    crops = np.random.default_rng(1).uniform(-1, 1, (1, 1, task.height, 236)).astype(np.float32)
    with torch.inference_mode():
        ours = net(torch.from_numpy(crops)).numpy()
    worst = float(np.abs(session.run(None, {"crops": crops})[0] - ours).max())
    if worst > 1e-3:
        raise SystemExit(f"{task.name}: ONNX differs by {worst}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--samples", type=int, default=SAMPLES)
    asked = parser.parse_args()
    export(TASKS[asked.task], asked.samples)


if __name__ == "__main__":
    main()
