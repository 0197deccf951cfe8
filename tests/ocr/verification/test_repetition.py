"""A name on no list is believed where a paper says it more than once, and no letter of it may be another."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group
from ocr.verification.doubts import doubts_of
from ocr.verification.repetition import repeated

SURE = Evidence(Group.NAME, Agreement.AGREED, 0.99, second=0.9, known=0.0)


def told(*values: str, proof: Sequence[Evidence] = ()) -> list[bool]:
    return repeated(list(zip(values, proof or [SURE] * len(values), strict=True)))


def test_a_rare_name_read_alike_three_times_is_told() -> None:
    assert told("مصكن", "مصكن حسن", "علي مصكن", "نظوس", "نظوس") == [True, True, True, False, False]


@pytest.mark.parametrize("name", ["مغيضة", "مفيضة", "لتظى", "لتظي", "مثاخع", "مثاخح", "بانئ", "بقاه", "بقاد"])
def test_what_some_faces_draw_alike_is_read_alike_and_never_told(name: str) -> None:
    assert told(name, name, name) == [False, False, False]


@pytest.mark.parametrize(
    "other",
    [
        replace(SURE, agreement=Agreement.DIFFERED),
        replace(SURE, second=0.6),
        replace(SURE, group=Group.WORD),
    ],
)
def test_only_names_that_both_readers_surely_saw_count(other: Evidence) -> None:
    assert told("مصكن", "مصكن", "مصكن", proof=(SURE, SURE, other)) == [False, False, False]


def test_a_rare_name_said_again_is_no_longer_doubtful_for_being_rare() -> None:
    rare = replace(SURE, again=1.0, wide=1.0)
    assert Doubt.RARE_NAME in doubts_of(rare)
    assert Doubt.RARE_NAME not in doubts_of(replace(rare, repeated=True))
