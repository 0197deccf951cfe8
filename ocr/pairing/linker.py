"""What the pairing network is asked and what it answers, whatever runs it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Links:
    """Chances (0 to 1) of each role (n, 5), of each word to be the first of the label that a word is of or
    stands for, the last one for none (n, n + 1), and the first of its row (n, n)."""

    roles: Chances
    labels: Chances
    rows: Chances


class Linker(Protocol):
    """What says which words belong together."""

    def link(self, grams: NDArray[np.int64], numbers: Chances, pairs: Chances) -> Links:
        """The roles and links of n words, at least one, seen as `ocr.pairing.features.Features`."""
        ...
