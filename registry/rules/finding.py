"""What a rule finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """`block` stops, `error` needs an officer, `warn` a reason, `info` informs."""

    block = "block"
    error = "error"
    warn = "warn"
    info = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """Rule `rule` speaks about `fields` (paths); `params` fill its sentence in `messages`.

    Params are numbers, dates and codes, never names of people: they may be logged and counted.
    """

    rule: str
    severity: Severity
    fields: tuple[str, ...]
    params: Mapping[str, str | int] = field(default_factory=dict)
