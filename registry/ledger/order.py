"""What stands out of order in a row of numbers: the fewest exchanges and moves that would explain it."""

from bisect import bisect_right
from collections.abc import Sequence

from registry.domain.numerals import Numeral


def out_of_order(row: Sequence[Numeral]) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Indices of pairs that stand in each other's place, and of single ones that stand elsewhere.

    Pairs are the 2-cycles of the permutation that sorts the row; what is left after undoing them is a longest
    ascending row, and whatever is not part of it was moved. `row` holds no number twice.
    """
    ranks = {numeral: rank for rank, numeral in enumerate(sorted(row))}
    place = [ranks[numeral] for numeral in row]
    swapped = tuple(
        (here, there) for here, there in enumerate(place) if here < there and place[there] == here
    )
    for here, there in swapped:
        place[here], place[there] = here, there
    kept = set(_longest_ascending(place))
    return swapped, tuple(index for index in range(len(row)) if index not in kept)


def _longest_ascending(row: Sequence[int]) -> list[int]:
    """Indices of a longest ascending part of a row (patience sorting, Fredman 1975)."""
    tails: list[int] = []
    indices: list[int] = []
    before: list[int] = []
    for index, value in enumerate(row):
        length = bisect_right(tails, value)
        before.append(indices[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        indices[length : length + 1] = [index]
    found = []
    index = indices[-1] if indices else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]
