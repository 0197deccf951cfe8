"""For infrastructure: alive, ready (and which part is not), and figures for Prometheus."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.deps import Lang, PartsDep, Snapshot
from api.parts import Parts
from messages import Language, catalogue
from registry.commitments.faults import count_faults, known_faults
from registry.database.clock_watch import check_clock, clock_now
from registry.database.installation import prove_key, prove_schema, prove_store
from registry.database.sessions import snapshot
from registry.domain.errors import Misplaced, RegistryError, TrailBroken
from registry.reporting.reconciliation import balance

FIT: Final = "ok"

router = APIRouter(include_in_schema=True, tags=["health"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers. No part and no thread is asked: a slow disk or a crowd gets no one killed."""
    return {"status": "alive"}


@router.get("/readyz", responses={503: {"description": "names the part that is not ready"}})
def ready(parts: PartsDep, language: Lang) -> Response:
    """Whether database, store and queue answer, the clock lets write, and schema, key and store are its own.

    A part is `ok`, `down`, or names what differs. The queue alone does not stop the counter: papers wait; nor
    does what the integrity watch found, which `sijill doctor --deep` names.
    """
    checks: dict[str, Callable[[Parts], None]] = {
        "database": _database,
        "schema": _asking(prove_schema),
        "key": _asking(lambda session: prove_key(session, parts.key_id)),
        "store": _asking(lambda session: prove_store(session, parts.store)),
        "queue": _queue,
        "clock": _asking(check_clock),
    }
    found = {name: _found(check, parts) for name, check in checks.items()}
    fit = all(state == FIT for name, state in found.items() if name != "queue")
    if found["database"] == FIT:
        found["integrity"] = _found(_asking(_integrity), parts)
    body: dict[str, object] = {"status": "ready" if fit else "not ready", "parts": found}
    if found["database"] == FIT and found["clock"] != FIT:
        body["clock"] = _clock_advice(parts, language)
    return JSONResponse(body, HTTPStatus.OK if fit else HTTPStatus.SERVICE_UNAVAILABLE)


@router.get("/metrics")
def metrics(session: Snapshot) -> Response:
    """Counts alone: no name, no number of a person, no office."""
    collected = CollectorRegistry()
    now = balance(session)
    scans = Gauge("sijill_scans", "Scans by the state of their task", ["state"], registry=collected)
    for state in ("waiting", "running", "done", "quarantined", "withdrawn"):
        scans.labels(state).set(getattr(now, state))
    for name, help_text, value in (
        ("sijill_receipts_issued", "Receipts ever printed", now.receipts),
        ("sijill_cases", "Cases in the register", now.cases),
        ("sijill_scans_accepted", "Scans ever taken in", now.accepted),
        ("sijill_integrity_faults", "What was found to be other than the trail says", count_faults(session)),
        ("sijill_books_balance", "1 while what was handed in equals what is there", int(now.even)),
    ):
        Gauge(name, help_text, registry=collected).set(value)
    return Response(generate_latest(collected), media_type=CONTENT_TYPE_LATEST)


def _found(check: Callable[[Parts], None], parts: Parts) -> str:
    try:
        check(parts)
    except Misplaced as error:
        return error.code
    except TrailBroken as error:
        return f"broken: {error.params['problem']}"
    except (SQLAlchemyError, RedisError, RegistryError, OSError):
        return "down"
    return FIT


def _asking(look: Callable[[Session], None]) -> Callable[[Parts], None]:
    """A check that looks into the database."""

    def check(parts: Parts) -> None:
        with snapshot(parts.sessions) as session:
            look(session)

    return check


def _integrity(session: Session) -> None:
    """Raises `TrailBroken` naming the first thing that was found to be other than the trail says."""
    if first := known_faults(session, 1):
        raise TrailBroken({"problem": first[0].what.value, "number": 0})


def _database(parts: Parts) -> None:
    with snapshot(parts.sessions):
        return


def _clock_advice(parts: Parts, language: Language) -> dict[str, str | int]:
    """What is wrong with the clock, by how much, and what to do."""
    with snapshot(parts.sessions) as session:
        held = clock_now(session)
    advice = catalogue(language).say(f"error.clock_{held.state}.advice")
    return {"state": held.state.value, "seconds": held.seconds, "advice": advice}


def _queue(parts: Parts) -> None:
    parts.bell.ping()
