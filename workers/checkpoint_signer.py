"""The checkpoint signer: numbers the trail's events within a second, signs a checkpoint every minute."""

import time
from dataclasses import dataclass
from typing import Final

import structlog

from registry.audit.notes import Signer
from registry.audit.sequence import anything_waits, number_waiting
from registry.audit.signing import sign_numbered
from registry.database.sessions import Sessions, snapshot, transaction
from registry.domain.errors import NoteRefused, TrailBroken

CHECKPOINT_SECONDS: Final = 60.0
"""Seconds between checkpoints: as often as X-Road stamps its messages; more often tells nobody more."""
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class CheckpointSigner:
    """Works in the dispatcher's rounds. Where two run, the database lets one after the other.

    `sign_at` and `paused_until` are moments of `time.monotonic`.
    """

    sessions: Sessions
    signer: Signer
    sign_at: float = 0.0
    paused_until: float = 0.0

    def round(self) -> int:
        """Number what waits; the answer is how many events got a number. A broken trail is told, not signed.

        Raises SQLAlchemyError.
        """
        now = time.monotonic()
        if now < self.paused_until:
            return 0
        try:
            count = self._number()
            if now >= self.sign_at:
                self._sign()
                self.sign_at = now + CHECKPOINT_SECONDS
        except (TrailBroken, NoteRefused) as error:
            self.paused_until = now + CHECKPOINT_SECONDS
            log.error("trail_broken", **error.params)  # noqa: TRY400 (the trail is broken, not this code)
            return 0
        return count

    def _number(self) -> int:
        # A look first: a writer's turn on SQLite is for when there is something to write.
        with snapshot(self.sessions) as session:
            if not anything_waits(session):
                return 0
        with transaction(self.sessions) as session:
            return number_waiting(session)

    def _sign(self) -> None:
        with transaction(self.sessions) as session:
            sign_numbered(session, self.signer)
