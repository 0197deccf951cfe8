"""The heartbeat of a task in work: a thread that makes the lease new, and notices when it was lost."""

from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

import structlog
from sqlalchemy.exc import SQLAlchemyError

from registry.database.fault_codes import symptom
from registry.database.sessions import Sessions, transaction
from registry.domain.claims import Claim
from registry.domain.errors import RegistryError, Stale
from registry.tasks import tasks

BEATS_A_LEASE: Final = 3
"""Renewals of a lease before it would end: two of them may fail."""
log = structlog.get_logger(__name__)


class Heartbeat:
    """Beats while the block runs; a missed beat is made up by the next, the lease outlives two of them."""

    def __init__(self, sessions: Sessions, held: Claim) -> None:
        self._sessions = sessions
        self._held = held
        self._stop = Event()
        self._lost = Event()
        self._thread = Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def check(self) -> None:
        """Raise Stale when the task was given to somebody else: reading on would be for nothing."""
        if self._lost.is_set():
            raise Stale({"kind": "attempt"})

    def _beat(self) -> None:
        while not self._stop.wait(self._held.lease_seconds / BEATS_A_LEASE):
            try:
                with transaction(self._sessions) as session:
                    tasks.heartbeat(session, self._held)
            except Stale:
                self._lost.set()
                return
            except (SQLAlchemyError, RegistryError) as error:
                log.warning("heartbeat_missed", error=symptom(error))
