"""Linkage: pairs of records that may name one person, each with a probability and what speaks for it.

Fellegi and Sunter (1969) with weights learnt from the register itself; candidates for people to judge,
never a merge.
"""

from registry.linkage.finding import Contribution, Pair, find_pairs

__all__ = ["Contribution", "Pair", "find_pairs"]
