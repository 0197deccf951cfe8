"""`sijill backup` and `restore`: an office burns down, and comes back from a disk and a printed key."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from registry.vault.crypto import recovery_key
from tests.cli.commands import Answer, sijill
from tests.cli.test_administration import Shell, shell, staffed

__all__ = ["shell", "staffed"]


@pytest.fixture
def recovery(tmp_path: Path, staffed: Shell) -> str:
    """The recovery key as it was printed."""
    return (tmp_path / "data" / "master.key").read_text(encoding="ascii").split()[2]


@pytest.fixture
def backups(staffed: Shell, recovery: str, tmp_path: Path) -> Path:
    """A backup of an office with two papers."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(2):
        Image.new("RGB", (60 + number, 40), "white").save(papers / f"{number}.png")
    assert staffed("intake", str(papers), "--as", "زينب").code == 0
    assert staffed("backup", str(tmp_path / "disk")).code == 0
    return tmp_path / "disk"


@pytest.fixture
def burnt(backups: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing left but the disk with the backup; everything is said in English from here on."""
    shutil.rmtree(tmp_path / "data")
    monkeypatch.setenv("SIJILL_LANG", "en")
    return tmp_path / "data"


def restore(capsys: pytest.CaptureFixture[str], backups: Path, *words: str) -> Answer:
    return sijill("restore", str(backups), *words, capsys=capsys)


def test_the_office_comes_back_with_the_printed_key(
    burnt: Path,
    backups: Path,
    recovery: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", recovery.lower().replace("-", " "))
    answer = restore(capsys, backups)
    assert (answer.code, "The books balance" in answer.err) == (0, True)
    assert "scans: 2" in answer.err
    # The people are there and the papers, too: the same intake again finds nothing new.
    again = sijill("intake", str(tmp_path / "papers"), "--as", "زينب", capsys=capsys)
    assert again.code == 0
    assert sijill("audit", "export", str(tmp_path / "trail"), capsys=capsys).code == 0
    assert sijill("audit", "verify", str(tmp_path / "trail"), capsys=capsys).code == 0


def test_another_office_s_key_is_refused_in_plain_words(
    burnt: Path, backups: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", recovery_key(bytes(32)))
    answer = restore(capsys, backups)
    assert answer.code == 3
    assert "not the backup's" in answer.err
    assert not burnt.exists()


def test_a_damaged_backup_is_refused_by_the_name_of_the_file(
    burnt: Path,
    backups: Path,
    recovery: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", recovery)
    victim = next((backups / "store").glob("??/*"))
    content = bytearray(victim.read_bytes())
    content[-1] ^= 1
    victim.write_bytes(bytes(content))
    answer = restore(capsys, backups)
    assert answer.code == 3
    assert victim.name in answer.err.replace("\n", "")
    assert not burnt.exists()
    assert restore(capsys, backups, "--check").code == 3


def test_an_office_that_is_there_is_never_written_over(
    backups: Path, staffed: Shell, recovery: str, tmp_path: Path
) -> None:
    before = sorted(file.name for file in (tmp_path / "data").iterdir())
    assert staffed("restore", str(backups)).code == 1
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == before
    assert staffed("restore", str(backups), "--check").code == 0


def test_a_key_goes_into_the_backup_only_when_asked(
    staffed: Shell, recovery: str, backups: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not [file for file in backups.rglob("*") if file.name == "master.key"]
    assert recovery.encode() not in b"".join(
        file.read_bytes() for file in backups.rglob("*") if file.is_file()
    )
    assert staffed("backup", str(tmp_path / "other"), "--with-key").code == 0
    shutil.rmtree(tmp_path / "data")
    assert restore(capsys, tmp_path / "other").code == 0
