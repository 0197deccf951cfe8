"""Encodings of lists: told by their bytes, and named to whoever sent a list in none of them."""

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.importing.decoding import BLOCK, script_of

LIST = "given_name,father_name,birth_date\r\nوليد,كاظم,1962/07/19\r\nفوزية,إسماعيل,1970/01/30\r\n"
KURDISH = "given_name,father_name\nڕێبوار,هۆشیار\nشنە,گەرمیان\n"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى"
NAMES = st.lists(st.text(st.sampled_from(LETTERS), min_size=2, max_size=8), min_size=12, max_size=40)


def decoded(content: bytes) -> str:
    """A list as it is read."""
    return content.decode(script_of(lambda: io.BytesIO(content)).encoding).removeprefix("\ufeff")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859_6"]
)
def test_a_list_is_read_in_the_encoding_it_was_written_in(encoding: str) -> None:
    assert decoded(LIST.encode(encoding)) == LIST


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_kurdish_lists_are_read_too(encoding: str) -> None:
    assert decoded(KURDISH.encode(encoding)) == KURDISH


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_is_believed(mark: bytes) -> None:
    order = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decoded(mark + LIST.encode(order)) == LIST


@given(NAMES, st.sampled_from(["cp1256", "iso8859_6", "utf-8", "utf-16-le", "utf-16-be"]))
def test_lists_of_any_letters_are_told_apart(names: list[str], encoding: str) -> None:
    # A list without these has no letter that the two code pages put elsewhere; no list of names is without.
    text = "given_name,father_name\n" + "\n".join(f"{name},فاضل كريم" for name in names)
    assert decoded(text.encode(encoding)) == text


def test_letters_late_in_a_long_file_tell_its_encoding() -> None:
    content = b"given_name,father_name\n" + b"Nadia,Qasim\n" * (BLOCK // 6) + "فاضل,كريم\n".encode("cp1256")
    assert script_of(lambda: io.BytesIO(content)).encoding == "cp1256"


def test_a_broken_sign_does_not_make_another_encoding_of_a_list() -> None:
    content = LIST.encode() + b"\xd9,x\n"
    assert script_of(lambda: io.BytesIO(content)).encoding == "utf-8"


@pytest.mark.parametrize(
    "content",
    ["given_name,father_name\nПётр,Иван\n".encode("koi8_r"), bytes(range(128, 256)) * 3],
)
def test_bytes_in_no_encoding_of_ours_are_named_so(content: bytes) -> None:
    with pytest.raises(InvalidValue) as refused:
        script_of(lambda: io.BytesIO(content))
    assert refused.value.params == {"field": "file", "problem": "encoding"}
