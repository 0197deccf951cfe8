"""What may be found to be other than the trail says, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Broken(StrEnum):
    """What kind of thing is not as it was written."""

    value = "value"
    """A value of a record, its source or its evidence was changed."""
    version = "version"
    """A version of a record is another than was committed, or gone."""
    uncommitted = "uncommitted"
    """A version of a record of which no event speaks."""
    entry = "entry"
    """What two people signed is not what the record's first version says."""
    record = "record"
    """A record's row is not what its newest version says."""
    people = "people"
    """The people that search knows are not those whom the record names."""
    line = "line"
    """A line of a signed list, or the person made of it, was changed or is gone."""
    event = "event"
    """An event of the trail was changed, or is gone."""
    node = "node"
    """A hash of the trail's tree is not that of its events."""
    checkpoint = "checkpoint"
    """A signed checkpoint does not fit the trail."""
    rights = "rights"
    """An account has a role or right that no event gave it."""
    stored = "stored"
    """A stored scan or picture is damaged or gone."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written; `subject` names it by ids, such as `12/1 birth_date`."""

    what: Broken
    subject: str
