"""Words that say "not known": in any spelling, and never a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.names import split_chain
from reference.lexicon import given_names
from reference.rows import rows
from reference.unknown_words import known_parts, known_values, says_unknown


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


@pytest.mark.parametrize(
    ("chain", "parts"),
    [
        ("زينب مجهول الأب علي", ("زينب", "", "علي")),
        ("زينب غير معروف", ("زينب", "")),
        ("مجهولة", ("",)),
        ("شیلان دیار نییە", ("شیلان", "")),
        ("زينب ؟ علي", ("زينب", "", "علي")),
        ("زينب عبد الله علي", ("زينب", "عبد الله", "علي")),
        ("", ()),
    ],
)
def test_a_part_of_a_chain_that_is_not_known_keeps_its_place_and_is_empty(
    chain: str, parts: tuple[str, ...]
) -> None:
    assert known_parts(split_chain(chain)) == parts


def test_no_chain_of_known_names_loses_a_part() -> None:
    names = [name.name for name in given_names()]
    assert known_parts(names) == tuple(names)


def test_values_that_are_not_known_are_empty_and_the_others_stay() -> None:
    values = {"father_name": "غير معروف", "given_name": "زينب", "page_number": "17"}
    assert known_values(values) == {"father_name": "", "given_name": "زينب", "page_number": "17"}
