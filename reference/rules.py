"""What each rule of the register says and rests on; the predicates live in the registry."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from reference.rows import rows


class Severity(StrEnum):
    """`block` stops, `error` needs an officer, `warn` a reason, `info` informs."""

    BLOCK = "block"
    ERROR = "error"
    WARN = "warn"
    INFO = "info"


class RuleKind(StrEnum):
    """`check`: a predicate decides. `policy`: kept by rights and structure. `note`: nothing to check."""

    CHECK = "check"
    POLICY = "policy"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule: the field or theme it speaks of, its words in English, the law it rests on, its source."""

    id: str
    applies_to: str
    severity: Severity
    kind: RuleKind
    text: str
    law: str
    source: str


@cache
def rules() -> Mapping[str, RuleSpec]:
    """Return every rule by its id, in the order of the table."""
    table = rows("rules", "id", "applies_to", "severity", "kind", "rule", "law", "source")
    specs = (
        RuleSpec(
            id=row["id"],
            applies_to=row["applies_to"],
            severity=Severity(row["severity"]),
            kind=RuleKind(row["kind"]),
            text=row["rule"],
            law=row["law"],
            source=row["source"],
        )
        for row in table
    )
    return MappingProxyType({spec.id: spec for spec in specs})
