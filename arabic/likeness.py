"""How likely two name parts are one name: the weighted distance seen against the length of the name."""

from collections.abc import Collection
from dataclasses import dataclass

from arabic.distance import Difference, differences, distance

# Share of a name's letters that may differ before nothing is alike. Three letters then bear one lost dot
# and no other letter.
_BEARABLE = 0.35
# Two names that are both known and not the same are two names: a slip seldom turns one into another.
_BOTH_KNOWN = 0.3

CLOSE = 0.5
"""Likeness from which two parts count as one name with a slip."""


@dataclass(frozen=True, slots=True)
class PartLikeness:
    """How alike two keys are, 0 to 1, and where they differ."""

    value: float
    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the keys are equal."""
        return self.value == 1.0

    @property
    def close(self) -> bool:
        """Whether a slip explains the difference."""
        return self.value >= CLOSE


def likeness(here: str, there: str, known: Collection[str] = ()) -> float:
    """Return how alike two part keys are: 1 for equal ones, 0 for keys that no slip explains.

    `known` holds keys of names that are known to exist (`reference.lexicon.given_keys`); two different ones
    of them are less alike than their letters say.
    """
    if here == there:
        return 1.0
    if not here or not there:
        return 0.0
    bearable = _BEARABLE * max(len(here), len(there), 2)
    apart = distance(here, there, bearable)
    if apart >= bearable:
        return 0.0
    value = 1 - apart / bearable
    return value * _BOTH_KNOWN if here in known and there in known else value


def compare_parts(here: str, there: str, known: Collection[str] = ()) -> PartLikeness:
    """Return `likeness` with its explanation."""
    value = likeness(here, there, known)
    return PartLikeness(value, () if value in {0.0, 1.0} else differences(here, there))
