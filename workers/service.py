"""Keeps one worker going until it is asked to stop, through every absence of Redis."""

import time
from typing import Final

import structlog
from redis import Redis, RedisError
from rq.exceptions import StopRequested

from imaging.nanny import nanny
from workers import jobs
from workers.horse import ReadingWorker
from workers.queueing import open_queue
from workers.toolbox import Toolbox

PAUSE_SECONDS: Final = 1.0
log = structlog.get_logger(__name__)


def work(tools: Toolbox, redis: Redis) -> int:
    """Read scans with these tools until SIGTERM or SIGINT; the answer is the exit code."""
    jobs.tools.set(tools)
    # Before the first fork, so that every child that reads a scan finds it there.
    nanny().start()
    stopped = False
    while not stopped:
        try:
            stopped = _work_until_redis_goes(tools, redis)
            if not stopped:
                time.sleep(PAUSE_SECONDS)
        except StopRequested:
            stopped = True
    return 0


def _work_until_redis_goes(tools: Toolbox, redis: Redis) -> bool:
    """Read scans; the answer is whether we were asked to stop."""
    worker = None
    try:
        worker = ReadingWorker(tools, open_queue(redis))
        worker.work(logging_level="WARNING")
    except RedisError as error:
        log.warning("queue_away", error=type(error).__name__)
    return worker is not None and worker.asked_to_stop
