"""Candidate pairs of a register: looked at, weighed, and told with what speaks for and against each."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from reference.lexicon import given_keys, laqab_keys
from registry.domain.access import Act, Actor, require, require_reason
from registry.domain.actions import Action, Subject
from registry.linkage.blocking import Pairs, candidate_pairs
from registry.linkage.levels import FIELDS, Level, compare
from registry.linkage.model import Evidence, Floats, Kin, Model, learn, logs, posteriors
from registry.linkage.roll import Ints, Roll, read_roll
from registry.linkage.strangers import rarities, strangers_of
from registry.models.records import Record
from registry.search.among import among, integers
from registry.trail.events import note

LEAST: Final = 0.5
"""Least chance (0 to 1) of a pair that is shown: below it two records are likelier two people than one."""
BEARERS: Final = 4
"""Least people of the roll with a name that is one, though no list has it."""
OUTNUMBERED: Final = 25
"""Times as many bearers of another name with the same letters under the dots from which on the rarer one is
none: a common name loses its dots more often than a rare one is given."""
MOST_BITS: Final = 60.0
"""Most bits of evidence that are shown: more only says "certainly", whatever the digits."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one field says: `code` how it agrees, `weight` in bits, above 0 for one person, below for two.

    Two fields are none of a record: `prior` is how rare duplicates are in this register, `relatives` what
    is taken off because brothers, sisters, twins or namesakes would agree like this, too.
    """

    field: str
    code: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may name one person. `score` is the probability of it, by the learnt weights."""

    record_a: int
    external_a: str | None
    record_b: int
    external_b: str | None
    score: float
    why: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """All pairs looked at, with the probability of each kind."""

    roll: Roll
    pairs: Pairs
    evidence: Evidence
    model: Model
    kinds: Floats


def find_pairs(
    session: Session, actor: Actor, reason: str, *, least: float = LEAST, limit: int | None = None
) -> tuple[Pair, ...]:
    """Pairs with a probability of at least `least`, the likeliest first; the asking is an event.

    Of the actor's office; of all offices for those who serve all. Raises `NotAllowed`, and `ReasonNeeded`
    for an auditor without one.
    """
    require(actor, Act.search, actor.office)
    require_reason(actor, reason)
    weighed = weigh(read_roll(session, actor.office))
    found = tell_pairs(session, weighed, least, limit)
    note_listing(session, actor, reason, len(weighed.pairs), len(found))
    return found


def tell_pairs(session: Session, weighed: Weighed, least: float, limit: int | None) -> tuple[Pair, ...]:
    """The pairs with a probability of at least `least`, the likeliest first, in codes and numbers."""
    score = weighed.kinds[:, Kin.MATCH]
    chosen = np.flatnonzero(score >= least)
    chosen = chosen[np.argsort(-score[chosen], kind="stable")][:limit]
    return tuple(_told(session, weighed, chosen))


def note_listing(session: Session, actor: Actor, reason: str, compared: int, found: int) -> None:
    """Write the event that somebody asked for pairs."""
    subject = (Subject.search, "duplicates")
    details: dict[str, str | int] = {"compared": compared, "found": found}
    action = Action.duplicates_listed
    note(session, actor, action, subject, office=actor.office, reason=reason, details=details)


def weigh(roll: Roll) -> Weighed:
    """Look at the candidate pairs of a roll and learn their weights."""
    pairs = candidate_pairs(roll)
    levels = compare(roll, pairs, known_names(roll))
    evidence = Evidence(levels, rarities(roll, pairs, levels))
    model = learn(evidence, strangers_of(roll, known_names(roll)), len(roll))
    return Weighed(roll, pairs, evidence, model, posteriors(model, evidence))


def known_names(roll: Roll) -> frozenset[str]:
    """Keys of names that are no slips: those of the lists, and those that several people bear."""
    bearers = np.bincount(roll.names["given"], minlength=len(roll.keys))
    most = np.zeros(int(roll.bones.max(initial=0)) + 1, np.int64)
    np.maximum.at(most, roll.bones, bearers)
    usual = (bearers >= BEARERS) & (bearers * OUTNUMBERED >= most[roll.bones])
    borne = {roll.keys[place] for place in np.flatnonzero(usual)}
    return given_keys() | laqab_keys() | borne


def _told(session: Session, weighed: Weighed, chosen: Ints) -> Iterator[Pair]:
    """The chosen pairs in words of codes and numbers."""
    records = weighed.roll.record[weighed.pairs[chosen]]
    named = _external_ids(session, sorted(set(records.ravel().tolist())))
    why = _contributions(weighed, chosen)
    for place, (a, b) in enumerate(records.tolist()):
        score = float(weighed.kinds[chosen[place], Kin.MATCH])
        yield Pair(a, named[a], b, named[b], round(score, 4), why[place])


def _contributions(weighed: Weighed, chosen: Ints) -> list[tuple[Contribution, ...]]:
    """For each chosen pair the fields that say anything, the prior and the guard against relatives."""
    part = _only(weighed.evidence, chosen)
    bits = {field: logs(weighed.model, part, Kin.MATCH, field) / math.log(2) for field in FIELDS}
    shares, kinds = weighed.model.shares, weighed.kinds[chosen]
    prior = math.log2(shares[Kin.MATCH] / shares[Kin.STRANGERS])
    others = 1 - kinds[:, Kin.MATCH]
    with np.errstate(divide="ignore"):
        guard = np.log2(kinds[:, Kin.STRANGERS]) - np.log2(others)
    told = []
    for place in range(len(chosen)):
        levels = {field: Level(int(part.levels[field][place])) for field in FIELDS}
        fields = [
            Contribution(field, level.name.lower(), _rounded(bits[field][place]))
            for field, level in levels.items()
            if level is not Level.MISSING
        ]
        rest = (
            Contribution("prior", "prior", _rounded(prior)),
            Contribution("relatives", "guard", _rounded(guard[place])),
        )
        told.append((*fields, *rest))
    return told


def _rounded(bits: float) -> float:
    return 0.0 if math.isnan(bits) else round(max(-MOST_BITS, min(MOST_BITS, float(bits))), 2)


def _only(evidence: Evidence, chosen: Ints) -> Evidence:
    return Evidence(
        {field: column[chosen] for field, column in evidence.levels.items()},
        {field: column[chosen] for field, column in evidence.rarity.items()},
    )


def _external_ids(session: Session, records: list[int]) -> Mapping[int, str | None]:
    table = Record.__table__
    query = select(table.c.id, table.c.external_id).where(among(table.c.id, integers("records")))
    return {row.id: row.external_id for row in session.execute(query, {"records": records})}
