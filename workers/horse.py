"""A forking RQ worker that settles the database when the child that reads (the horse) dies."""

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

from registry import tasks
from registry.db import transaction
from workers.queueing import ScanJob
from workers.toolbox import Toolbox

WORKER_SECONDS: Final = 60
"""After so long without a word from a worker, Redis forgets it."""
LONGEST_SILENCE_SECONDS: Final = 5
FINISH_SECONDS: Final = 15.0
"""How long a page may still be read after SIGTERM, before it is left to another worker."""
_PR_SET_PDEATHSIG: Final = 1
log = structlog.get_logger(__name__)


class ReadingWorker(Worker):
    """One queue, one scan at a time, each in a forked child.

    Only this parent sees how the child ended. A child that died although nobody stopped it died of the scan:
    a content fault. A child stopped with its worker is nobody's fault. Neither needs Redis to be there.
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

    @property
    def asked_to_stop(self) -> bool:
        """Whether SIGTERM or SIGINT came."""
        return self._shutdown_requested_date is not None

    def register_birth(self) -> None:
        """Sign in, also over a predecessor in this process that could not sign out."""
        self.connection.delete(self.key)
        super().register_birth()  # type: ignore[no-untyped-call]  # RQ leaves it untyped

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Read one scan in a child, and see to the task if the child died over it."""
        self._status, self._killed = None, False
        try:
            super().execute_job(job, queue)
        finally:
            self._settle()

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
            timer = Timer(FINISH_SECONDS, self._stop_late_horse, (self.horse_pid,))
            timer.daemon = True
            timer.start()

    def setup_work_horse_signals(self) -> None:
        """In the child: die with the worker, so that no scan is read by somebody whom nobody watches."""
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]  # RQ leaves it untyped
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self.pid:
            os._exit(1)

    def _stop_late_horse(self, horse: int) -> None:
        if self.horse_pid == horse:
            self.kill_horse()

    def _settle(self) -> None:
        """Put back what the child held, if it did not end by itself."""
        if self._is_horse or self._status == os.EX_OK:
            return
        content = self._status is not None and not self._killed
        with transaction(self._tools.sessions) as session:
            freed = tasks.free_dead(session, self.name, content=content)
        if freed:
            log.warning("reader_died", status=self._status, content=content, tasks=freed)
