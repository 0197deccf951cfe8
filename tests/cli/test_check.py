"""`sijill test --fast`: the checks and tests of the paths that are named, and of no others."""

from pathlib import Path

import pytest
import typer

from cli.check import CHECKS, COVERED, NO_FLOOR, mirror_of, plan_for, plan_of_all
from tests import tree


@pytest.mark.parametrize(
    ("path", "tests"),
    [
        ("arabic/digits.py", "tests/arabic/test_digits.py"),
        ("arabic", "tests/arabic"),
        ("registry/rules/finding.py", "tests/registry/rules"),
        ("registry/domain/access.py", "tests/registry/domain"),
        ("settings.py", "tests"),
        ("tests/arabic/test_names.py", "tests/arabic/test_names.py"),
    ],
)
def test_a_path_is_tested_by_what_mirrors_it(path: str, tests: str) -> None:
    assert mirror_of(Path(path)) == Path(tests)


def test_words_that_are_no_paths_go_to_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.ROOT)
    plan = plan_for(["arabic/digits.py", "-x"])
    assert plan.words == ("-q", "-x", "tests/arabic/test_digits.py")
    assert {check.arguments[-1] for check in plan.checks} == {"arabic/digits.py"}


def test_a_path_is_taken_from_where_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.ROOT / "arabic")
    assert plan_for(["digits.py"]).words[-1] == "tests/arabic/test_digits.py"


def test_documents_have_tests_and_no_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.ROOT)
    assert plan_for(["docs/operations.md"]).checks == ()


def test_without_a_path_nothing_is_called_tested() -> None:
    with pytest.raises(typer.BadParameter):
        plan_for(["nothing-of-that-name.py"])


def test_the_fast_checks_are_of_those_that_run_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.ROOT)
    assert {check.name for check in plan_for(["arabic"]).checks} < {check.name for check in CHECKS}


def test_branches_are_counted_when_asked_for_and_held_to_the_floor_of_all_tests() -> None:
    assert not set(COVERED) & set(plan_of_all([], coverage=False).words)
    words = plan_of_all([], coverage=True).words
    assert set(COVERED) < set(words)
    assert NO_FLOOR not in words


def test_chosen_tests_are_held_to_no_floor() -> None:
    words = plan_of_all(["tests/arabic"], coverage=True).words
    assert words[-2:] == (NO_FLOOR, "tests/arabic")
