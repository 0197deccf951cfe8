"""Our own line reader: a small network in ONNX, run on one thread, decoded greedily (CTC)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from arabic.visual import visual_to_logical
from ocr.geometry import Image
from ocr.recognition.crops import prepare
from ocr.recognition.line_reader import Glyph, LineReading
from ocr.result.errors import EngineMissing
from ocr.runtime import onnxruntime as ort

MODELS = Path(__file__).parents[1] / "models"
LARGEST_BATCH: Final = 16
"""Most crops that the network reads at once: more gain nothing on one thread and take memory."""
WIDTH_STEP: Final = 32
"""Pixels to a multiple of which a batch is padded: few shapes to plan for."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A network from crops (n, 1, height, w) to log-probabilities (n, w / 4, classes) in visual order.

    Class 0 is blank.
    """

    session: ort.InferenceSession
    alphabet: str
    height: int
    name: str
    right_to_left: bool = True

    def read_lines(self, crops: Sequence[Image]) -> list[LineReading]:
        """Read crops in batches of like width; a crop without ink gives an empty text."""
        inputs = [prepare(crop, self.height) for crop in crops]
        order = sorted(range(len(inputs)), key=lambda index: inputs[index].shape[1])
        out: list[LineReading] = [LineReading("", 0.0)] * len(inputs)
        for chosen in _batches(order, inputs):
            chances = self._chances([inputs[index] for index in chosen])
            for index, line in zip(chosen, chances, strict=True):
                steps = max(1, round(line.shape[0] * inputs[index].shape[1] / _padded(inputs, chosen)))
                out[index] = self._decode(line[:steps])
        return out

    def _chances(self, inputs: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        width = -(-max(line.shape[1] for line in inputs) // WIDTH_STEP) * WIDTH_STEP
        batch = np.ones((len(inputs), 1, self.height, width), np.float32)
        for index, line in enumerate(inputs):
            batch[index, 0, :, : line.shape[1]] = line
        return np.asarray(self.session.run(None, {self.session.get_inputs()[0].name: batch})[0], np.float32)

    def _decode(self, line: NDArray[np.float32]) -> LineReading:
        """Best class of each step, repeats folded; the confidence is that of the weakest character."""
        best = line.argmax(axis=1)
        belief = np.exp(line)
        steps = len(best)
        changes = np.ones(steps, np.bool_)
        np.not_equal(best[1:], best[:-1], out=changes[1:])
        starts = np.flatnonzero(changes)
        highest = np.maximum.reduceat(belief[np.arange(steps), best], starts)
        runs = zip(
            best[starts].tolist(),
            starts.tolist(),
            [*starts[1:].tolist(), steps],
            highest.tolist(),
            strict=True,
        )
        glyphs = [
            Glyph(self.alphabet[kind - 1], start / steps, end / steps, chance)
            for kind, start, end, chance in runs
            if kind
        ]
        seen = "".join(glyph.character for glyph in glyphs)
        text = visual_to_logical(seen) if self.right_to_left else seen
        weakest = min((g.confidence for g in glyphs), default=0.0)
        return LineReading(" ".join(text.split()), weakest, tuple(glyphs), clean=_clean(belief, best, starts))


def load(model: str = "line", folder: Path = MODELS) -> Recogniser:
    """Open `<model>.onnx` with its `<model>.json` (alphabet, height, version); raises EngineMissing."""
    network, about = folder / f"{model}.onnx", folder / f"{model}.json"
    if not network.exists() or not about.exists():
        raise EngineMissing(f"ocr/models/{model}.onnx")
    facts = json.loads(about.read_text(encoding="utf-8"))
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
    return Recogniser(
        session, facts["alphabet"], int(facts["height"]), f"sijill {model} {facts['version']}", model != "mrz"
    )


def _clean(belief: NDArray[np.float32], best: NDArray[np.intp], starts: NDArray[np.intp]) -> float:
    """The least share, over all steps, of belief that went to blanks and the characters decoded around.

    `belief` has the shape (steps, classes); a run of one class begins at each of `starts`.
    """
    read = starts[best[starts] != 0]
    if not len(read):
        return 0.0
    around = np.zeros(len(read) + 3, np.intp)
    around[2:-1] = best[read]
    begun = np.zeros(len(best), np.intp)
    begun[read] = 1
    place = begun.cumsum() + 1
    steps = np.arange(len(best))
    fits = np.zeros(belief.shape, np.bool_)
    fits[:, 0] = True
    for shift in (-1, 0, 1):
        fits[steps, around[place + shift]] = True
    return float((belief * fits).sum(axis=1).min())


def _batches(order: Sequence[int], inputs: Sequence[NDArray[np.float32]]) -> list[list[int]]:
    """Neighbours in width, so that little of a batch is padding."""
    batches: list[list[int]] = []
    for index in order:
        last = batches[-1] if batches else None
        if (
            last
            and len(last) < LARGEST_BATCH
            and inputs[index].shape[1] <= 1.35 * inputs[last[0]].shape[1] + 24
        ):
            last.append(index)
        else:
            batches.append([index])
    return batches


def _padded(inputs: Sequence[NDArray[np.float32]], chosen: Sequence[int]) -> int:
    widest = max(int(inputs[index].shape[1]) for index in chosen)
    return -(-widest // WIDTH_STEP) * WIDTH_STEP
