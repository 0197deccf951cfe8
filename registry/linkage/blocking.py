"""Which pairs are looked at: those that share one of some combinations of facts. The others are far apart.

Names enter without their dots, so that a lost dot splits no block, and as they sound. A block of more people
than MOST says little of any pair in it, and is left to the finer blocks.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from registry.linkage.roll import Ints, Roll

MOST: Final = 60
"""Most people of one key who are compared with one another: of more the key says too little."""
Pairs = NDArray[np.int64]


def candidate_pairs(roll: Roll) -> Pairs:
    """Places in the roll, (n, 2), the smaller first, each pair once, never two of one record."""
    found = [pairs for key in _keys(roll) for pairs in _within(key)]
    if not found:
        return np.empty((0, 2), np.int64)
    codes = np.unique(np.concatenate([pairs[:, 0] * len(roll) + pairs[:, 1] for pairs in found]))
    pairs = np.stack([codes // len(roll), codes % len(roll)], axis=1)
    return np.asarray(pairs[roll.record[pairs[:, 0]] != roll.record[pairs[:, 1]]])


def _keys(roll: Roll) -> Iterator[Ints]:
    """One column a combination; 0 where a record lacks one of its facts."""
    bones = {field: roll.bones[column] for field, column in roll.names.items()}
    given, father, grandfather = bones["given"], bones["father"], bones["grandfather"]
    mother, laqab = bones["mother"], bones["laqab"]
    date = np.where(roll.day > 0, roll.year * 10_000 + roll.month * 100 + roll.day, 0)
    yield roll.number
    yield _together(given, father, grandfather)
    yield _together(given, father, grandfather, roll.year)
    yield _together(given, father, mother)
    yield _together(given, grandfather, mother)
    yield _together(father, grandfather, mother)
    yield _together(given, mother, roll.year)
    yield _together(given, father, roll.year)
    yield _together(given, laqab, roll.year)
    yield _together(given, date)
    yield _together(father, grandfather, date)
    yield _together(father, mother, date)
    # What is left where slips fell on the given name and on one parent's.
    yield _together(mother, bones["maternal"], roll.year)
    yield _together(father, grandfather, laqab, roll.year)
    yield _together(roll.page, given)
    yield _together(roll.page, roll.year)
    # Kurdish and Arabic spelling of a whole name: the short vowels that Kurdish writes are left out.
    said = {field: roll.sounds[column, 1] for field, column in roll.names.items()}
    yield _together(said["given"], said["father"], said["grandfather"])
    yield _together(said["given"], said["father"], said["mother"])
    yield _together(said["given"], said["father"], roll.year)
    yield _together(said["given"], date)


def _together(*columns: Ints) -> Ints:
    """One number for each combination of facts, 0 where any of them is missing."""
    whole = np.all([column > 0 for column in columns], axis=0)
    code = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        _, places = np.unique(code * (int(column.max(initial=0)) + 1) + column, return_inverse=True)
        code = places.astype(np.int64)
    return np.where(whole, code + 1, 0)


def _within(key: Ints) -> Iterator[Pairs]:
    """All pairs of people with one value of a key, for blocks that are small enough."""
    order = np.argsort(key, kind="stable")
    values = key[order]
    starts = np.flatnonzero(np.diff(values, prepend=-1))
    by_size: dict[int, list[int]] = {}
    for start, end in pairwise([*starts.tolist(), len(values)]):
        if values[start] and 1 < end - start <= MOST:
            by_size.setdefault(end - start, []).append(start)
    for size, places in by_size.items():
        # All blocks of one size at once: their members as rows, then every two columns.
        members = np.sort(order[np.array(places)[:, None] + np.arange(size)], axis=1)
        first, second = np.triu_indices(size, 1)
        yield np.stack([members[:, first].ravel(), members[:, second].ravel()], axis=1)
