"""`sijill audit`: exported on one machine, verified on any other; the first bad event has a number."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from registry.audit import archive
from registry.vault.crypto import key_in
from tests.cli.commands import Answer, sijill
from tests.cli.test_administration import Shell, shell, staffed

__all__ = ["shell", "staffed"]


@pytest.fixture
def trail(staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """An exported trail, and what was to be written down: the code and the key."""
    answer = staffed("audit", "export", str(tmp_path / "trail"))
    assert answer.code == 0
    # From here on there is no data folder: an auditor's machine knows nothing.
    monkeypatch.setenv("SIJILL_DATA", str(tmp_path / "nowhere"))
    return tmp_path / "trail", answer.out.splitlines()


def verify(capsys: pytest.CaptureFixture[str], *words: str) -> Answer:
    return sijill("audit", "verify", *words, capsys=capsys)


def test_an_export_verifies_where_there_is_no_database(
    trail: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, (code, key) = trail
    answer = verify(capsys, str(folder), "--key", key, "--noted", code)
    assert answer.code == 0
    assert code in answer.out
    assert not (tmp_path / "nowhere").exists()


def test_without_anything_written_down_it_says_what_that_leaves_open(
    trail: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_LANG", "en")
    answer = verify(capsys, str(trail[0]))
    assert answer.code == 0
    assert "wrote down" in answer.err


def test_a_changed_event_is_named_in_words_and_for_programs(
    trail: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    events = trail[0] / archive.EVENTS
    lines = events.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b'"at":"2', b'"at":"1')
    events.write_bytes(b"".join(lines))
    monkeypatch.setenv("SIJILL_LANG", "en")
    told = verify(capsys, str(trail[0]))
    assert told.code == 1
    assert "Event 2 was changed" in told.out
    found = json.loads(verify(capsys, str(trail[0]), "--json").out)
    assert (found["holds"], found["findings"][0]["fault"], found["findings"][0]["number"]) == (
        False,
        "event_changed",
        2,
    )


def test_a_wrong_key_or_code_is_a_finding_and_a_misspelt_one_an_error(
    trail: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, (code, key) = trail
    other = code[:-1] + ("7" if code[-1] != "7" else "8")
    assert verify(capsys, str(folder), "--noted", other).code == 1
    assert verify(capsys, str(folder), "--noted", "٤").code == 1
    assert verify(capsys, str(folder), "--key", key[:-4]).code == 1


def test_the_archive_is_checked_as_it_is(
    trail: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", trail[0])
    assert verify(capsys, packed, "--key", trail[1][1]).code == 0
    with zipfile.ZipFile(packed, "a") as made:
        made.writestr("../عابر", "x")
    assert verify(capsys, packed).code == 1
    assert not (tmp_path.parent / "عابر").exists()


def test_an_export_never_goes_over_another(staffed: Shell, tmp_path: Path) -> None:
    assert staffed("audit", "export", str(tmp_path / "trail")).code == 0
    assert staffed("audit", "export", str(tmp_path / "trail")).code == 1


def test_events_are_for_auditors(staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", key_in(tmp_path / "data" / "master.key"))
    assert staffed("user", "add", "مدقق", "--role", "auditor", "--as", "مدير").code == 0
    assert staffed("audit", "events", "--as", "زينب").code == 1
    found = staffed("audit", "events", "--as", "مدقق", "--json")
    assert found.code == 0
    assert {json.loads(line)["action"] for line in found.out.splitlines()} >= {"account.created"}
    assert staffed("audit", "events", "--as", "مدقق", "--limit", "3").code == 0
    assert staffed("audit", "export", "trail-of-nobody", "--as", "زينب").code == 1
