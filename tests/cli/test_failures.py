"""Errors of the rooms become a sentence and an exit code; mistakes of ours stay visible."""

import pytest
from sqlalchemy.exc import StatementError

from cli.exits import Exit
from cli.failures import told
from imaging.errors import EmptyFile
from messages import Language
from registry.domain.errors import KeyProblem, NotAllowed
from tests.cli.test_terminal import terminal, written


@pytest.mark.parametrize(
    ("error", "end"),
    [
        (NotAllowed({"act": "search"}), Exit.findings),
        (EmptyFile(), Exit.findings),
        (KeyProblem({"problem": "unreadable", "file": "master.key"}), Exit.missing),
        (ModuleNotFoundError("No module named 'cv2'", name="cv2"), Exit.missing),
        (ImportError("libGL.so.1: cannot open shared object file"), Exit.missing),
    ],
)
def test_an_error_that_we_know_is_told_in_words(error: Exception, end: Exit) -> None:
    here = terminal(Language.ar, is_terminal=False)
    with pytest.raises(SystemExit) as left, told(here):
        raise error
    assert left.value.code == end
    assert written(here.err).strip()
    assert "Traceback" not in written(here.err)


@pytest.mark.parametrize(
    "error",
    [
        KeyError("x"),
        ImportError("cannot import name 'x' from 'api'"),
        StatementError("no such table", "SELECT 1", [{"x": 1}], ValueError("x")),
    ],
)
def test_a_mistake_of_ours_is_seen_in_full(error: Exception) -> None:
    with pytest.raises(type(error)), told(terminal(Language.ar, is_terminal=False)):
        raise error
