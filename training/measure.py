"""Exact reads and character errors of a net on a fixed set, class by class."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from arabic.digits import to_western
from training.feed import collate
from training.tasks import Alphabet, Sample

SCRIPTS = (("western", "0123456789"), ("arabic_indic", "٠١٢٣٤٥٦٧٨٩۲"), ("persian", "۴۵۶"))


@dataclass(slots=True)
class Score:
    """Lines, those exact, those exact after digits and spaces are folded, characters, wrong characters."""

    lines: int = 0
    exact: int = 0
    worth: int = 0
    characters: int = 0
    errors: int = 0

    def __str__(self) -> str:
        return (
            f"{100 * self.exact / max(1, self.lines):.1f}/{100 * self.errors / max(1, self.characters):.2f}"
        )


def distance(read: str, truth: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(truth) + 1))
    for i, one in enumerate(read, start=1):
        last, row[0] = row[0], i
        for j, other in enumerate(truth, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (one != other))
    return row[-1]


def worth(text: str) -> str:
    """What a number, date or code is worth, whatever its digit script and spacing."""
    return to_western(text).replace(" ", "")


def classes_of(sample: Sample) -> tuple[str, ...]:
    """The classes a sample counts for: all, its kind, and for numbers and dates its digit script."""
    if sample.kind in ("number", "date"):
        for script, digits in reversed(SCRIPTS):
            if any(character in digits for character in sample.text):
                return ("all", sample.kind, f"{sample.kind}:{script}")
    return ("all", sample.kind)


@torch.inference_mode()
def measure(
    net: nn.Module, samples: Sequence[Sample], alphabet: Alphabet, batch: int = 32
) -> dict[str, Score]:
    """Greedy reads of every sample, scored by class."""
    net.eval()
    scores: dict[str, Score] = defaultdict(Score)
    ordered = sorted(samples, key=lambda sample: sample.pixels.shape[1])
    for start in range(0, len(ordered), batch):
        group = ordered[start : start + batch]
        crops, _, _ = collate(group, alphabet)
        best = net(crops).argmax(-1).tolist()
        for sample, classes in zip(group, best, strict=True):
            read = alphabet.decode(classes)
            wrong = distance(read, sample.text)
            for name in classes_of(sample):
                score = scores[name]
                score.lines += 1
                score.exact += read == sample.text
                score.worth += worth(read) == worth(sample.text)
                score.characters += len(sample.text)
                score.errors += wrong
    return dict(scores)
