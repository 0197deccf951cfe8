"""Walks through exported events beside their sealed hashes, up to the first that is not what was sealed."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from registry.audit.archive import HASH_SIGNS, number_in
from registry.audit.faults import Fault, Finding
from registry.audit.merkle import Growing, leaf_hash

# A line of `hashes.txt`, its line break included.
STEP: Final = HASH_SIGNS + 1


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the events are whole: `size` of them, the roots of the sizes asked for, and what came then."""

    size: int
    roots: Mapping[int, bytes]
    finding: Finding | None


def walk(events: Path, hashes: Path, sizes: Set[int], end: int | None) -> Walk:
    """Go through all events; `end` is how many a checkpoint says there are (None: no one knows).

    A file that is missing counts as empty.
    """
    sealed = hashes.read_bytes() if hashes.is_file() else b""
    tree = Growing()
    roots = {0: tree.root} if 0 in sizes else {}
    if not events.is_file():
        return Walk(0, roots, _ending(0, end))
    with events.open("rb") as lines:
        for line in lines:
            leaf = leaf_hash(line.removesuffix(b"\n"))
            number = tree.size + 1
            if number_in(line) != number or leaf.hex().encode() != _sealed(sealed, number):
                known = tree.size == end and number_in(line) == number
                finding = Finding(Fault.events_added, {"number": number})
                return Walk(tree.size, roots, finding if known else _named(line, number, sealed, lines))
            tree.add(leaf)
            if tree.size in sizes:
                roots[tree.size] = tree.root
    return Walk(tree.size, roots, _ending(tree.size, end))


def _ending(size: int, end: int | None) -> Finding | None:
    if end is None or size == end:
        return None
    if size > end:
        return Finding(Fault.events_added, {"number": end + 1})
    return Finding(Fault.events_cut, {"number": size + 1, "last": end})


def _named(line: bytes, number: int, sealed: bytes, later: BinaryIO) -> Finding:
    """What is wrong with the first bad line, which stands where event `number` should."""
    claimed = number_in(line)
    digest = leaf_hash(line.removesuffix(b"\n")).hex().encode()
    genuine = claimed is not None and digest in (_sealed(sealed, claimed), _sealed(sealed, number))
    if claimed is None or claimed == number or not genuine:
        return Finding(Fault.event_changed, {"number": number})
    comes_later = any(number_in(other) == number for other in later)
    if claimed < number or comes_later:
        return Finding(Fault.event_moved, {"number": number, "found": claimed})
    return Finding(Fault.event_missing, {"number": number, "last": claimed - 1})


def _sealed(hashes: bytes, number: int) -> bytes:
    """The sealed hash of event `number` in hex; no bytes when there is none."""
    line = hashes[(number - 1) * STEP : number * STEP]
    return line[:HASH_SIGNS] if len(line) == STEP and line.endswith(b"\n") else b""
