"""The integrity watch: recomputes records and trail bit by bit, the newest first, and lists what is wrong."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy.orm import Session

from registry.audit.live import check_leaves
from registry.commitments.checking import check_event, committed_after, newest_committed
from registry.commitments.faults import keep_faults
from registry.commitments.late import commit_late
from registry.database.sessions import Sessions, snapshot, transaction
from registry.domain.integrity import Fault

EVERY_SECONDS: Final = 5.0
"""Seconds between two looks: the newest act is looked at well within a minute."""
VERSIONS: Final = 100
"""Versions of records that one look recomputes: 1.7 million in a day."""
LEAVES: Final = 500
"""Events that one look holds against their hashes: 8.6 million in a day."""
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class IntegrityWatch:
    """Works in the dispatcher's rounds. `version` and `leaf` are how far the rolling look has got.

    `newest` is the id of the newest committing event that was looked at; `look_at` a moment of
    `time.monotonic`.
    """

    sessions: Sessions
    version: int = 0
    leaf: int = 0
    newest: int = 0
    look_at: float = 0.0

    def round(self) -> int:
        """One look when it is time; the answer is how many new faults it found. Raises SQLAlchemyError."""
        if time.monotonic() < self.look_at:
            return 0
        self.look_at = time.monotonic() + EVERY_SECONDS
        with transaction(self.sessions) as session:
            late = commit_late(session)
        if late:
            log.info("committed_late", versions=late)
        with snapshot(self.sessions) as session:
            found = [*self._new(session), *self._old(session), *self._events(session)]
        if not found:
            return 0
        with transaction(self.sessions) as session:
            new = keep_faults(session, found)
        for fault in found if new else ():
            log.error("integrity_broken", what=fault.what.value, subject=fault.subject)
        return new

    def _new(self, session: Session) -> Iterable[Fault]:
        """What was committed since the last look; at the first one, the newest."""
        start = self.newest or max(0, newest_committed(session) - VERSIONS)
        events = committed_after(session, start, VERSIONS)
        found = [fault for event in events for fault in check_event(session, event)]
        self.newest = max((event.id for event in events), default=self.newest)
        return found

    def _old(self, session: Session) -> Iterable[Fault]:
        events = committed_after(session, self.version, VERSIONS)
        found = [fault for event in events for fault in check_event(session, event)]
        self.version = events[-1].id if len(events) == VERSIONS else 0
        return found

    def _events(self, session: Session) -> Iterable[Fault]:
        self.leaf, found = check_leaves(session, self.leaf, LEAVES)
        return found
