"""The rules' metadata: what each id means, how severe it is, what it rests on. Predicates: registry."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from reference.rows import rows


class Severity(StrEnum):
    """`block` stops, `error` needs an officer, `warn` a reason, `info` informs; `none`: nothing is known."""

    BLOCK = "block"
    ERROR = "error"
    WARN = "warn"
    INFO = "info"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule: its id, the field or theme it speaks of, its severity, its words and its source."""

    id: str
    applies_to: str
    severity: Severity
    text: str
    source: str


@cache
def rules() -> Mapping[str, RuleSpec]:
    """All rules by id."""
    specs = (
        RuleSpec(r["id"], r["applies_to"], Severity(r["severity"].strip()), r["rule"], r["source"])
        for r in rows("validation_rules")
    )
    return MappingProxyType({spec.id: spec for spec in specs})
