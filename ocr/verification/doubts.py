"""What speaks against a value: one pure rule for each doubt that its evidence can tell, in one list.

Doubts that are seen on the paper come with the evidence (`Evidence.seen`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group

LIKE: Final = 0.8
"""How well (0 to 1) a label must be matched: what is less like it may announce another field."""
AUDIBLE: Final = 0.3
"""The other reader's confidence (0 to 1) from which its agreement counts."""
FIRM: Final = 0.75
"""The same from which a fact may be accepted: on what is left of a cut value it agrees, less surely."""
CLOSE: Final = 0.5
"""Heights of a line within which print that nobody claims may be the rest of a value."""

SOFT: Final = frozenset({Doubt.READERS_DIFFER, Doubt.ONE_READER, Doubt.SECOND_UNSURE})
"""Doubts about the second reader alone, which the agreement says by itself."""


@dataclass(frozen=True, slots=True)
class DoubtRule:
    """When a doubt holds; `of_facts`: it is asked of facts of identity alone."""

    doubt: Doubt
    holds: Callable[[Evidence], bool]
    of_facts: bool = True


RULES: Final = (
    DoubtRule(Doubt.HANDWRITTEN, lambda known: known.handwritten, of_facts=False),
    DoubtRule(Doubt.TWO_OR_THREE, lambda known: known.alike, of_facts=False),
    DoubtRule(Doubt.IMPLAUSIBLE, lambda known: not known.plausible, of_facts=False),
    DoubtRule(Doubt.READ_ANEW, lambda known: known.again == 0.0, of_facts=False),
    DoubtRule(Doubt.MAY_BE_CUT, lambda known: known.wide == 0.0),
    DoubtRule(Doubt.PRINT_NEAR, lambda known: known.gap < CLOSE),
    DoubtRule(Doubt.LABEL_GUESSED, lambda known: known.place < LIKE),
    DoubtRule(Doubt.LOST_MARK, lambda known: known.variant),
    DoubtRule(
        Doubt.RARE_NAME,
        lambda known: known.group is Group.NAME and known.known < 1.0 and not known.repeated,
    ),
    DoubtRule(
        Doubt.SECOND_FAINT, lambda known: known.agreement is Agreement.AGREED and known.second < AUDIBLE
    ),
    DoubtRule(Doubt.READERS_DIFFER, lambda known: known.agreement is Agreement.DIFFERED),
    DoubtRule(Doubt.ONE_READER, lambda known: known.agreement is Agreement.ALONE),
    DoubtRule(Doubt.SECOND_UNSURE, lambda known: known.agreement is Agreement.AGREED and not firm(known)),
)
"""In the order in which a person is told."""


def firm(known: Evidence) -> bool:
    """Whether the second reader agrees surely enough for a fact. A zone's second word is its check digits."""
    agreed = known.agreement is Agreement.AGREED
    return agreed and (known.second >= FIRM or known.group is Group.ZONE)


def doubts_of(known: Evidence) -> frozenset[Doubt]:
    """Everything that speaks against a value, what was seen on the paper among it.

    Two readers of one crop agree on what is cut in two, stands in another field's place, or lost a hamza; and
    a name that no list holds, and the paper says once, is only letters to both.
    """
    told = {rule.doubt for rule in RULES if (known.identity or not rule.of_facts) and rule.holds(known)}
    return known.seen | told


def trusted_agreement(known: Evidence, doubts: frozenset[Doubt]) -> Agreement:
    """Whose word counts: agreement on a doubtful value is worth no more than none."""
    return Agreement.DIFFERED if doubts - SOFT else known.agreement


def in_order(doubts: frozenset[Doubt]) -> tuple[Doubt, ...]:
    """Doubts as they are told: what is seen on the paper first."""
    return tuple(doubt for doubt in Doubt if doubt in doubts)
