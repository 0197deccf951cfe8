"""The rules: what law and common sense say of a draft, each a pure function, registered by its id."""

from collections.abc import Callable, Mapping
from typing import Final

from registry.rules.draft import Context, Draft
from registry.rules.finding import Finding, Severity

__all__ = ["CHECKS", "Check", "Context", "Draft", "Finding", "Severity", "check"]

Check = Callable[[Draft, Context], Finding | None]

CHECKS: Final[Mapping[str, Check]] = {}


def check(draft: Draft, context: Context) -> tuple[Finding, ...]:
    """All findings about a draft, the gravest first."""
    found = [finding for rule in CHECKS.values() if (finding := rule(draft, context)) is not None]
    return tuple(sorted(found, key=lambda finding: list(Severity).index(finding.severity)))
