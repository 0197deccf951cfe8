"""The Merkle tree of RFC 9162 (the same hashes as RFC 6962): roots, proofs and their verification. No I/O.

A tree of `size` leaves numbers them from 0. A perfect subtree of 2**level leaves is named by its level and
its position among those of its level; a span (start, end) names any subtree by its leaves.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

HASH_BYTES: Final = 32
"""Bytes of a SHA-256."""
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()

Span = tuple[int, int]
Place = tuple[int, int]
"""Level and position of a perfect subtree."""


@dataclass(frozen=True, slots=True)
class Node:
    """The hash of a perfect subtree; level 0 is a leaf."""

    level: int
    position: int
    hash: bytes


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of 0x00 and its bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees: SHA-256 of 0x01 and both hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def joined(hashes: Sequence[bytes]) -> bytes:
    """The hash over perfect subtrees side by side, the largest first; for none the empty tree's."""
    if not hashes:
        return EMPTY_ROOT
    return reduce(lambda right, left: node_hash(left, right), reversed(hashes))


class Growing:
    """A tree that only grows; it keeps its perfect subtrees alone, at most one a level (a compact range)."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Go on from `size` leaves whose `places((0, size))` have the hashes `peaks`."""
        self.size = size
        self._peaks = list(peaks)

    def add(self, leaf: bytes) -> list[Node]:
        """Append the hash of a leaf; the answer is every perfect subtree that this completes."""
        made = [Node(0, self.size, leaf)]
        while self.size >> made[-1].level & 1:
            last = made[-1]
            whole = node_hash(self._peaks.pop(), last.hash)
            made.append(Node(last.level + 1, last.position >> 1, whole))
        self._peaks.append(made[-1].hash)
        self.size += 1
        return made

    @property
    def root(self) -> bytes:
        """The hash of the whole tree."""
        return joined(self._peaks)


def places(span: Span) -> list[Place]:
    """The perfect subtrees that a span is made of, the largest first."""
    start, end = span
    found = []
    for level in reversed(range((end - start).bit_length())):
        if (end - start) >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def root_of(span: Span, hash_at: Callable[[Place], bytes]) -> bytes:
    """The hash of a span, from the hashes of its perfect subtrees."""
    return joined([hash_at(place) for place in places(span)])


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The subtrees whose hashes prove that leaf `index` is in a tree of `size` (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    start, end = 0, size
    found: list[Span] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_spans(older: int, newer: int) -> list[Span]:
    """The subtrees whose hashes prove that a tree of `newer` leaves continues one of `older` (2.1.4.1)."""
    if not 0 <= older <= newer:
        raise ValueError("no such pair of trees")
    if older in (0, newer):
        return []
    start, end = 0, newer
    found: list[Span] = []
    while older != end:
        middle = start + _split(end - start)
        if older <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    if start:
        found.append((start, end))
    return found[::-1]


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to (2.1.3.2); None for a proof of the wrong length."""
    if not 0 <= index < size:
        return None
    here, last, root = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            root = node_hash(sibling, root)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        here, last = here >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(older: int, newer: int, roots: tuple[bytes, bytes], path: Sequence[bytes]) -> bool:
    """Whether a consistency proof holds between trees of `older` and `newer` leaves (2.1.4.2)."""
    if older == newer:
        return not path and roots[0] == roots[1]
    if older == 0:
        return not path and roots[0] == EMPTY_ROOT
    if older > newer:
        return False
    steps = [roots[0], *path] if older & (older - 1) == 0 else list(path)
    if not path or not steps:
        return False
    here, last = older - 1, newer - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            after = node_hash(after, step)
        here, last = here >> 1, last >> 1
    return last == 0 and before == roots[0] and after == roots[1]


def _split(count: int) -> int:
    """The largest power of two smaller than `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1
