"""Samples can be drawn again by anybody, nobody can choose them, and each item is as likely as any other."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from registry.sampling.drawing import TrailMark, commitment, draw, frame_digest, is_watched, seed_of

FRAME = [f"{number}:given_name" for number in range(400)]
MARK = TrailMark(7, datetime(2026, 1, 5, tzinfo=UTC), "entry.made", "x")


def test_the_same_frame_and_event_draw_the_same_sample() -> None:
    seed = seed_of(frame_digest(FRAME), MARK)
    assert draw(seed, FRAME, 30) == draw(seed, reversed(FRAME), 30)
    assert len(set(draw(seed, FRAME, 30))) == 30


def test_another_event_or_frame_draws_another_sample() -> None:
    seed = seed_of(frame_digest(FRAME), MARK)
    later = TrailMark(8, MARK.at, MARK.action, MARK.subject)
    assert seed != seed_of(frame_digest(FRAME), later)
    assert seed != seed_of(frame_digest(FRAME[1:]), MARK)
    assert draw(seed, FRAME, 30) != draw(seed_of(frame_digest(FRAME), later), FRAME, 30)


def test_every_item_is_drawn_about_equally_often() -> None:
    times = dict.fromkeys(FRAME, 0)
    for number in range(400):
        for item in draw(str(number), FRAME, 40):
            times[item] += 1
    assert min(times.values()) >= 15
    assert max(times.values()) <= 72


@given(st.text(max_size=8), st.floats(0, 1))
def test_a_larger_share_holds_all_of_a_smaller_one(secret: str, share: float) -> None:
    for item in FRAME[:40]:
        assert not is_watched(secret, item, share / 2) or is_watched(secret, item, share)


def test_a_share_is_about_as_large_as_asked() -> None:
    assert 20 <= sum(is_watched("secret", item, 0.1) for item in FRAME) <= 62


def test_a_commitment_tells_nothing_of_its_secret_and_fits_one_only() -> None:
    assert commitment("a") == commitment("a") != commitment("b")
