"""The key file: made once, for its owner alone, and rebuilt from what was printed."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import KeyProblem
from registry.vault.crypto import (
    create_key_file,
    derive,
    load_keys,
    master_from_recovery,
    recovery_key,
    restore_key_file,
)

masters = st.binary(min_size=32, max_size=32)


@given(masters)
def test_a_printed_recovery_key_is_the_master_key(master: bytes) -> None:
    printed = recovery_key(master)
    assert master_from_recovery(printed) == master
    assert (
        master_from_recovery(printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == master
    )


@given(masters, st.integers(0, 51))
def test_a_mistyped_recovery_key_is_noticed(master: bytes, place: int) -> None:
    signs = list(recovery_key(master).replace("-", ""))
    signs[place] = "7" if signs[place] != "7" else "8"
    with pytest.raises(KeyProblem):
        master_from_recovery("".join(signs))


def test_a_key_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    create_key_file(tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    (tmp_path / "key").chmod(0o640)
    with pytest.raises(KeyProblem):
        load_keys(tmp_path / "key")


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    create_key_file(tmp_path / "key")
    before = load_keys(tmp_path / "key")
    with pytest.raises(KeyProblem):
        create_key_file(tmp_path / "key")
    assert load_keys(tmp_path / "key") == before


def test_a_lost_key_file_comes_back_from_the_printed_key(tmp_path: Path) -> None:
    printed = create_key_file(tmp_path / "key")
    before = load_keys(tmp_path / "key")
    (tmp_path / "key").unlink()
    restore_key_file(tmp_path / "key", printed)
    assert load_keys(tmp_path / "key") == before


@pytest.mark.parametrize("content", ["", "zzz", "sijill-key-1 00 11", "\u0642\u0641\u0644"])
def test_a_damaged_key_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content, encoding="utf-8")
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(KeyProblem):
        load_keys(tmp_path / "key")


def test_the_keys_of_each_purpose_differ_and_do_not_print() -> None:
    keys = derive(os.urandom(32))
    assert len({keys.database, keys.store, keys.index}) == 3
    assert keys.database.hex() not in repr(keys)
    assert repr(keys.store) not in repr(keys)
