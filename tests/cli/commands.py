"""Runs the command: in this process for what it says, in one of its own for what it does."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import main
from tests import tree


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended, and what it wrote to its two streams."""

    code: int
    out: str
    err: str


def sijill(*words: str, capsys: pytest.CaptureFixture[str]) -> Answer:
    """Run `sijill WORDS` in this process and environment."""
    with pytest.raises(SystemExit) as left:
        main(words)
    written = capsys.readouterr()
    code = left.value.code
    return Answer(code if isinstance(code, int) else 0, written.out, written.err)


def started(*words: str, data: Path, **settings: str) -> subprocess.Popen[str]:
    """Start `sijill WORDS` as a process of its own, its two streams in one pipe."""
    return subprocess.Popen(
        [sys.executable, "-m", "cli.main", *words],
        env=environment(SIJILL_DATA=str(data), **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def environment(**settings: str) -> dict[str, str]:
    """This process's environment without settings of ours, then those given. In English, to be read here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIJILL_")}
    ours = {"PYTHONPATH": str(tree.ROOT), "PYTHONSAFEPATH": "1", "SIJILL_LANG": "en"}
    return {**kept, **ours, **settings}
