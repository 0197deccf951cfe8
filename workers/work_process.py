"""A forking RQ worker that settles the database when its work process, the child that reads, dies."""

import ctypes
import os
import signal
from contextlib import suppress
from threading import Timer
from typing import Any, Final

import structlog
from redis import RedisError
from rq import Queue, Worker, worker_registration
from rq.executions import Execution
from rq.job import Job
from sqlalchemy.exc import SQLAlchemyError

from registry.database.fault_codes import symptom
from registry.database.sessions import transaction
from registry.domain.claims import Death
from registry.domain.errors import Misplaced, RegistryError
from registry.tasks import tasks
from workers import jobs
from workers.misplacement import tell_misplaced
from workers.queueing import ScanJob
from workers.toolbox import Toolbox

WORKER_SECONDS: Final = 60
"""After so long without a word from a worker, Redis forgets it."""
LONGEST_SILENCE_SECONDS: Final = 5
"""Most seconds between two of RQ's tries to reach a queue that is away."""
FINISH_SECONDS: Final = 15.0
"""How long a page may still be read after SIGTERM, before it is left to another worker."""
MACHINERY_FAULTS: Final = 3
"""After so many in a row a worker ends: here nothing can be read, and elsewhere it may be."""
_PR_SET_PDEATHSIG: Final = 1
"""Option of prctl(2): the signal that a process gets when its parent dies."""
log = structlog.get_logger(__name__)


class ReadingWorker(Worker):
    """One queue, one scan at a time, each in a forked child.

    Only this parent sees how the child ended. A child that died by itself died of the scan: a content fault.
    A child stopped with its worker is nobody's fault, nor is one that somebody else killed, as a kernel short
    of memory does. None of it needs Redis to be there.

    `gave_up`: this process is not where it belongs, or the machinery failed too often in a row.
    """

    max_connection_wait_time = LONGEST_SILENCE_SECONDS
    log_result_lifespan = False

    def __init__(self, tools: Toolbox, queue: Queue) -> None:
        super().__init__(
            [queue],
            name=tools.worker,
            connection=queue.connection,
            serializer=queue.serializer,
            job_class=ScanJob,
            worker_ttl=WORKER_SECONDS,
            log_job_description=False,
        )
        self._tools = tools
        self._status: int | None = None
        self._killed = False
        self._faults = 0
        self.gave_up = False

    @property
    def asked_to_stop(self) -> bool:
        """Whether SIGTERM or SIGINT came."""
        return self._shutdown_requested_date is not None

    def register_birth(self) -> None:
        """Sign in, also over a predecessor in this process that could not sign out."""
        self.connection.delete(self.key)
        super().register_birth()  # type: ignore[no-untyped-call]  # RQ leaves it untyped

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Read one scan in a child, and see to the task if the child died over it.

        Where code, key and store are not the database's, no task is touched: another bell rings for it later.
        """
        self._status, self._killed = None, False
        if not self._is_placed():
            job.delete()
            return
        try:
            super().execute_job(job, queue)
        finally:
            self._settle()

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        """In the child: read the scan, and tell the parent by the exit code when the machinery failed."""
        done = super().perform_job(job, queue, execution)
        if jobs.machinery_failed.get():
            os._exit(os.EX_TEMPFAIL)
        return done

    def wait_for_horse(self) -> tuple[int | None, int | None, Any]:
        """Wait for the child, and remember how it ended."""
        process, status, usage = super().wait_for_horse()
        if process:
            self._status = status
        return process, status, usage

    def kill_horse(self, sig: signal.Signals = signal.SIGKILL) -> None:
        """Stop the child: what happens to it from here on is not the scan's fault."""
        self._killed = True
        super().kill_horse(sig)

    def maintain_heartbeats(self, job: Job, execution: Execution) -> None:
        """Tell Redis that we live. That it is away now is no reason to leave the child alone."""
        with suppress(RedisError):
            super().maintain_heartbeats(job, execution)

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Tell Redis that we live, and sign in anew in case it was wiped meanwhile."""
        super().heartbeat(timeout, pipeline)
        worker_registration.register(self, pipeline)

    def handle_warm_shutdown_request(self) -> None:
        """After SIGTERM the child may finish, but not for ever."""
        if self.horse_pid:
            timer = Timer(FINISH_SECONDS, self._stop_late_process, (self.horse_pid,))
            timer.daemon = True
            timer.start()

    def setup_work_horse_signals(self) -> None:
        """In the child: die with the worker, so that no scan is read by somebody whom nobody watches."""
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]  # RQ leaves it untyped
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self.pid:
            os._exit(1)

    def _stop_late_process(self, process: int) -> None:
        if self.horse_pid == process:
            self.kill_horse()

    def _is_placed(self) -> bool:
        try:
            self._tools.placement.prove()
        except Misplaced as error:
            tell_misplaced(error)
            self._give_up()
            return False
        except (SQLAlchemyError, RegistryError, OSError) as error:
            log.warning("placement_unproved", error=symptom(error))
            self._count_fault()
            return False
        return True

    def _count_fault(self) -> None:
        self._faults += 1
        if self._faults >= MACHINERY_FAULTS:
            log.error("machinery_gave_up", faults=self._faults)
            self._give_up()

    def _give_up(self) -> None:
        self.gave_up = self._stop_requested = True

    def _settle(self) -> None:
        """Put back what the child held, if it did not end by itself."""
        if self._is_horse:
            return
        ended = None if self._status is None else os.waitstatus_to_exitcode(self._status)
        if ended == os.EX_TEMPFAIL:
            self._count_fault()
            return
        if ended == os.EX_OK:
            self._faults = 0
            return
        death = _death(ended, stopped=self._killed)
        with transaction(self._tools.sessions) as session:
            freed = tasks.free_dead(session, self.name, death)
        if freed:
            log.warning("reader_died", status=self._status, death=death, tasks=freed)


def _death(ended: int | None, *, stopped: bool) -> Death:
    """How a child died, by its exit code (negative for a signal)."""
    if ended is None or stopped:
        return Death.stopped
    return Death.killed if ended == -signal.SIGKILL else Death.itself
