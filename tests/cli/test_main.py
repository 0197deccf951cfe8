"""The command itself: its help, its words, its exit codes."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from cli.verbs import VERBS
from messages import Language, catalogue
from tests import tree
from tests.cli.commands import environment, sijill

CODE = re.compile(r'"(cli\.[a-z.-]+)"')


def codes_in_use() -> set[str]:
    """Every code of a sentence that a file of `cli/` names; its modules' names look alike, and are not."""
    sources = (path.read_text(encoding="utf-8") for path in (tree.ROOT / "cli").rglob("*.py"))
    named = {code for source in sources for code in CODE.findall(source)}
    modules = {code for code in named if (tree.ROOT / f"{code.replace('.', '/')}.py").exists()}
    return named - modules


@pytest.mark.parametrize("language", list(Language))
def test_the_help_lists_every_verb_in_every_language(
    language: Language, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_LANG", language)
    answer = sijill("--help", capsys=capsys)
    assert answer.code == 0
    assert [verb for verb in VERBS if verb not in answer.out] == []
    assert catalogue(language).say("cli.verb.up") in answer.out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_built_and_explains_itself(
    verb: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_LANG", "en")
    import_module(VERBS[verb])
    answer = sijill(verb, "--help", capsys=capsys)
    assert answer.code == 0
    assert catalogue(Language.en).say(f"cli.verb.{verb}") in answer.out
    assert "cli." not in answer.out


@pytest.mark.parametrize("language", list(Language))
def test_every_sentence_has_words(language: Language) -> None:
    assert codes_in_use() - catalogue(language).codes == set()


def test_arabic_is_the_language_unless_another_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SIJILL_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert catalogue(Language.ar).say("cli.about") in sijill("--help", capsys=capsys).out


@pytest.mark.parametrize(
    "words", [("no-such-verb",), ("read",), ("up", "--port", "99999"), ("bench", "no-such-bench")]
)
def test_wrong_use_ends_with_two(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert sijill(*words, capsys=capsys).code == 2


def test_a_folder_named_like_a_room_is_never_imported_instead(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "__init__.py").write_text("raise SystemExit(99)")
    command = [sys.executable, "-m", "cli.main", "--help"]
    answer = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert answer.returncode == 0
