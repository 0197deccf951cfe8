"""Merging: pairs of records judged by people, joined as one person by two of them, parted again without loss.

A joined pair is a link beside its records; both keep their numbers, values, versions and evidence. What has
changed nothing can be undone without loss.
"""

from registry.deduplication.finding import keep_pairs, look_for_pairs
from registry.deduplication.joining import decide_act, propose_parting, same_person
from registry.deduplication.judging import Judgement, judge
from registry.deduplication.looking import PairLine, PairView, pair_view, pairs_in

__all__ = [
    "Judgement",
    "PairLine",
    "PairView",
    "decide_act",
    "judge",
    "keep_pairs",
    "look_for_pairs",
    "pair_view",
    "pairs_in",
    "propose_parting",
    "same_person",
]
