"""The doorbell: one RQ queue that carries task ids and attempt numbers as JSON, and nothing else."""

from collections.abc import Mapping
from typing import Any, Final

from redis import Redis
from rq import Queue, worker_registration
from rq.exceptions import DuplicateJobError
from rq.job import Job
from rq.serializers import JSONSerializer

from registry.domain.claims import Due

QUEUE_NAME: Final = "digitise"
JOB_NAME: Final = "workers.jobs.digitise"
LONGEST_SECONDS: Final = 30 * 60
"""A scan of 200 pages takes a few minutes; what takes longer hangs."""
FAILURES_KEPT_SECONDS: Final = 24 * 60 * 60
"""Seconds for which the queue keeps what failed, for whoever looks the day after; the database keeps it
all."""
_NUDGE_KEY: Final = "sijill:nudge"
_MARK_KEY: Final = "sijill:mark"


_NOT_OURS: Final = frozenset(
    {"success_callback_name", "failure_callback_name", "stopped_callback_name", "webhooks"}
)


class ForeignJobError(Exception):
    """A job in Redis names another function than ours: a stranger writes there. Give Redis a password."""


class ScanJob(Job):
    """A job that can only ever call our one function, whatever its fields in Redis say."""

    def restore(self, raw_data: Mapping[Any, Any]) -> None:
        """Load the job, leaving behind what RQ would call or send besides the function itself."""
        super().restore({key: value for key, value in raw_data.items() if _text(key) not in _NOT_OURS})

    def perform(self) -> Any:
        """Run the function. Raises ForeignJobError when it is not ours."""
        if self.func_name != JOB_NAME:
            raise ForeignJobError(self.func_name)
        return super().perform()


def connect(url: str) -> Redis:
    """A connection to Redis or Valkey (`redis://`, `rediss://` or `unix://`); nothing is sent yet."""
    return Redis.from_url(url)


def open_queue(redis: Redis) -> Queue:
    """The one queue. Workers and dispatcher both open it here, so both speak JSON."""
    return Queue(QUEUE_NAME, connection=redis, serializer=JSONSerializer, job_class=ScanJob)


def job_id(due: Due) -> str:
    """The same bell has the same id, so that ringing twice rings once."""
    return f"digitise-{due.task}-{due.attempt}"


def ring(queue: Queue, due: Due) -> None:
    """Tell the workers that a task waits. Raises redis.RedisError when the queue can't be reached."""
    try:
        queue.enqueue_call(
            JOB_NAME,
            args=(str(due.task), due.attempt),
            job_id=job_id(due),
            timeout=LONGEST_SECONDS,
            result_ttl=0,
            failure_ttl=FAILURES_KEPT_SECONDS,
            unique=True,
        )
    except DuplicateJobError:
        return


def nudge(redis: Redis) -> None:
    """Wake the dispatcher: new work was committed. A lost nudge costs a second, no more."""
    with redis.pipeline() as pipe:
        pipe.lpush(_NUDGE_KEY, 1)
        pipe.ltrim(_NUDGE_KEY, 0, 0)
        pipe.execute()


def await_nudge(redis: Redis, seconds: float) -> None:
    """Wait until somebody nudges, but at most so long."""
    redis.blpop([_NUDGE_KEY], timeout=seconds)


def live_workers(queue: Queue) -> int:
    """How many workers gave a sign of life lately; RQ's own count keeps those that were killed."""
    keys = worker_registration.get_keys(queue=queue)
    return int(queue.connection.exists(*keys)) if keys else 0


def set_mark(redis: Redis) -> None:
    """Leave a mark that only a wiped queue loses."""
    redis.set(_MARK_KEY, 1)


def is_marked(redis: Redis) -> bool:
    """Whether the mark is still there; else the queue was wiped, and every bell with it."""
    return redis.exists(_MARK_KEY) == 1


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
