"""How the command ends, as a number for scripts."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every verb."""

    done = 0
    findings = 1
    misused = 2
    missing = 3
