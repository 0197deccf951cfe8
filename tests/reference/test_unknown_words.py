"""Words that say "not known": in any spelling, and never a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.lexicon import given_names
from reference.rows import rows
from reference.unknown_words import says_unknown


@pytest.mark.parametrize(
    "text", [row["words"] for row in rows("unknown_words", "words", "language", "source")]
)
@given(spaces=st.text(" \t", max_size=2))
def test_the_words_of_the_list_say_so_with_any_space_around(text: str, spaces: str) -> None:
    assert says_unknown(f"{spaces}{text}{spaces}")


@pytest.mark.parametrize(
    "text",
    ["لايوجد", "غير معروفه", "مجهول الاب", "UNKNOWN", "n/A", "؟؟؟", "---", "...", "#ref!", "غيرُ معروف"],
)
def test_spelling_and_spaces_change_nothing(text: str) -> None:
    assert says_unknown(text)


def test_no_given_name_of_the_list_is_taken_for_one() -> None:
    assert [name.name for name in given_names() if says_unknown(name.name)] == []


@pytest.mark.parametrize("text", ["", " ", "\u200f", "معروف", "علي", "نادر", "Nada", "0", "7"])
def test_what_is_empty_or_says_something_is_not_unknown(text: str) -> None:
    assert not says_unknown(text)
