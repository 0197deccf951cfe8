"""Keys, accounts, offices, intake and search from the shell, on a new data folder."""

import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select, update

from cli.house import open_house
from messages import Language
from registry.accounts.accounts import activate, authenticate, reissue_activation
from registry.database.sessions import transaction
from registry.domain.access import Role
from registry.domain.claims import Fault, FaultKind
from registry.domain.errors import KeyProblem
from registry.models.accounts import Account
from registry.models.trail import Event
from registry.tasks import tasks
from registry.vault.crypto import key_in
from settings import Settings
from tests.cli.commands import Answer, sijill
from tests.cli.test_terminal import terminal

PASSWORD = "ورق-كثير-١٩٥٧"
OFFICES = "code,name_ar,name_ckb,name_en,governorate,district\nKRK,كركوك,کەرکووک,Kirkuk,كركوك,كركوك\n"


class Shell:
    """A shell on one data folder, in Arabic."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Answer:
        return sijill(*words, capsys=self._capsys)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A new data folder; no queue server runs, as nothing here needs one."""
    monkeypatch.setenv("SIJILL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SIJILL_PASSWORD", PASSWORD)
    monkeypatch.setenv("SIJILL_NEW_PASSWORD", PASSWORD)
    return Shell(capsys)


@pytest.fixture
def staffed(shell: Shell, tmp_path: Path) -> Shell:
    """The same with an administrator, an office and a clerk."""
    (tmp_path / "offices.csv").write_text(OFFICES, encoding="utf-8")
    assert shell("user", "add", "مدير", "--role", "admin").code == 0
    assert shell("office", "import", str(tmp_path / "offices.csv"), "--as", "مدير").code == 0
    assert shell("user", "add", "زينب", "--role", "clerk", "--office", "KRK", "--as", "مدير").code == 0
    return shell


def test_a_new_folder_is_private_and_shows_its_recovery_key_once(shell: Shell, tmp_path: Path) -> None:
    assert "-" in shell("migrate").err.splitlines()[1]
    assert shell("migrate").err.count("-") == 0
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "master.key").stat().st_mode) == 0o600


def test_data_without_its_keys_is_never_given_new_ones(shell: Shell, tmp_path: Path) -> None:
    shell("migrate")
    (tmp_path / "data" / "master.key").unlink()
    with pytest.raises(KeyProblem):
        open_house(Settings(), terminal(Language.ar, is_terminal=False))
    assert shell("migrate").code == 3


def test_only_the_first_account_needs_nobody_who_adds_it(shell: Shell) -> None:
    assert shell("user", "add", "مدير", "--role", "admin").code == 0
    assert shell("user", "add", "آخر", "--role", "admin").code == 1
    assert shell("user", "add", "آخر", "--role", "admin", "--as", "مدير").code == 0
    assert shell("user", "waiting", "--as", "مدير").out.split()[:3] == ["آخر", "creation", "admin"]


def test_an_officer_waits_for_a_second_administrator_or_the_recovery_key(
    staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_in(tmp_path / "data" / "master.key")
    assert staffed("user", "add", "karim", "--role", "officer", "--office", "KRK", "--as", "مدير").code == 0
    assert staffed("user", "waiting", "--as", "karim").code == 1
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", "guess")
    assert staffed("user", "approve", "karim", "--as", "مدير").code == 1
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", key)
    assert staffed("user", "approve", "karim", "--as", "مدير").code == 0
    assert staffed("user", "add", "second", "--role", "admin", "--as", "مدير").code == 0
    # With two of them the key stands for nobody any more.
    assert staffed("user", "add", "layla", "--role", "officer", "--office", "KRK", "--as", "مدير").code == 0
    assert staffed("user", "approve", "layla", "--as", "مدير").code == 1
    assert staffed("user", "approve", "layla", "--as", "second").code == 0
    assert staffed("user", "waiting", "--as", "second").out == ""


def test_an_approval_prints_the_code_for_the_accounts_holder(
    staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", key_in(tmp_path / "data" / "master.key"))
    staffed("user", "add", "karim", "--role", "officer", "--office", "KRK", "--as", "مدير")
    house = open_house(Settings(), terminal(Language.ar, is_terminal=False))
    admin = authenticate(house.sessions, "مدير", PASSWORD)
    with transaction(house.sessions) as session:
        karim = session.scalars(select(Account.id).where(Account.name == "karim")).one()
        assert reissue_activation(session, admin, karim).code is None
    code = staffed("user", "approve", "karim", "--as", "مدير").out.split()[-1]
    assert activate(house.sessions, code, "كلمة أخرى طويلة").name == "karim"


def test_a_clock_that_is_right_is_told_and_not_accepted(
    staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", key_in(tmp_path / "data" / "master.key"))
    assert staffed("clock", "status").code == 0
    assert staffed("clock", "accept").code == 1


def test_a_clock_that_was_ahead_is_told_by_the_doctor_and_accepted_by_the_console(
    staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_LANG", "en")
    house = open_house(Settings(), terminal(Language.ar, is_terminal=False))
    with transaction(house.sessions) as session:
        session.execute(update(Event).values(at=datetime.now(UTC) + timedelta(days=1)))
    doctor = staffed("doctor")
    assert (doctor.code, "sijill clock accept" in doctor.err.replace("\n", " ")) == (1, True)
    assert staffed("user", "waiting", "--as", "مدير").code == 1
    assert staffed("clock", "status").code == 1
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", key_in(tmp_path / "data" / "master.key"))
    assert staffed("clock", "accept").code == 0
    assert staffed("user", "waiting", "--as", "مدير").code == 0
    assert staffed("doctor").code == 0


def test_a_password_that_was_made_up_is_printed(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIJILL_NEW_PASSWORD")
    assert len(shell("user", "add", "مدير", "--role", "admin").out.strip()) >= 12


def test_an_office_that_is_there_already_is_told_and_left_as_it_is(staffed: Shell, tmp_path: Path) -> None:
    again = staffed("office", "import", str(tmp_path / "offices.csv"), "--as", "مدير")
    assert again.code == 1
    assert "KRK" in again.err


def test_a_wrong_password_opens_nothing(staffed: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJILL_PASSWORD", "غير صحيحة")
    assert staffed("search", "زينب كريم", "--as", "زينب", "--reason", "طلب").code == 1


def test_intake_goes_on_behind_a_name_that_is_no_utf_8(staffed: Shell, tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    for number, name in enumerate((b"\xc8\xd8\xc7\xde\xc9.png", b"z.png")):
        Image.new("RGB", (60 + number, 40), "white").save(scans / os.fsdecode(name))
    (scans / "list.csv").write_text("name")
    answer = staffed("intake", str(scans), "--as", "زينب")
    assert (answer.code, "list.csv" in answer.err, "ملفان في السجل" in answer.err) == (0, True, True)


def test_a_second_intake_adds_nothing_and_bad_files_stop_nobody(staffed: Shell, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    (papers / "card").mkdir(parents=True)
    for number, name in enumerate(("front.png", "back.png")):
        Image.new("RGB", (60 + number, 40), "white").save(papers / "card" / name)
    (papers / "bad.jpg").write_text("ليست صورة")
    first, second = (staffed("intake", str(papers), "--as", "زينب") for _ in range(2))
    assert (first.code, second.code) == (1, 1)
    assert "bad.jpg" in second.err
    house = open_house(Settings(), terminal(Language.ar, is_terminal=False))
    # The marker and the two pictures: the refused file and the second run left nothing.
    assert len(list(house.store.digests())) == 3


def test_a_laqab_alone_is_refused_and_questions_may_come_by_the_line(
    staffed: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert staffed("search", "الجبوري", "--as", "زينب", "--reason", "طلب").code == 1
    questions = tmp_path / "questions"
    questions.write_text("زينب كريم\tفاطمة\nعلي حسن\n", encoding="utf-8")
    with questions.open(encoding="utf-8") as lines:
        monkeypatch.setattr("sys.stdin", lines)
        answer = staffed("search", "-", "--as", "زينب", "--reason", "طلب")
    assert [json.loads(line)["candidates"] for line in answer.out.splitlines()] == [[], []]


def test_the_doctor_finds_this_machine_well(staffed: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJILL_LANG", "en")
    answer = staffed("doctor")
    assert answer.code == 0
    assert "5.5.2" in answer.out


def test_the_deep_look_names_what_was_changed_behind_the_trail(
    staffed: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_LANG", "en")
    assert staffed("doctor", "--deep").code == 0
    house = open_house(Settings(), terminal(Language.ar, is_terminal=False))
    with transaction(house.sessions) as session:
        account = session.scalars(select(Account).where(Account.name == "زينب")).one()
        account.role, named = Role.officer, str(account.id)
    answer = staffed("doctor", "--deep")
    assert (answer.code, f"rights {named}" in answer.err.replace("\n", " ")) == (1, True)
    with transaction(house.sessions) as session:
        session.scalars(select(Account).where(Account.name == "زينب")).one().role = Role.clerk
    assert staffed("doctor", "--deep").code == 0


def test_the_doctor_sees_open_keys(staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJILL_LANG", "en")
    (tmp_path / "data" / "master.key").chmod(0o644)
    answer = staffed("doctor")
    assert answer.code == 3
    assert "chmod 600" in answer.err


def test_what_was_set_aside_is_listed_and_put_back(
    staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", key_in(tmp_path / "data" / "master.key"))
    assert staffed("user", "add", "علي", "--role", "officer", "--office", "KRK", "--as", "مدير").code == 0
    Image.new("RGB", (60, 40)).save(tmp_path / "ورقة.png")
    assert staffed("intake", str(tmp_path / "ورقة.png"), "--as", "زينب").code == 0
    house = open_house(Settings(), terminal(Language.ar, is_terminal=False))
    with transaction(house.sessions) as session:
        (due,) = tasks.due(session, 1)
        claim = tasks.claim(session, due.task, due.attempt, "worker@test")
        assert claim is not None
        tasks.fail(session, claim, Fault(FaultKind.unreadable, "blob_missing"))
    listed = staffed("requeue", "--as", "علي").out
    assert listed.split("\t")[0] == str(claim.scan)
    assert staffed("requeue", str(claim.scan), "--all", "--as", "علي").code == 2
    assert staffed("requeue", "--all", "--as", "علي").code == 0
    refused = staffed("requeue", str(claim.scan), "--as", "علي")
    assert (refused.code, str(claim.scan) in refused.err) == (1, True)
    assert staffed("requeue", "--as", "علي").out == ""


def test_a_house_with_another_key_or_store_is_refused_by_every_verb(
    staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_STORE_URL", f"file://{tmp_path}/elsewhere")
    for words in (("migrate",), ("requeue", "--as", "زينب"), ("worker",), ("dispatch",), ("serve",)):
        refused = staffed(*words)
        assert (refused.code, "SIJILL_STORE_URL" in refused.err) == (3, True), words
    assert staffed("doctor").code == 3
    monkeypatch.delenv("SIJILL_STORE_URL")
    assert staffed("migrate").code == 0
