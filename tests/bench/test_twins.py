"""The same sheet is told from its like by what is written on it, where hashes of whole pictures fail."""

import random

import numpy as np
import pytest

from bench.sheets import Again, Other, Trial, trial
from bench.twins import cosine_hash, difference_hash
from imaging.likeness import compare, look
from reference.documents import document_types


@pytest.fixture(scope="module")
def card() -> Trial:
    """A national card and all its pictures."""
    return trial(document_types()["national_card"], "front", random.Random(7))


def test_every_way_of_taking_it_again_is_found_and_no_other_paper(card: Trial) -> None:
    sight = look(card.first.pixels)
    likeness = {
        kind: compare(sight, look(picture.pixels), card.first.places, picture.places)
        for kind, picture in (*card.again.items(), *card.others.items())
    }
    assert all(likeness[kind].same for kind in Again)
    assert not any(likeness[kind].same for kind in card.others if kind is not Other.ONE_DIGIT)


def test_pictures_are_drawn_from_their_seed_alone() -> None:
    kind = document_types()["nationality_certificate"]
    first, second = (trial(kind, kind.sides[0], random.Random(3)) for _ in range(2))
    assert all(np.array_equal(first.again[way].pixels, second.again[way].pixels) for way in Again)


def test_hashes_are_64_bits_and_bear_another_resolution(card: Trial) -> None:
    grey = card.first.pixels[:, :, 0]
    for hashed in (cosine_hash, difference_hash):
        bits = hashed(grey)
        assert bits.shape == (64,)
        assert np.mean(bits == hashed(np.ascontiguousarray(grey[::2, ::2]))) > 0.9
