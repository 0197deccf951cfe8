"""Receipt codes survive being copied by hand, and a wrong sign is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.receipts import ALPHABET, new_code, parsed, printed

codes = st.builds(new_code)


@given(codes)
def test_a_printed_code_is_read_back(code: str) -> None:
    assert parsed(printed(code)) == code
    assert len(printed(code)) == len("XXXX-XXXX-XXXX-C")


@given(
    codes, st.sampled_from([str.lower, lambda text: text.replace("-", " "), lambda text: f"  {text}\u200f"])
)
def test_case_spaces_and_marks_do_not_matter(code: str, change: object) -> None:
    assert callable(change)
    assert parsed(change(printed(code))) == code


@pytest.mark.parametrize(("seen", "meant"), [("O", "0"), ("I", "1"), ("L", "1"), ("o", "0"), ("l", "1")])
def test_look_alikes_are_taken_for_what_they_look_like(seen: str, meant: str) -> None:
    code = next(code for code in iter(new_code, "") if meant in code)
    assert parsed(printed(code).replace(meant, seen)) == code


@given(codes, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_a_wrong_sign_is_noticed(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]
    check = printed(code)[-1]
    assert parsed(wrong + check) == (code if sign == code[place] else None)


@given(codes, st.integers(0, 10))
def test_two_swapped_signs_are_noticed(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert parsed(swapped + printed(code)[-1]) == (code if swapped == code else None)


@pytest.mark.parametrize("text", ["", "زينب", "1234", "U" * 13, "0" * 500])
def test_what_is_no_code_is_none(text: str) -> None:
    assert parsed(text) is None
