"""What a rule finds: a hit of its own, which becomes a finding with the severity that `reference` gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reference.rules import Severity

__all__ = ["Finding", "Hit", "Severity"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that speaks: about which fields (paths), with which params, and how gravely when not as usual.

    Params are numbers, dates and codes, never names of people: they may be logged and counted.
    """

    fields: tuple[str, ...]
    params: Mapping[str, str | int] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Rule `rule` speaks about `fields` (paths); `params` fill its sentence in `messages`."""

    rule: str
    severity: Severity
    fields: tuple[str, ...]
    params: Mapping[str, str | int] = field(default_factory=dict)
