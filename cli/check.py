"""`sijill test`: lint, types and import contracts, then every test; the closing line is pytest's own."""

import subprocess
import sys
import time
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


CHECKS: Final = (
    Check("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
    Check("ruff format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    Check("mypy", ("-m", "mypy", ".")),
    Check("import contracts", (str(Path(sys.executable).with_name("lint-imports")),)),
)


@app.command("test", help="cli.verb.test", context_settings={"ignore_unknown_options": True})
def run_all(
    words: Annotated[list[str] | None, typer.Argument(metavar="ARGS", help="cli.test.words")] = None,
) -> None:
    """Run every check, then pytest with the words given."""
    terminal = Terminal.here()
    kept = [passes(check, terminal) for check in CHECKS]
    if not all(kept):
        terminal.say("cli.test.failed", style="bold red", count=kept.count(False))
    tests = subprocess.run([sys.executable, "-m", "pytest", *(words or ())], cwd=ROOT, check=False).returncode
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
