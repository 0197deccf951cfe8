"""What two people who have nothing to do with each other agree in by chance, taken from the roll itself."""

from collections.abc import Collection, Mapping
from typing import Final

import numpy as np

from registry.linkage.blocking import Pairs
from registry.linkage.levels import FIELDS, Level, Levels, compare
from registry.linkage.model import COUNT, Floats
from registry.linkage.roll import NAME_FIELDS, Ints, Roll

SAMPLE: Final = 200_000
"""Pairs drawn by chance from which is counted how often strangers agree."""
SEED: Final = 1957
"""Seed of that draw: the same roll gives the same figures."""


def strangers_of(roll: Roll, known: Collection[str]) -> Mapping[str, Floats]:
    """Probabilities by level, MISSING apart, among pairs drawn at random from the roll."""
    if len(roll) < 2:
        return {field: np.full(COUNT, 1 / COUNT) for field in FIELDS}
    drawn = np.random.default_rng(SEED).integers(0, len(roll), (SAMPLE, 2))
    levels = compare(roll, drawn[drawn[:, 0] != drawn[:, 1]], known)
    return {field: _shares(level) for field, level in levels.items()}


def rarities(roll: Roll, pairs: Pairs, levels: Mapping[str, Levels]) -> Mapping[str, Floats]:
    """For each pair and field the logarithm of the share of people who bear the value that both have.

    Of two spellings of one sound, the share of all who bear a name of that sound.
    """
    date = np.where(roll.day > 0, roll.year * 10_000 + roll.month * 100 + roll.day, 0)
    columns = {"sex": roll.male, "birth": date, "number": roll.number, "place": roll.page}
    columns |= {field: roll.names[field] for field in NAME_FIELDS}
    shares = {
        field: np.where(levels[field] == Level.SAME, _log_share(column, pairs), 0.0)
        for field, column in columns.items()
    }
    for field in NAME_FIELDS:
        heard = levels[field] == Level.SOUND
        if heard.any():
            shares[field][heard] = _log_share(roll.sounds[roll.names[field], 1], pairs)[heard]
    return shares


def _log_share(column: Ints, pairs: Pairs) -> Floats:
    """How common the first one's value is among records that say one; half a bearer more stands behind."""
    _, back, counts = np.unique(column, return_inverse=True, return_counts=True)
    said = max(1, int((column > 0).sum()))
    share = np.log((counts[back.ravel()] + 0.5) / (said + 0.5))
    return np.asarray(share[pairs[:, 0]])


def _shares(level: Levels) -> Floats:
    """Shares of the levels among pairs where both records say something; nothing is quite impossible."""
    counts = np.bincount(level, minlength=COUNT).astype(np.float64)
    counts[1:] += 0.05
    shares = np.ones(COUNT)
    shares[1:] = counts[1:] / counts[1:].sum()
    return shares
