"""The dispatcher: reads from the database what is to be done, and rings. One is enough, more do no harm."""

import signal
from dataclasses import dataclass
from threading import Event
from types import FrameType
from typing import Final

import structlog
from redis import Redis, RedisError
from sqlalchemy.exc import SQLAlchemyError

from registry.audit.signing import signer_of
from registry.database.fault_codes import symptom
from registry.database.installation import prove_key, prove_schema
from registry.database.sessions import Sessions, snapshot, transaction
from registry.domain.claims import Death, Due
from registry.domain.errors import Misplaced, RegistryError
from registry.tasks import tasks
from registry.tasks.dispatching import forget_bells, workers_at_work
from registry.vault.crypto import load_keys
from settings import Settings
from workers.checkpoint_signer import CheckpointSigner
from workers.identity import Identity
from workers.integrity_watch import IntegrityWatch
from workers.misplacement import MISSING, tell_misplaced
from workers.queueing import await_nudge, connect, is_marked, live_workers, open_queue, ring, set_mark
from workers.toolbox import open_sessions

ROUND_SECONDS: Final = 1.0
"""Seconds between rounds when nothing asks for one: so long a retry or a freed task may wait."""
PAUSE_AFTER_FAULT_SECONDS: Final = 2.0
"""Seconds of rest after the database or the queue failed: they may be starting."""
_SPARE: Final = 2
"""Tasks in the queue beyond two for each worker, so that none of them waits for a round."""
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Dispatcher:
    """Rounds that put what is due into the queue, free what dead workers held, and number what happened.

    A mark lies in the queue. When it is gone the queue was wiped and every bell with it: what waits is rung
    anew at once, as it is after a fault (`doubtful`), when a bell may not have got through. The database
    alone decides what is due, so nothing that happens to the queue can lose a task.

    `key_id` names the key that the checkpoint signer signs with: it has to be the database's.
    """

    sessions: Sessions
    redis: Redis
    checkpoint_signer: CheckpointSigner | None = None
    key_id: str | None = None
    integrity: IntegrityWatch | None = None
    doubtful: bool = True

    def round(self) -> int:
        """One round; the answer is how many bells rang. Raises Misplaced, RedisError and SQLAlchemyError."""
        with snapshot(self.sessions) as session:
            prove_schema(session)
            if self.key_id is not None:
                prove_key(session, self.key_id)
        queue = open_queue(self.redis)
        if self.doubtful or not is_marked(self.redis):
            self._start_anew()
        in_flight = _SPARE + 2 * max(1, live_workers(queue))
        rung = self._due(in_flight)
        for due in rung:
            ring(queue, due)
        if self.checkpoint_signer is not None:
            self.checkpoint_signer.round()
        if self.integrity is not None:
            self.integrity.round()
        return len(rung)

    def _due(self, in_flight: int) -> tuple[Due, ...]:
        with transaction(self.sessions) as session:
            for name in workers_at_work(session):
                holder = Identity.parse(name)
                if holder is not None and holder.is_dead():
                    freed = tasks.free_dead(session, name, Death.stopped)
                    log.warning("worker_gone", worker=name, tasks=freed)
            ended = tasks.free_ended(session)
            if ended:
                log.warning("leases_ended", tasks=ended)
            return tasks.due(session, in_flight)

    def _start_anew(self) -> None:
        # In this order: a crash in between forgets the bells once more; the other order would lose them.
        with transaction(self.sessions) as session:
            forgotten = forget_bells(session)
        set_mark(self.redis)
        self.doubtful = False
        log.info("started_anew", bells=forgotten)


def run(settings: Settings) -> int:
    """Dispatch until SIGTERM or SIGINT; the answer is the exit code. Faults of Redis and database pass by.

    It is 3 as soon as code or key are not those of the database.
    """
    stop = Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        """End the rounds after the one under way."""
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    redis, sessions = connect(settings.queue), open_sessions(settings)
    keys = load_keys(settings.keys)
    checkpoint_signer = CheckpointSigner(sessions, signer_of(keys))
    code = keep_dispatching(
        Dispatcher(sessions, redis, checkpoint_signer, keys.id, IntegrityWatch(sessions)), stop
    )
    redis.close()
    return code


def keep_dispatching(dispatcher: Dispatcher, stop: Event) -> int:
    """Rounds until `stop`: after a nudge at once, else every second, after a fault a little later.

    The answer is the exit code: 3 when code or key are not the database's.
    """
    while not stop.is_set():
        try:
            dispatcher.round()
            await_nudge(dispatcher.redis, ROUND_SECONDS)
        except Misplaced as error:
            tell_misplaced(error)
            return MISSING
        except (RedisError, SQLAlchemyError, RegistryError) as error:
            log.warning("dispatch_fault", error=symptom(error))
            dispatcher.doubtful = True
            stop.wait(PAUSE_AFTER_FAULT_SECONDS)
    return 0
