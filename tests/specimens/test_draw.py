"""A drawn line is ink in the shape of its letters."""

import numpy as np
import pytest

from specimens.draw import PAD, draw_line, lay_ink
from specimens.fonts import Face, Split, faces


def amiri() -> Face:
    return next(face for face in faces(Split.TRAINING) if face.family == "Amiri")


def test_ink_ends_one_pad_from_every_edge() -> None:
    cover = draw_line("محمد", amiri(), 40)
    assert not cover[:PAD].any()
    assert cover[PAD].any()
    assert not cover[:, -PAD:].any()


def test_letters_join() -> None:
    joined, apart = draw_line("بب", amiri(), 40), draw_line("ب ب", amiri(), 40)
    assert joined.shape[1] < apart.shape[1]


def test_a_number_runs_left_to_right_in_a_line_of_arabic() -> None:
    one = draw_line("١٠٠٠٠٠", amiri(), 40)
    left, right = one[:, : one.shape[1] // 3], one[:, -one.shape[1] // 3 :]
    assert np.flatnonzero(left.max(axis=1)).size > np.flatnonzero(right.max(axis=1)).size


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_to_write_leaves_no_ink(text: str) -> None:
    assert not draw_line(text, amiri(), 20).any()


def test_ink_beyond_the_paper_is_cut_off() -> None:
    paper = np.full((20, 20, 3), 255, np.uint8)
    lay_ink(paper, np.full((10, 10), 255, np.uint8), (0, 0, 0), (15, -5))
    assert (paper[:5, 15:] == 0).all()
    assert (paper[5:] == 255).all()


def test_without_harfbuzz_letters_join_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    shaped = draw_line("بيت", amiri(), 41)
    monkeypatch.setattr("specimens.draw.HARFBUZZ", False)
    plain = draw_line("بيت", amiri(), 43)
    assert abs(plain.shape[1] / 43 - shaped.shape[1] / 41) < 0.15
