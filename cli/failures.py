"""From the rooms' errors to a sentence and an exit code: the shell's counterpart of `api.errors`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from pydantic import ValidationError

from cli.exits import Exit
from cli.terminal import Terminal
from settings import Settings

# What somebody has to put in place before trying again; every other error is about what was asked for.
MISSING_PARTS = frozenset(
    {
        *("key_problem", "database_unfit", "store_broken", "store_full"),
        *("backup_key_wrong", "backup_damaged", "program_missing"),
        *("schema_differs", "key_foreign", "store_foreign", "unsettled"),
    }
)


@runtime_checkable
class Coded(Protocol):
    """What the errors of every room have in common: a code and its parameters, no prose."""

    code: str
    params: Mapping[str, str | int]


@contextmanager
def told(terminal: Terminal) -> Iterator[None]:
    """Tell an error of ours in words and leave with its exit code; let every other error be seen in full."""
    try:
        yield
    except ImportError as error:
        if not is_missing_part(error):
            raise
        terminal.say("cli.part-missing", style="red", part=error.name or str(error))
        raise SystemExit(Exit.missing) from error
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        for setting in dict.fromkeys(str(wrong["loc"][0]) for wrong in error.errors(include_input=False)):
            terminal.wrong_setting(setting)
        # The error itself shows what was set, which may hold a password.
        raise SystemExit(Exit.misused) from None
    except Exception as error:
        # The database's own errors have a code and parameters, too, of another kind.
        if not (isinstance(error, Coded) and isinstance(error.params, Mapping)):
            raise
        terminal.refuse(error.code, error.params)
        raise SystemExit(exit_of(error.code)) from error


def is_missing_part(error: ImportError) -> bool:
    """Whether a package or a system library isn't installed, as against a mistake in an import of ours."""
    return isinstance(error, ModuleNotFoundError) or "shared object" in str(error)


def exit_of(code: str) -> Exit:
    """The exit code for an error's code."""
    return Exit.missing if code in MISSING_PARTS else Exit.findings
