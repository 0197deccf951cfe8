"""Names that no list holds and a paper says more than once, read alike each time."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ocr.result.evidence import Agreement, Evidence, Group
from ocr.text.vocabulary import known
from ocr.verification.doubts import FIRM

OFTEN: Final = 3
"""Values of a paper that must hold such a name."""
DRAWN_ALIKE: Final = re.compile("[غف]|[ىيعحئهةدذ]$")
"""Letters that some faces draw like others: whatever is read of one of these is read so again."""


def repeated(values: Sequence[tuple[str, Evidence]]) -> list[bool]:
    """Which of a paper's values are rare names that the paper says again.

    Their words that no list holds stand in other names of it, too, where both readers saw them, and hold no
    letter that a face may draw like another one.
    """
    said = Counter(word for value, proof in values if _firm(proof) for word in set(value.split()))
    return [
        _firm(proof) and all(_told(word, said) for word in value.split() if known(word, name=True) < 1.0)
        for value, proof in values
    ]


def _firm(proof: Evidence) -> bool:
    return proof.group is Group.NAME and proof.agreement is Agreement.AGREED and proof.second >= FIRM


def _told(word: str, said: Counter[str]) -> bool:
    return said[word] >= OFTEN and not DRAWN_ALIKE.search(word)
