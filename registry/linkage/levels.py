"""How the facts of two records agree, as a level for each field: the alphabet that weights are learnt for."""

from collections.abc import Collection, Mapping
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from arabic.distance import slip_cost
from registry.linkage.blocking import Pairs
from registry.linkage.roll import NAME_FIELDS, Ints, Roll, share_a_sound

Levels = NDArray[np.int64]
ONE_CONFUSION: Final = 0.7
"""Dearest confusion of one letter for another (`arabic.distance`): a letter too few or too many is dearer."""
FIELDS: Final = (*NAME_FIELDS, "sex", "birth", "number", "place")


class Level(IntEnum):
    """How one fact agrees. MISSING says nothing either way and weighs nothing.

    SLIP: one letter taken for another that looks or sounds like it, or written twice, and one of the two is
    no known name. LETTER: one edit apart or in dots alone, which no such confusion explains, and one of the
    two is no known name: a slip of the pen or, of two given names, brothers and sisters with names made
    alike (زين and زينب, سارة and سمارة); `model` holds both equally likely. TWINNED: as near, but both are
    names that people bear (حسن and حسين): rarely a slip, often two brothers. SOUND: another spelling of one
    sound (عثمان and عوسمان), less than the same spelling; two known given names an edit apart (ثامر and
    سامر) are TWINNED first. NEAR: a birth of that year whose day nobody
    knows, a number with one digit off, the book without the page.
    """

    MISSING = 0
    SAME = 1
    SLIP = 2
    TWINNED = 3
    NEAR = 4
    DIFFERS = 5
    LETTER = 6
    SOUND = 7


def compare(roll: Roll, pairs: Pairs, known: Collection[str]) -> Mapping[str, Levels]:
    """The level of each field for each pair; `known` holds the keys of names that people bear."""
    is_known = np.array([key in known for key in roll.keys], np.bool_)
    levels = {field: _names(roll, field, pairs, is_known) for field in NAME_FIELDS}
    levels["sex"] = _plain(roll.male, pairs)
    levels["birth"] = _births(roll, pairs)
    levels["number"] = _numbers(roll, pairs)
    levels["place"] = _places(roll, pairs)
    return levels


def _sides(column: Ints, pairs: Pairs) -> tuple[Ints, Ints]:
    return column[pairs[:, 0]], column[pairs[:, 1]]


def _plain(column: Ints, pairs: Pairs) -> Levels:
    """SAME, DIFFERS, or MISSING where either side is silent."""
    here, there = _sides(column, pairs)
    level = np.where(here == there, Level.SAME, Level.DIFFERS)
    return np.where((here == 0) | (there == 0), Level.MISSING, level)


def _names(roll: Roll, field: str, pairs: Pairs, is_known: NDArray[np.bool_]) -> Levels:
    column = roll.names[field]
    level = _plain(column, pairs)
    other = np.flatnonzero(level == Level.DIFFERS)
    here, there = (side[other] for side in _sides(column, pairs))
    how = _alike(roll, here, there)
    twinned = (how != Level.DIFFERS) & is_known[here] & is_known[there]
    heard = share_a_sound(roll.sounds[here], roll.sounds[there])
    if field == "given":
        heard &= ~twinned
    level[other] = np.where(heard, Level.SOUND, np.where(twinned, Level.TWINNED, how))
    return level


def _alike(roll: Roll, here: Ints, there: Ints) -> Levels:
    """How two different keys are alike, known or not: SLIP, LETTER or DIFFERS; each two once."""
    if not len(here):
        return np.zeros(0, np.int64)
    low, high = np.minimum(here, there), np.maximum(here, there)
    codes, back = np.unique(low * len(roll.keys) + high, return_inverse=True)
    first, second = codes // len(roll.keys), codes % len(roll.keys)
    texts = ([roll.keys[place] for place in first], [roll.keys[place] for place in second])
    apart = cpdist(*texts, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    # Two letters of two are no slip but another name.
    long = np.array([max(len(a), len(b)) > 2 for a, b in zip(*texts, strict=True)], np.bool_)
    alike = ((apart <= 1) | (roll.bones[first] == roll.bones[second])) & long
    how = np.full(len(codes), int(Level.DIFFERS))
    for place in np.flatnonzero(alike):
        confused = slip_cost(texts[0][place], texts[1][place]) <= ONE_CONFUSION
        how[place] = Level.SLIP if confused else Level.LETTER
    return np.asarray(how[back.ravel()])


def _births(roll: Roll, pairs: Pairs) -> Levels:
    """SAME: one known day. NEAR: one year, the day unknown to either. SLIP: one part of the date wrong."""
    years, months, days = (_sides(column, pairs) for column in (roll.year, roll.month, roll.day))
    same = [here == there for here, there in (years, months, days)]
    full = (days[0] > 0) & (days[1] > 0)
    swapped = (months[0] == days[1]) & (days[0] == months[1])
    close_year = np.abs(years[0] - years[1]) <= 1
    slip = full & ((np.sum(same, axis=0) == 2) | (same[0] & swapped) | (close_year & same[1] & same[2]))
    level = np.full(len(pairs), int(Level.DIFFERS))
    level[~full & close_year] = Level.TWINNED
    level[~full & same[0]] = Level.NEAR
    level[slip] = Level.SLIP
    level[full & same[0] & same[1] & same[2]] = Level.SAME
    level[(years[0] == 0) | (years[1] == 0)] = Level.MISSING
    return level


def _numbers(roll: Roll, pairs: Pairs) -> Levels:
    level = _plain(roll.number, pairs)
    other = np.flatnonzero(level == Level.DIFFERS)
    if len(other):
        here, there = (side[other] for side in _sides(roll.number, pairs))
        texts = ([roll.numbers[place] for place in here], [roll.numbers[place] for place in there])
        near = cpdist(*texts, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8) <= 1
        level[other[near]] = Level.NEAR
    return level


def _places(roll: Roll, pairs: Pairs) -> Levels:
    """SAME: one page of one book. NEAR: one book, another page or none given."""
    level = _plain(roll.page, pairs)
    here, there = _sides(roll.book, pairs)
    level[(level != Level.SAME) & (here == there) & (here > 0)] = Level.NEAR
    level[(here == 0) | (there == 0)] = Level.MISSING
    return level
