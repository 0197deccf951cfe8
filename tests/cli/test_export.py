"""Exports from the shell: asked for, allowed by another, written for a key, opened by its holder."""

import json
import stat
from pathlib import Path

import pytest

from registry.exporting.recipients import new_key
from registry.vault.crypto import key_in
from tests.cli.test_administration import Shell, shell, staffed  # noqa: F401 - fixtures

LISTED = "external_id,given_name,father_name,laqab\nL-1,عمر,خالد,العبيدي\n"
MAPPED = "رقم,الاسم\n7,سعد خالد صالح العبيدي\n"
MAPPING = """
[columns]
"رقم" = "external_id"
"الاسم" = { split = ["given_name", "father_name", "grandfather_name", "laqab"] }
"""


@pytest.fixture
def office(staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:  # noqa: F811 - the fixture
    """An office with two officers, whom the recovery key approved, and a signed list."""
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", key_in(tmp_path / "data" / "master.key"))
    for name in ("karim", "layla"):
        assert staffed("user", "add", name, "--role", "officer", "--office", "KRK", "--as", "مدير").code == 0
    (tmp_path / "list.csv").write_text(LISTED, encoding="utf-8")
    assert staffed("import", str(tmp_path / "list.csv"), "--as", "زينب").code == 0
    batch = staffed("import", "--waiting", "--as", "karim").out.split("\t")[0]
    assert staffed("import", "--sign", batch, "--as", "karim").code == 0
    return staffed


def test_a_file_goes_from_two_officers_to_the_holder_of_a_key(office: Shell, tmp_path: Path) -> None:
    secret, sealed, plain = tmp_path / "secret.txt", tmp_path / "people.age", tmp_path / "people.jsonl"
    public = office("export", "key", str(secret)).out.strip()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    wish = ("--recipient", public, "--to", "مديرية الإحصاء", "--reason", "كتاب ٤٤")
    asked = office("export", "ask", *wish, "--as", "karim")
    number = asked.out.strip()
    assert asked.code == 0, asked.err
    assert office("export", "waiting", "--as", "layla").out.startswith(f"{number}\tKRK\t1\t")
    assert office("export", "write", number, str(sealed), "--as", "karim").code == 1
    assert not sealed.exists()
    assert office("export", "approve", number, "--as", "karim").code == 1
    assert office("export", "approve", number, "--as", "layla").code == 0
    assert office("export", "write", number, str(sealed), "--as", "karim").code == 0
    assert office("export", "write", number, str(sealed), "--as", "karim").code == 1
    assert office("export", "open", str(sealed), str(plain), "--key", str(secret)).code == 0
    assert json.loads(plain.read_text(encoding="utf-8"))["people"][0]["given_name"] == "عمر"
    other = tmp_path / "other.txt"
    office("export", "key", str(other))
    refused = office("export", "open", str(sealed), str(tmp_path / "x"), "--key", str(other))
    assert (refused.code, (tmp_path / "x").exists()) == (1, False)
    assert "المفتاح" in refused.err


def test_a_wrong_key_is_told_in_words(office: Shell) -> None:
    wish = ("--recipient", "age1x", "--to", "مديرية الإحصاء", "--reason", "كتاب ٤٤")
    told = office("export", "ask", *wish, "--as", "karim")
    assert told.code == 1
    assert "age1" in told.err


def test_a_list_with_other_names_comes_in_by_its_mapping(office: Shell, tmp_path: Path) -> None:
    (tmp_path / "theirs.csv").write_text(MAPPED, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    words = (
        "import",
        str(tmp_path / "theirs.csv"),
        "--mapping",
        str(tmp_path / "mapping.toml"),
        "--as",
        "زينب",
    )
    assert office(*words, "--dry-run").code == 0
    assert office(*words).code == 0
    found = office("search", "سعد خالد صالح", "--reason", "تدقيق", "--json", "--as", "زينب")
    assert json.loads(found.out)["candidates"][0]["external_id"] == "7"


def test_a_day_is_typed_as_one_and_nothing_else(office: Shell) -> None:
    secret = new_key()[1]
    wish = ("--recipient", secret, "--to", "مديرية الإحصاء", "--reason", "كتاب ٤٤", "--as", "karim")
    wrong = office("export", "ask", *wish, "--since", "2026-02-30")
    assert wrong.code == 2
    assert "2026-02-30" in wrong.err
    assert office("export", "ask", *wish, "--until", "20260310").code == 2
    assert office("export", "ask", *wish, "--since", "2024-03-10").code == 0
