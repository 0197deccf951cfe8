"""Script, doctor and tests speak of one browser, whichever of the known ones is installed."""

import os
import subprocess
from pathlib import Path

import pytest

from cli.browser import NAMES, find_browser
from cli.examination import browser
from tests import tree


def program(folder: Path, name: str) -> Path:
    """An empty program of that name."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


def found_by_the_script(environment: dict[str, str]) -> str:
    """What the script's own function answers."""
    script = (tree.ROOT / "sijill").read_text(encoding="utf-8")
    function = script[script.index("find_browser() {") :].partition("\n}\n")[0] + "\n}\nfind_browser"
    answer = subprocess.run(
        ["/bin/sh", "-c", function], env=environment, capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


@pytest.mark.parametrize("installed", range(1, len(NAMES) + 1))
def test_script_doctor_and_tests_find_the_same_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: int
) -> None:
    """Of the last ones installed, the first in the order of preference."""
    programs = [program(tmp_path / "bin", name) for name in NAMES[-installed:]]
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("CHROME", raising=False)
    assert find_browser() == programs[0]
    assert found_by_the_script(dict(os.environ)) == str(programs[0])
    assert browser().seen == str(programs[0])


@pytest.mark.parametrize("by", ["name", "path"])
def test_the_variable_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    program(tmp_path / "bin", NAMES[0])
    own = program(tmp_path / "bin", "my-chrome")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("CHROME", own.name if by == "name" else str(own))
    assert find_browser() == own
    assert found_by_the_script(dict(os.environ)) == str(own)


def test_without_any_all_three_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME", raising=False)
    assert find_browser() is None
    assert found_by_the_script(dict(os.environ)) == ""
    assert browser().advice == "no-browser"


def test_the_journeys_name_no_browser_of_their_own() -> None:
    named = [
        path.name
        for path in (tree.ROOT / "tests" / "journeys").glob("*.py")
        if "executable_path=" in (words := path.read_text(encoding="utf-8")) and "find_browser()" not in words
    ]
    assert named == []
