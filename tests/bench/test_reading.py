"""A fixed set of papers is read as well as it ever was, and nothing wrong passes without a look."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from arabic.digits import DigitScript
from bench.harvest import PageRead, read_order
from bench.papers import drawn, order
from bench.reading_score import Score, score
from specimens.capture import Wear
from specimens.fonts import Split, faces
from workers.reader import open_engines

SEED = 2026
PAPERS = 10
WEARS = (Wear.FLATBED, Wear.SKEWED, Wear.PHOTO, Wear.CLEAN)
# Those that every face that comes with the code can draw.
SCRIPTS = (DigitScript.WESTERN, DigitScript.ARABIC_INDIC)
# What is measured is a little above; a step of reading that breaks leaves far less.
LEAST_EXACT = 0.72
LEAST_ACCEPTED = 0.1


def papers() -> Iterator[PageRead]:
    """Papers in faces that come with the code and that the readers know: a guard of every step, no proof."""
    engines = open_engines()
    own = faces(Split.TRAINING)
    for number in range(PAPERS):
        paper = order(number, Split.TRAINING, SEED)
        wish = replace(
            paper.wish,
            face=own[number % len(own)],
            digits=SCRIPTS[number % len(SCRIPTS)],
            wear=WEARS[number % len(WEARS)],
        )
        paper = replace(paper, wish=wish)
        yield read_order(paper, drawn(paper), engines)


@pytest.fixture(scope="module")
def counted() -> Score:
    return score(value for page in papers() for value in page.values)


def test_as_many_values_as_ever_are_read_exactly(counted: Score) -> None:
    assert counted.exact_share >= LEAST_EXACT


def test_no_value_is_accepted_that_is_wrong(counted: Score) -> None:
    assert counted.silent == 0


def test_people_are_not_asked_about_everything(counted: Score) -> None:
    assert counted.accepted_share >= LEAST_ACCEPTED
