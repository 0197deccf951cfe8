"""The rules: what law and common sense say of a draft, each a pure function registered by its id."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from reference.rules import rules
from reference.unknown_words import known_values
from registry.rules import ages, dates, families, identifiers, names, papers, places, rectification, zone
from registry.rules.draft import Context, Draft, KnownPerson, Rectified
from registry.rules.finding import Finding, Hit, Severity

__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "Draft",
    "Finding",
    "Hit",
    "KnownPerson",
    "Rectified",
    "Severity",
    "check",
]

Check = Callable[[Draft, Context], Hit | None]
_THEMES: Final = (identifiers, zone, names, dates, ages, families, papers, places, rectification)

CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {rule: predicate for theme in _THEMES for rule, predicate in theme.CHECKS.items()}
)
_GRAVEST_FIRST: Final = tuple(Severity)


def check(draft: Draft, context: Context) -> tuple[Finding, ...]:
    """All findings about a draft, the gravest first, else in the order of the rules. Pure.

    Words that say "not known" are no evidence: no rule sees them.
    """
    specs = rules()
    draft = replace(draft, values=known_values(draft.values))
    found = []
    for rule, predicate in CHECKS.items():
        hit = predicate(draft, context)
        if hit is not None:
            found.append(Finding(rule, hit.severity or specs[rule].severity, hit.fields, hit.params))
    return tuple(sorted(found, key=lambda finding: _GRAVEST_FIRST.index(finding.severity)))
