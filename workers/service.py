"""Keeps one worker going until it is asked to stop, through every absence of Redis."""

import time
from typing import Final

import structlog
from redis import Redis, RedisError
from rq.exceptions import StopRequested
from sqlalchemy.exc import SQLAlchemyError

from imaging.supervisor import supervisor
from registry.database.fault_codes import symptom
from registry.domain.errors import Misplaced, RegistryError
from workers import jobs
from workers.misplacement import MISSING, tell_misplaced
from workers.queueing import open_queue
from workers.toolbox import Toolbox
from workers.work_process import ReadingWorker

PAUSE_SECONDS: Final = 1.0
"""Seconds of rest after the queue went away, before the worker looks for it again."""
log = structlog.get_logger(__name__)


def work(tools: Toolbox, redis: Redis) -> int:
    """Read scans with these tools until SIGTERM or SIGINT; the answer is the exit code.

    It is 3 when this process is not where it belongs, or the machinery failed several times in a row: whoever
    started it starts it again, a little later each time.
    """
    if not _is_placed(tools):
        return MISSING
    jobs.tools.set(tools)
    # Before the first fork, so that every child that reads a scan finds it there.
    supervisor().start()
    code: int | None = None
    while code is None:
        try:
            code = _work_until_redis_goes(tools, redis)
            if code is None:
                time.sleep(PAUSE_SECONDS)
        except StopRequested:
            code = 0
    return code


def _is_placed(tools: Toolbox) -> bool:
    try:
        tools.placement.prove()
    except Misplaced as error:
        tell_misplaced(error)
        return False
    except (SQLAlchemyError, RegistryError, OSError) as error:
        # What is away may come back: each task asks again.
        log.warning("placement_unproved", error=symptom(error))
    return True


def _work_until_redis_goes(tools: Toolbox, redis: Redis) -> int | None:
    """Read scans; the answer is the exit code, or None when nobody asked us to stop."""
    worker = None
    try:
        worker = ReadingWorker(tools, open_queue(redis))
        worker.work(logging_level="WARNING")
    except RedisError as error:
        log.warning("queue_away", error=type(error).__name__)
    if worker is None:
        return None
    if worker.gave_up:
        return MISSING
    return 0 if worker.asked_to_stop else None
