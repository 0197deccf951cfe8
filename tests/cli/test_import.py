"""Lists from the shell: encodings, held dates, a process killed in the middle, two ways on from there."""

import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from cli.house import House, open_house
from messages import Language
from registry.database.sessions import transaction
from registry.models.batches import BatchState, ImportBatch
from registry.models.records import Record
from settings import Settings
from tests.cli.commands import Answer, sijill, started
from tests.cli.test_terminal import terminal

PASSWORD = "قوائم-قديمة-١٩٥٧"
OFFICES = (
    "code,name_ar,name_ckb,name_en,governorate,district\r\n"
    "MSL,الموصل القديمة,موصل,Mosul,نينوى,الموصل\r\n"
    "TLF,تلعفر,تلعفر,Tal Afar,نينوى,تلعفر\r\n"
)
HEADER = "external_id,given_name,father_name,grandfather_name,birth_date"
LONG = 20_000
WAIT_SECONDS = 60.0


class Shell:
    """A shell on one data folder, in English."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Answer:
        return sijill(*words, capsys=self._capsys)

    def bring(self, *words: str) -> Answer:
        return self("import", *words, "--as", "سعاد")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A new data folder with an administrator, two offices from a Windows-1256 file, a clerk."""
    monkeypatch.setenv("SIJILL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SIJILL_PASSWORD", PASSWORD)
    monkeypatch.setenv("SIJILL_NEW_PASSWORD", PASSWORD)
    monkeypatch.setenv("SIJILL_LANG", "en")
    shell = Shell(capsys)
    offices = tmp_path / "offices.csv"
    offices.write_bytes(OFFICES.encode("cp1256"))
    assert shell("user", "add", "مدير", "--role", "admin").code == 0
    assert shell("office", "import", str(offices), "--as", "مدير").code == 0
    assert shell("user", "add", "سعاد", "--role", "clerk", "--office", "MSL", "--as", "مدير").code == 0
    return shell


def house() -> House:
    """The installation that the shell works on."""
    return open_house(Settings(), terminal(Language.en, is_terminal=False))


def batch_and_people() -> tuple[ImportBatch, int]:
    """The newest batch, and how many records there are."""
    with transaction(house().sessions) as session:
        batch = session.scalars(select(ImportBatch).order_by(ImportBatch.made_at.desc()).limit(1)).one()
        return batch, session.scalar(select(func.count()).select_from(Record)) or 0


def listed(folder: Path, dates: list[str], name: str = "list.csv") -> Path:
    """A list of people born on these days."""
    path = folder / name
    people = [f"{number},هند,رعد,جاسم,{day}" for number, day in enumerate(dates)]
    path.write_text("\n".join([HEADER, *people]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "iso8859_6", "utf-16"])
def test_offices_come_in_any_encoding_of_a_list(shell: Shell, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "more.csv"
    lines = OFFICES.replace("MSL", "MS2").replace("TLF", "TL2").replace("تلعفر,تلعفر,", '"تلعفر,تلعفر,', 1)
    path.write_bytes(lines.encode(encoding))
    answer = shell("office", "import", str(path), "--as", "مدير")
    assert (answer.code, "Line 2" in answer.err, "quotation mark" in answer.err) == (1, True, True)


def test_offices_in_no_encoding_are_told_in_words(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "koi.csv"
    path.write_bytes(OFFICES.encode("utf-8") + "MS3,Мосул,,,\n".encode("koi8_r") * 40)
    answer = shell("office", "import", str(path), "--as", "مدير")
    assert answer.code == 1
    assert "UTF-8" in answer.err


def test_a_rehearsal_says_what_would_be_kept(shell: Shell, tmp_path: Path) -> None:
    path = listed(tmp_path, ["1970/01/02", "1970/01/03", "1970/01/99"])
    answer = shell.bring(str(path), "--dry-run")
    assert answer.code == 1
    assert "2 people would be kept" in answer.err
    assert answer.out.splitlines() == ["line,field,problem", "3,birth_date,date"]


def test_a_month_first_list_is_held_and_goes_on_once_its_order_is_said(shell: Shell, tmp_path: Path) -> None:
    path = listed(tmp_path, ["02/14/1981", "03/04/1990"])
    held = shell.bring(str(path))
    batch, people = batch_and_people()
    assert (held.code, batch.state, people) == (1, BatchState.held, 0)
    assert str(batch.id) in held.err
    assert "--dates mdy" in held.err
    assert shell.bring("--resume", str(batch.id), "--dates", "mdy").code == 0
    assert batch_and_people()[1] == 2


@pytest.mark.slow
@pytest.mark.parametrize("way", ["--resume", "--withdraw"])
def test_a_list_killed_in_the_middle_is_gone_on_with_or_withdrawn(
    shell: Shell, tmp_path: Path, way: str
) -> None:
    path = listed(tmp_path, [f"19{number % 80 + 10}/01/02" for number in range(LONG)])
    with started(
        "import", str(path), "--as", "سعاد", data=tmp_path / "data", SIJILL_PASSWORD=PASSWORD
    ) as process:
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until and not lines_taken():
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    batch, people = batch_and_people()
    assert (batch.state, people) == (BatchState.loading, batch.lines)
    assert 0 < people < LONG
    assert shell.bring(way, str(batch.id)).code == 0
    left = LONG if way == "--resume" else 0
    assert batch_and_people()[1] == left
    if way == "--withdraw":
        assert shell.bring(str(path)).code == 0
    batch, people = batch_and_people()
    assert (batch.state, people) == (BatchState.waiting, LONG)


def lines_taken() -> int:
    """How far the newest batch is; 0 before there is one."""
    with transaction(house().sessions) as session:
        return session.scalar(select(func.max(ImportBatch.lines))) or 0
