"""Read families and words that training never saw with the exported models: `python -m training.judge line`.

Prints exact lines (digits and spaces folded) and character errors, percent, by class and wear, and the
CPU time of a line.
"""

import argparse
import itertools
import json
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from ocr.runtime import onnxruntime
from specimens.fonts import Split, use_installed_faces
from training.export import MODELS
from training.measure import Score, classes_of, distance, worth
from training.tasks import TASKS, Alphabet, Sample

LEVELS = {"clean": 0.05, "light": 0.25, "medium": 0.5, "heavy": 0.8}
SEED = 1957


class Reader:
    """An exported model on one thread."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        meta = self._session.get_modelmeta().custom_metadata_map
        self._alphabet = Alphabet(json.loads(meta["alphabet"]))
        self.version = json.loads(meta["version"])

    def read(self, sample: Sample) -> tuple[str, float]:
        """The text, and the least certain step's probability of all that are not blank."""
        crops = sample.pixels[None, None].astype(np.float32) / 127
        logs = self._session.run(None, {"crops": crops})[0][0]
        best = logs.argmax(-1)
        sure = float(np.exp(logs.max(-1)).min())
        return self._alphabet.decode(best.tolist()), sure


def judge(reader: Reader, samples: list[Sample]) -> dict[str, Score]:
    scores: dict[str, Score] = defaultdict(Score)
    for sample in samples:
        text, _ = reader.read(sample)
        for name in classes_of(sample):
            score = scores[name]
            score.lines += 1
            score.exact += text == sample.text
            score.worth += worth(text) == worth(sample.text)
            score.characters += len(sample.text)
            score.errors += distance(text, sample.text)
    return scores


def main() -> None:
    use_installed_faces()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--model", type=Path)
    asked = parser.parse_args()
    reader = Reader(asked.model or MODELS / f"{asked.task}.onnx")
    print(asked.task, reader.version, "exact/CER percent,", asked.lines, "lines a level, seed", SEED)
    found = {}
    for name, level in LEVELS.items():
        samples = list(itertools.islice(TASKS[asked.task].samples(SEED, Split.JUDGEMENT, level), asked.lines))
        start = time.process_time()
        found[name] = judge(reader, samples)
        spent = time.process_time() - start
        print(f"{name}: {1000 * spent / len(samples):.2f} ms a line")
    for kind in sorted(found["clean"]):
        print(f"{kind:22}", *(f"{name} {found[name][kind]!s:12}" for name in LEVELS))


if __name__ == "__main__":
    main()
