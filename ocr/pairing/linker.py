"""What the pairing network is asked and what it answers, whatever runs it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Links:
    """Chances (0 to 1) of roles (n, 5), labels (n, n + 1) and rows (n, n) of n words.

    A label is told by its first word, that a word is of or stands for, the last choice being none; a row by
    its first word, too.
    """

    roles: Chances
    labels: Chances
    rows: Chances


class Linker(Protocol):
    """What says which words belong together."""

    def link(self, grams: NDArray[np.int64], numbers: Chances, pairs: Chances) -> Links:
        """The roles and links of n words, at least one, seen as `ocr.pairing.features.Features`."""
        ...
