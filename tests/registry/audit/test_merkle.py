"""The Merkle tree: known roots, proofs that hold for every size, and no proof for what is not there."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.audit.merkle import (
    EMPTY_ROOT,
    Growing,
    Place,
    consistency_spans,
    inclusion_spans,
    is_consistent,
    leaf_hash,
    node_hash,
    root_from_inclusion,
    root_of,
)

# The eight leaves of Certificate Transparency's reference tests, and the roots after each.
LEAVES = (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)  # fmt: skip
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LARGEST = 40


class Whole:
    """A tree of `size` leaves, each its own number in words, with every perfect subtree."""

    def __init__(self, size: int) -> None:
        self.leaves = [leaf_hash(f"حدث {number}".encode()) for number in range(size)]
        growing = Growing()
        self.at: dict[Place, bytes] = {}
        self.roots = [growing.root]
        for leaf in self.leaves:
            self.at.update({(node.level, node.position): node.hash for node in growing.add(leaf)})
            self.roots.append(growing.root)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        return [root_of(span, self.at.__getitem__) for span in inclusion_spans(index, size)]

    def consistency(self, older: int, newer: int) -> list[bytes]:
        return [root_of(span, self.at.__getitem__) for span in consistency_spans(older, newer)]


WHOLE = Whole(LARGEST)
sizes = st.integers(1, LARGEST)


def defined(leaves: list[bytes]) -> bytes:
    """The root as RFC 9162 section 2.1.1 defines it, from leaf hashes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(defined(leaves[:split]), defined(leaves[split:]))


def test_the_roots_are_those_of_certificate_transparency() -> None:
    tree = Growing()
    assert tree.root == EMPTY_ROOT
    found = []
    for leaf in LEAVES:
        tree.add(leaf_hash(bytes.fromhex(leaf)))
        found.append(tree.root.hex())
    assert tuple(found) == ROOTS


def test_each_root_is_as_the_standard_defines_it() -> None:
    assert WHOLE.roots == [defined(WHOLE.leaves[:size]) for size in range(LARGEST + 1)]


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_event_of_every_size_is_proved(size: int) -> None:
    for index in range(size):
        path = WHOLE.inclusion(index, size)
        assert root_from_inclusion(WHOLE.leaves[index], index, size, path) == WHOLE.roots[size]


@pytest.mark.parametrize("newer", range(LARGEST + 1))
def test_every_older_size_is_proved_to_be_continued(newer: int) -> None:
    for older in range(newer + 1):
        path = WHOLE.consistency(older, newer)
        assert is_consistent(older, newer, (WHOLE.roots[older], WHOLE.roots[newer]), path)


def test_proofs_stay_short() -> None:
    assert max(len(inclusion_spans(index, 1_000_000)) for index in (0, 1, 524_287, 999_999)) <= 20
    assert max(len(consistency_spans(older, 1_000_000)) for older in (1, 3, 524_289, 999_999)) <= 21


@given(sizes, st.data())
def test_a_proof_of_one_place_proves_no_other(size: int, data: st.DataObject) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    path = WHOLE.inclusion(index, size)
    proved = root_from_inclusion(WHOLE.leaves[other], index, size, path) == WHOLE.roots[size]
    assert proved is (index == other)


@given(sizes, sizes, st.data())
def test_a_damaged_consistency_proof_fails(one: int, two: int, data: st.DataObject) -> None:
    older, newer = sorted((one, two))
    path = WHOLE.consistency(older, newer)
    roots = (WHOLE.roots[older], WHOLE.roots[newer])
    kind = data.draw(st.sampled_from(("longer", "shorter", "flipped")))
    if kind == "longer":
        assert not is_consistent(older, newer, roots, [*path, bytes(32)])
    elif path and kind == "shorter":
        assert not is_consistent(older, newer, roots, path[:-1])
    elif path:
        place = data.draw(st.integers(0, len(path) - 1))
        flipped = bytes([path[place][0] ^ 1]) + path[place][1:]
        assert not is_consistent(older, newer, roots, [*path[:place], flipped, *path[place + 1 :]])


@given(sizes, st.integers(0, LARGEST - 1))
def test_a_changed_past_has_no_consistency_proof(newer: int, changed: int) -> None:
    older = changed % newer + 1
    forged = list(WHOLE.leaves[:newer])
    forged[older - 1] = leaf_hash(b"forged")
    roots = (WHOLE.roots[older], defined(forged))
    assert not is_consistent(older, newer, roots, WHOLE.consistency(older, newer))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_spans(index, size)
    assert root_from_inclusion(bytes(32), index, size, []) is None
