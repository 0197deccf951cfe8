"""`sijill test`: lint, types and import contracts, then every test; the closing line is pytest's own.

`--fast PATH...` looks at those files or folders alone and runs the tests that mirror them, in seconds.
`--coverage` also counts the branches of the rooms named in `pyproject.toml` that the tests take.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from cli.exits import Exit
from cli.terminal import Terminal
from settings import ROOT

app = typer.Typer()

# What pytest answers when no test was found or all were left out (pytest.ExitCode).
NO_TESTS: Final = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One tool that looks at the code without running it; `arguments` follow the Python executable."""

    name: str
    arguments: tuple[str, ...]


# Which tests cost most is said at the end of every run.
SLOWEST: Final = ("--durations=15",)
# No table of four hundred files: `coverage report` prints one from what a run leaves behind.
COVERED: Final = ("--cov", "--cov-report=")
# The floor in pyproject.toml is one of all tests; a part of them is counted and held to none.
NO_FLOOR: Final = "--cov-fail-under=0"
# As many processes as processors. The tests of one file stay together: they share servers and templates.
IN_PARALLEL: Final = ("-n", "auto", "--dist", "loadfile")

CHECKS: Final = (
    Check("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
    Check("ruff format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    Check("mypy", ("-m", "mypy", ".")),
    Check("import contracts", (str(Path(sys.executable).with_name("lint-imports")),)),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one call runs: the checks, then pytest with these words."""

    checks: tuple[Check, ...]
    words: tuple[str, ...]


def plan_of_all(words: Sequence[str], *, coverage: bool) -> Plan:
    """Every check, then all tests in parallel or those that the words choose, their branches counted or not.

    Chosen tests are held to no floor of coverage, since that is one of all of them.
    """
    floor = (NO_FLOOR,) if words else ()
    return Plan(CHECKS, (*IN_PARALLEL, *SLOWEST, *((*COVERED, *floor) if coverage else ()), *words))


def plan_for(words: Sequence[str]) -> Plan:
    """The checks and tests of the files and folders among `words`; the other words go to pytest.

    Raises:
        BadParameter: no word is a path in this checkout.
    """
    named = {word: Path(word).resolve() for word in words}
    paths = [path.relative_to(ROOT) for path in named.values() if path.exists() and ROOT in path.parents]
    if not paths:
        raise typer.BadParameter(" ".join(words) or "PATH", param_hint="--fast")
    code = tuple(str(path) for path in paths if path.suffix == ".py" or (ROOT / path).is_dir())
    others = tuple(word for word, path in named.items() if not path.exists())
    tests = dict.fromkeys(str(mirror_of(path)) for path in paths)
    looks = (
        Check("ruff check", ("-m", "ruff", "check", "--quiet", *code)),
        Check("ruff format", ("-m", "ruff", "format", "--check", "--quiet", *code)),
        Check("mypy", ("-m", "mypy", *code)),
    )
    return Plan(looks if code else (), ("-q", *others, *tests))


def mirror_of(path: Path) -> Path:
    """The tests that mirror a file or folder of the checkout: its own file, else the nearest folder's.

    `registry/rules/dates.py` has `tests/registry/rules/test_dates.py` or else `tests/registry/rules`.
    """
    if path.parts[0] == "tests":
        return path
    mirrored = Path("tests", *path.parts)
    file = mirrored.with_name(f"test_{path.stem}.py")
    if path.suffix and (ROOT / file).exists():
        return file
    return next(folder for folder in (mirrored, *mirrored.parents) if (ROOT / folder).is_dir())


@app.command("test", help="cli.verb.test", context_settings={"ignore_unknown_options": True})
def run_all(
    words: Annotated[list[str] | None, typer.Argument(metavar="ARGS", help="cli.test.words")] = None,
    fast: Annotated[bool, typer.Option("--fast", help="cli.test.fast")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="cli.test.coverage")] = False,
) -> None:
    """Run every check, then pytest with the words; with `fast` what concerns the paths among them alone."""
    terminal = Terminal.here()
    plan = plan_for(words or ()) if fast else plan_of_all(words or (), coverage=coverage)
    kept = [passes(check, terminal) for check in plan.checks]
    if not all(kept):
        terminal.say("cli.test.failed", style="bold red", count=kept.count(False))
    tests = subprocess.run([sys.executable, "-m", "pytest", *plan.words], cwd=ROOT, check=False).returncode
    if tests > Exit.findings and tests != NO_TESTS:
        raise typer.Exit(Exit.misused)
    raise typer.Exit(Exit.findings if tests or not all(kept) else Exit.done)


def passes(check: Check, terminal: Terminal) -> bool:
    """Run one check and print its name and time, and what it said when it did not pass."""
    started = time.monotonic()
    answer = subprocess.run(
        [sys.executable, *check.arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    passed = answer.returncode == 0
    terminal.out.print(
        f"{'✓' if passed else '✗'} {check.name}  {time.monotonic() - started:.1f} s",
        style="green" if passed else "bold red",
    )
    if not passed:
        print(answer.stdout + answer.stderr, flush=True)
    return passed
