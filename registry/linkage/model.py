"""What two records may be to each other, and how often each fact then agrees: the weights and their learning.

Fellegi and Sunter know matches and strangers. In a family register that counts a twin's father, mother, page
and birthday as five witnesses where there is one: here relatives are classes of their own. Probabilities of
a match are learnt by expectation-maximisation (Winkler 1988), held near expected ones by Dirichlet priors so
that a register without any match learns none. People of one name, as cousins called after the same forebears,
are a class, too: however rare their names are, all else about them differs.

A slip of the pen in a given name can't be told from twins whose names were made alike (زين and زينب):
parents, page and birthday agree either way, and how many of each a register has says nothing of these two.
Such a pair stays possible and is never near certain: see `MOST_ODDS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from registry.linkage.levels import FIELDS, Level, Levels

Floats = NDArray[np.float64]


class Kin(IntEnum):
    """What two records are to each other."""

    STRANGERS = 0
    MATCH = 1
    SIBLINGS = 2
    TWINS = 3
    NAMESAKES = 4


# What a match agrees in and namesakes do, too; in all else they are strangers.
CHAIN: Final = ("given", "father", "grandfather", "laqab", "sex")
FAMILY: Final = ("father", "grandfather", "laqab", "mother", "maternal", "place")
COUNT: Final = len(Level)
LEAST: Final = 1e-9
"""Least probability of a level: none is impossible, and logarithms stay finite."""
ROUNDS: Final = 25
"""Rounds of expectation and maximisation: a fixed number, so that a run takes a known time."""
STRENGTH: Final = 150.0
"""Imagined pairs that back the expected probabilities of a match against those counted."""


def _table(
    same: float,
    slip: float,
    twinned: float,
    near: float,
    differs: float,
    letter: float = 0.0,
    sound: float = 0.0,
) -> Floats:
    """Probabilities by level, MISSING apart; they sum to 1."""
    table = np.array([1.0, same, slip, twinned, near, differs, letter, sound]).clip(LEAST)
    table[1:] /= table[1:].sum()
    return table


# What a match is expected to show before anything is learnt. Own estimates.
NAME = _table(0.73, 0.10, 0.012, 0, 0.028, 0.05, 0.08)
EXPECTED: Final[Mapping[str, Floats]] = {
    "given": _table(0.74, 0.10, 0.012, 0, 0.008, 0.06, 0.08),
    "father": NAME,
    "grandfather": NAME,
    "laqab": _table(0.68, 0.09, 0.02, 0, 0.10, 0.04, 0.07),
    "mother": NAME,
    "maternal": NAME,
    "sex": _table(0.985, 0, 0, 0, 0.015),
    "birth": _table(0.72, 0.10, 0.03, 0.12, 0.03),
    "number": _table(0.90, 0, 0, 0.08, 0.02),
    "place": _table(0.85, 0, 0, 0.08, 0.07),
}
MOST_ODDS: Final = 4.0
"""Most odds of one person against two children of a family, without one national number, where no confusion
of one letter makes the given names one: a score of 0.8, possible and never near certain."""
APART: Final = (Level.LETTER, Level.TWINNED, Level.DIFFERS)
# Brothers and sisters: never of one name and number; names of twins are made alike.
OF_SIBLINGS: Final[Mapping[str, Floats]] = {
    "given": _table(0.001, 0.005, 0.03, 0, 0.96, 0.005, 0.0005),
    "sex": _table(0.5, 0, 0, 0, 0.5),
    "birth": _table(0.0005, 0.03, 0.10, 0.06, 0.81),
    "number": _table(1e-6, 0, 0, 1e-4, 1.0),
}
OF_TWINS: Final[Mapping[str, Floats]] = {
    "given": _table(0.001, 0.01, 0.40, 0, 0.52, 0.06, 0.001),
    "sex": _table(0.68, 0, 0, 0, 0.32),
    "birth": _table(0.95, 0.02, 0, 0.02, 0.01),
    "number": _table(1e-6, 0, 0, 0.10, 0.90),
}


@dataclass(frozen=True, slots=True)
class Model:
    """Probabilities by field and level for matches and for strangers, and the share of each kind of pair.

    `shares` are of all pairs of the register, not only of those looked at.
    """

    match: Mapping[str, Floats]
    strangers: Mapping[str, Floats]
    shares: Floats

    def tables(self, kin: Kin) -> Mapping[str, Floats]:
        """The probabilities that hold for one kind of pair."""
        if kin is Kin.STRANGERS:
            return self.strangers
        if kin is Kin.MATCH:
            return self.match
        if kin is Kin.NAMESAKES:
            return {field: self.match[field] if field in CHAIN else self.strangers[field] for field in FIELDS}
        own = OF_TWINS if kin is Kin.TWINS else OF_SIBLINGS
        return {field: self.match[field] if field in FAMILY else own[field] for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Pairs as levels by field, and for each pair and field how rare the shared value is.

    `rarity` is log(share of people who bear the value, or one that sounds the same), 0 where they differ.
    """

    levels: Mapping[str, Levels]
    rarity: Mapping[str, Floats]


def logs(model: Model, evidence: Evidence, kin: Kin, field: str) -> Floats:
    """The natural logarithm of how much likelier a field's level is under `kin` than among strangers."""
    level = evidence.levels[field]
    table, strangers = model.tables(kin)[field], model.strangers[field]
    ratio = np.log(table / strangers)[level]
    if table is strangers:
        return ratio
    # That two strangers share a value is as likely as the value is common: say so for each value, and sound.
    shared = np.where(level == Level.SAME, np.log(table[Level.SAME]), np.log(table[Level.SOUND]))
    valued = (level == Level.SAME) | (level == Level.SOUND)
    return np.where(valued, shared - evidence.rarity[field], ratio)


def posteriors(model: Model, evidence: Evidence) -> Floats:
    """Probability of each kind for each pair, (pairs, kinds)."""
    columns = [
        np.log(model.shares[kin]) + np.sum([logs(model, evidence, kin, field) for field in FIELDS], axis=0)
        for kin in Kin
    ]
    scores = np.stack(columns, axis=1)
    unsure = np.isin(evidence.levels["given"], APART) & (evidence.levels["number"] != Level.SAME)
    kept_open = np.where(unsure, scores[:, Kin.MATCH] - np.log(MOST_ODDS), -np.inf)
    scores[:, Kin.TWINS] = np.maximum(scores[:, Kin.TWINS], kept_open)
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def learn(evidence: Evidence, strangers: Mapping[str, Floats], people: int) -> Model:
    """Learn what a match shows and how many pairs are of each kind, for a register of so many people."""
    total = max(1.0, people * (people - 1) / 2)
    shares = np.array([0.0, 0.02, 1.5, 0.04, 0.005]) * max(1, people) / total
    shares[Kin.STRANGERS] = max(LEAST, 1 - shares.sum())
    model = Model(EXPECTED, strangers, shares)
    for _ in range(ROUNDS):
        kinds = posteriors(model, evidence)
        found = kinds.sum(axis=0)
        # Half a pair of each kind is always thinkable: a share never falls to nothing for good.
        shares = (found + 0.5) / total
        shares[Kin.STRANGERS] = max(LEAST, 1 - shares[1:].sum())
        match = {field: _learnt(evidence.levels[field], kinds[:, Kin.MATCH], field) for field in FIELDS}
        model = replace(model, match=match, shares=shares)
    return model


def _learnt(levels: Levels, weight: Floats, field: str) -> Floats:
    counts = np.bincount(levels, weights=weight, minlength=COUNT)
    backed = counts[1:] + STRENGTH * EXPECTED[field][1:]
    table = np.ones(COUNT)
    table[1:] = (backed / backed.sum()).clip(LEAST)
    # Twins of like names would teach that a match may bear either: this share is held, never learnt.
    table[Level.TWINNED] = min(table[Level.TWINNED], EXPECTED[field][Level.TWINNED])
    return table
