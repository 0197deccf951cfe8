"""A wrong setting is named on one line, with what it may be and without what was set."""

import subprocess
import sys
from pathlib import Path

import pytest

from messages import Language, catalogue
from settings import Settings
from tests.cli.commands import environment, sijill

SECRET = "geheim-1957"
WRONG = {
    "data": __file__,
    "database_url": f"mysql://clerk:{SECRET}@host/sijill",
    "redis_url": f"http://:{SECRET}@host",
    "store_url": "s3://scans",
    "key_file": str(Path(__file__).parent),
    "document_types": "/nowhere/at/all",
    "error_budget": "much",
    "host": "two words",
    "port": "70000",
    "public_url": "register",
    "proxies": "*",
    "workers": "0",
    "lang": "fr",
}


def test_every_setting_but_secrets_has_a_wrong_value_here() -> None:
    secrets = {name for name in Settings.model_fields if name.endswith(("password", "recovery_key"))}
    assert WRONG.keys() == Settings.model_fields.keys() - secrets


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("language", Language)
def test_a_wrong_setting_ends_in_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, language: Language
) -> None:
    monkeypatch.setenv("SIJILL_LANG", language.value)
    monkeypatch.setenv(f"SIJILL_{name.upper()}", WRONG[name])
    told = sijill("doctor", capsys=capsys)
    assert (told.code, told.out) == (2, "")
    (line,) = told.err.splitlines()
    assert f"SIJILL_{name.upper()}" in line
    said = Language.ar if name == "lang" else language
    assert line.endswith(catalogue(said).say(f"setting.{name}"))


@pytest.mark.parametrize(
    "text", ["postgres:host", "::", f"postgresql://clerk:{SECRET}@host:port/sijill", SECRET]
)
def test_an_address_of_no_database_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.setenv("SIJILL_DATABASE_URL", text)
    told = sijill("migrate", capsys=capsys)
    assert told.code == 2
    assert SECRET not in told.err


def test_two_wrong_settings_are_two_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIJILL_PORT", "http")
    monkeypatch.setenv("SIJILL_PROXIES", "*")
    told = sijill("serve", capsys=capsys)
    assert [name in told.err for name in ("SIJILL_PORT", "SIJILL_PROXIES")] == [True, True]
    assert len(told.err.splitlines()) == 2


def test_a_health_check_with_a_wrong_setting_fails_in_words(tmp_path: Path) -> None:
    ours = environment(SIJILL_DATA=str(tmp_path), SIJILL_PORT="http")
    done = subprocess.run(
        [sys.executable, "-m", "cli.up.healthcheck"], env=ours, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "SIJILL_PORT" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


@pytest.mark.parametrize(
    "right",
    [
        {"database_url": "postgresql://clerk:pa%40ss@host:5432/sijill"},
        {"database_url": "sqlite:////srv/register.db"},
        {"redis_url": "rediss://:word@host:6380/1"},
        {"redis_url": "unix:///run/queue.sock"},
        {"store_url": "file:///srv/scans of ours"},
        {"host": "::1"},
        {"host": "0.0.0.0"},
        {"host": "register.example"},
        {"public_url": "https://register.example/"},
        {"lang": "en_GB.UTF-8"},
        {"lang": "ku-IQ"},
    ],
)
def test_a_right_setting_is_taken_as_it_is(right: dict[str, str]) -> None:
    ((name, value),) = right.items()
    assert getattr(Settings.model_validate(right), name) == value
