"""The checking program in each export needs a bare Python alone, and says what `audit verify` says."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.audit import archive, standalone
from registry.audit.checkpoint import code_of
from registry.audit.verifying import Known, verify_export
from tests.databases import Database
from tests.registry.audit.trails import SIGNER, export, sessions_of, write

EVENTS = 23


@pytest.fixture
def folder(embedded_database: Database, tmp_path: Path) -> Path:
    """An export of some events."""
    write(sessions_of(embedded_database), EVENTS)
    export(sessions_of(embedded_database), tmp_path / "export")
    return tmp_path / "export"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The program of the export itself, in a Python without packages, environment and home."""
    program = [sys.executable, "-I", "-S", str(folder / archive.VERIFIER), *words]
    return subprocess.run(program, capture_output=True, text=True, check=False, cwd="/", env={})


def test_an_untouched_export_holds_on_a_bare_python(folder: Path) -> None:
    answer = run(folder)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "Every proof holds." in answer.stdout
    assert f"events {EVENTS}" in answer.stdout
    assert run(folder, "--key", str(SIGNER.verifier)).returncode == 0


def test_another_key_and_another_code_are_told(folder: Path) -> None:
    answer = run(folder, "--key", "sijill-trail-test+00000000+AAAA")
    assert (answer.returncode, "not the one that you know" in answer.stdout) == (1, True)
    point = verify_export(folder, Known()).checkpoint
    assert point is not None
    assert run(folder, "--noted", point.code).returncode == 0
    assert run(folder, "--noted", f"{point.size} {code_of(bytes(32))}").returncode == 1
    assert run(folder, "--noted", f"{point.size + 1} {code_of(bytes(32))}").returncode == 1


@pytest.mark.parametrize("name", archive.FILES)
def test_a_changed_byte_of_any_file_is_found_by_both(folder: Path, tmp_path: Path, name: str) -> None:
    rng = random.Random(name)
    # A changed program can't be asked what it is itself: another copy of it is.
    program = shutil.copyfile(folder / archive.VERIFIER, tmp_path / "verify.py")
    whole = (folder / name).read_bytes()
    for _ in range(3):
        changed = bytearray(whole or b"x")
        changed[rng.randrange(len(changed))] ^= rng.randrange(1, 256)
        (folder / name).write_bytes(bytes(changed))
        command = [sys.executable, "-I", "-S", str(program), str(folder)]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, env={})
        assert (answer.returncode, answer.stderr) == (1, ""), answer.stdout
        assert not verify_export(folder, Known()).holds


@pytest.mark.parametrize("name", [*archive.LISTED, archive.MANIFEST])
def test_a_file_that_is_gone_is_missed(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert run(folder).returncode == 1


@settings(deadline=None, max_examples=40)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
def test_signatures_hold_as_the_library_says(seed: bytes, message: bytes, flipped: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    assert standalone.verified(public, message, bytes(signature))
    signature[flipped // 8] ^= 1 << flipped % 8
    assert not standalone.verified(public, message, bytes(signature))
