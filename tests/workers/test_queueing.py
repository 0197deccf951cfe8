"""What crosses the queue is a task's id and a number, and what comes out calls one function only."""

import json
import time
import uuid
import zlib

import pytest
from redis import Redis
from rq.job import Job
from rq.serializers import JSONSerializer

from registry.domain.claims import Due
from workers.queueing import (
    JOB_NAME,
    ForeignJobError,
    ScanJob,
    await_nudge,
    is_marked,
    job_id,
    live_workers,
    nudge,
    open_queue,
    ring,
    set_mark,
)

DUE = Due(uuid.UUID("018f0000-0000-7000-8000-000000000001"), 3)


def test_only_an_id_and_a_number_cross_the_queue(redis: Redis) -> None:
    ring(open_queue(redis), DUE)
    stored = redis.hget(f"rq:job:{job_id(DUE)}", "data")
    assert isinstance(stored, bytes)
    data = json.loads(zlib.decompress(stored))
    assert data == [JOB_NAME, None, [str(DUE.task), DUE.attempt], {}]


def test_the_same_bell_rings_once(redis: Redis) -> None:
    queue = open_queue(redis)
    ring(queue, DUE)
    ring(queue, DUE)
    ring(queue, Due(DUE.task, 4))
    assert queue.job_ids == [job_id(DUE), job_id(Due(DUE.task, 4))]


def test_nothing_is_kept_of_a_job_that_ended_well(redis: Redis) -> None:
    ring(open_queue(redis), DUE)
    job = ScanJob.fetch(job_id(DUE), redis, JSONSerializer)
    assert job.result_ttl == 0
    assert job.retries_left is None


def test_a_job_that_names_another_function_is_refused(redis: Redis) -> None:
    queue = open_queue(redis)
    evil = Job.create(
        "os.system", ["true"], id="evil", connection=redis, serializer=JSONSerializer, origin=queue.name
    )
    evil.save()
    with pytest.raises(ForeignJobError):
        ScanJob.fetch("evil", redis, JSONSerializer).perform()


def test_callbacks_and_webhooks_of_a_stranger_are_left_behind(redis: Redis) -> None:
    ring(open_queue(redis), DUE)
    hooks = json.dumps([{"url": "http://example.invalid", "statuses": ["finished"]}])
    for field in ("success_callback_name", "failure_callback_name", "stopped_callback_name"):
        redis.hset(f"rq:job:{job_id(DUE)}", field, "os.abort")
    redis.hset(f"rq:job:{job_id(DUE)}", "webhooks", hooks)
    job = ScanJob.fetch(job_id(DUE), redis, JSONSerializer)
    assert [job.success_callback, job.failure_callback, job.stopped_callback] == [None] * 3
    assert not job.webhooks


def test_a_nudge_wakes_at_once_and_many_wake_once(redis: Redis) -> None:
    for _ in range(5):
        nudge(redis)
    began = time.monotonic()
    await_nudge(redis, 5)
    assert time.monotonic() - began < 0.5
    await_nudge(redis, 0.2)
    assert time.monotonic() - began > 0.2


def test_a_wiped_queue_has_lost_its_mark(redis: Redis) -> None:
    set_mark(redis)
    assert is_marked(redis)
    redis.flushall()
    assert not is_marked(redis)


def test_a_killed_worker_counts_no_longer_when_redis_has_forgotten_it(redis: Redis) -> None:
    queue = open_queue(redis)
    for name in ("alive", "killed"):
        redis.sadd("rq:workers", f"rq:worker:{name}")
        redis.sadd(f"rq:workers:{queue.name}", f"rq:worker:{name}")
    redis.hset("rq:worker:alive", "state", "idle")
    assert live_workers(queue) == 1
