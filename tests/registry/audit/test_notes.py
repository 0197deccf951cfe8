"""Signed notes and checkpoints: the known example opens, and no other reading of the same bytes does."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.audit.checkpoint import Checkpoint, noted_code
from registry.audit.notes import Signer, Verifier, decoded, opened
from registry.domain.errors import NoteRefused

# The example of Go's golang.org/x/mod/sumdb/note, from which C2SP signed-note was written down.
KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
SIGNER = Signer("sijill-trail-دائرة", bytes(range(32)))
OTHER = Signer(SIGNER.name, bytes(32))
CHECKPOINT = Checkpoint("sijill-trail-1", 1284, bytes(range(32)), datetime(2026, 11, 24, 0, 12, tzinfo=UTC))


def problem_of(note: str, verifier: Verifier) -> str:
    """Why a note is refused."""
    with pytest.raises(NoteRefused) as refused:
        opened(note, verifier)
    return str(refused.value.params["problem"])


def test_a_note_of_another_program_opens() -> None:
    verifier = Verifier.parsed(KNOWN_KEY)
    assert str(verifier) == KNOWN_KEY
    assert opened(KNOWN_NOTE, verifier).startswith("If you think")


def test_a_note_of_ours_opens_with_our_key_alone() -> None:
    note = SIGNER.sign("نص\n")
    assert opened(note, SIGNER.verifier) == "نص\n"
    assert problem_of(note, OTHER.verifier) == "key_mismatch"
    assert problem_of(note, Signer("غيره", SIGNER.seed).verifier) == "foreign"


def test_a_witness_may_sign_below_us() -> None:
    note = SIGNER.sign("نص\n") + Signer("شاهد", bytes(32)).sign("نص\n").split("\n\n")[1]
    assert opened(note, SIGNER.verifier) == "نص\n"


@given(st.data())
def test_no_changed_byte_of_a_note_passes(data: st.DataObject) -> None:
    note = SIGNER.sign(CHECKPOINT.text).encode()
    place = data.draw(st.integers(0, len(note) - 1))
    changed = bytearray(note)
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises((NoteRefused, UnicodeDecodeError)):
        opened(bytes(changed).decode(), SIGNER.verifier)


def test_spare_bits_of_base64_are_no_second_spelling() -> None:
    assert decoded("AA==") == b"\x00"
    assert decoded("AB==") is None
    assert decoded("AA==\n") is None


@pytest.mark.parametrize("key", ["", "name", "name+0+AA==", KNOWN_KEY.replace("c74f20a3", "c74f20a4")])
def test_a_key_that_is_written_wrongly_is_refused(key: str) -> None:
    with pytest.raises(NoteRefused):
        Verifier.parsed(key)


def test_a_checkpoint_is_what_it_was_written_as() -> None:
    assert CHECKPOINT.text.split("\n")[:2] == ["sijill-trail-1", "1284"]
    assert Checkpoint.parsed(CHECKPOINT.text) == CHECKPOINT


@pytest.mark.parametrize(
    "bad", ["", "a\n1\n", CHECKPOINT.text.replace("1284", "01284"), CHECKPOINT.text + "x\n"]
)
def test_any_other_way_of_writing_a_checkpoint_is_refused(bad: str) -> None:
    with pytest.raises(NoteRefused):
        Checkpoint.parsed(bad)


def test_a_code_written_down_by_hand_is_read_back_however_it_looks() -> None:
    assert len(CHECKPOINT.code) == len("1284 ") + 39
    size, signs = noted_code(CHECKPOINT.code.lower().replace("-", " ").replace("0", "o"))
    assert (size, signs) == (1284, CHECKPOINT.code.partition(" ")[2].replace("-", ""))
    with pytest.raises(NoteRefused):
        noted_code("1284 ABCD")
