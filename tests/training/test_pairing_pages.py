"""Abstract pages say who belongs to whom: the truth that the pairing network learns from."""

from collections import Counter
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.pairing.features import GRAMS, NUMBERS, PAIRS
from training.pairing.canvas import Role
from training.pairing.pages import MOST_WORDS, UNKNOWN, Page, draw_page
from training.pairing.texts import real_labels

SEEDS = [f"test {number}" for number in range(60)]


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return [draw_page(seed) for seed in SEEDS]


def test_a_seed_draws_one_page() -> None:
    one, other = draw_page("twice"), draw_page("twice")
    assert np.array_equal(one.seen.numbers, other.seen.numbers)
    assert np.array_equal(one.links, other.links)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**9))
def test_every_link_ends_at_a_word_that_announces_and_every_row_begins_with_a_cell(number: int) -> None:
    page = draw_page(f"any {number}")
    count = len(page.roles)
    assert count <= MOST_WORDS
    assert (page.seen.grams.shape, page.seen.numbers.shape) == ((count, GRAMS), (count, NUMBERS))
    assert page.seen.pairs.shape == (count, count, PAIRS)
    for word, (role, link, row) in enumerate(zip(page.roles, page.links, page.rows, strict=True)):
        if link < count:
            wanted = Role.HEADER if role in (Role.HEADER, Role.CELL) else Role.LABEL
            assert page.roles[link] == wanted
            assert page.links[link] == link
        assert (row != UNKNOWN) == (role == Role.CELL)
        assert role != Role.OTHER or link == count, word
        if role == Role.CELL:
            assert page.roles[row] == Role.CELL
            assert page.rows[row] == row


def test_words_of_every_role_are_drawn_and_no_role_is_rare(pages: list[Page]) -> None:
    roles = Counter(int(role) for page in pages for role in page.roles)
    assert min(roles[role] for role in Role) > 0.04 * sum(roles.values())


def test_some_values_have_no_label(pages: list[Page]) -> None:
    alone = [
        word
        for page in pages
        for word, role in enumerate(page.roles)
        if role == Role.VALUE and page.links[word] == len(page.roles)
    ]
    assert alone


def test_labels_of_our_types_are_among_those_drawn() -> None:
    texts = {label.text for label in real_labels()}
    assert {"رقم السجل", "اسم الأب", "الجد"} <= texts
    assert len(list(islice(texts, 200))) == 200
