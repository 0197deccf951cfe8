"""Everything that can be wrong with an exported trail, as codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Param = str | int


class Fault(StrEnum):
    """What does not hold."""

    event_changed = "event_changed"
    event_missing = "event_missing"
    event_moved = "event_moved"
    events_cut = "events_cut"
    events_added = "events_added"
    root = "root"
    inclusion = "inclusion"
    consistency = "consistency"
    key = "key"
    key_mismatch = "key_mismatch"
    foreign = "foreign"
    checkpoint = "checkpoint"
    noted = "noted"
    noted_newer = "noted_newer"
    manifest = "manifest"
    file_missing = "file_missing"
    file_unexpected = "file_unexpected"
    file_changed = "file_changed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault with what it is about: `file`, `number` of an event, `last` of several, `size` of a tree."""

    fault: Fault
    params: Mapping[str, Param] = field(default_factory=dict)
