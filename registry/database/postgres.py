"""PostgreSQL: the engine, and the look at its locale before anything is trusted to it."""

import select
import time
from typing import Any, Final

from psycopg import Connection, OperationalError
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import InvalidatePoolError

from registry.database.pool import KEPT_OPEN, MOST_OPEN, POOL_SECONDS
from registry.domain.errors import DatabaseUnfit

# A frozen process must not hold up the others: nobody waits longer for a lock, or keeps one while asleep.
TIMEOUTS: Final = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
# Questions here touch a few hundred rows: starting a second process for one takes longer than the answer,
# and a plan made anew for every list of name parts costs more than running it.
PLANS: Final = "-c max_parallel_workers_per_gather=0 -c plan_cache_mode=force_generic_plan"
IDLE: Final = 30.0
"""Seconds after which a connection is asked before it is used: what lies between may have forgotten it."""


def open_postgres(url: str) -> Engine:
    """An engine on PostgreSQL through psycopg; dead connections are replaced when taken."""
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    engine = create_engine(
        url,
        pool_size=KEPT_OPEN,
        max_overflow=MOST_OPEN - KEPT_OPEN,
        pool_timeout=POOL_SECONDS,
        connect_args={"options": f"{TIMEOUTS} {PLANS}"},
    )
    _replace_dead_connections(engine)
    return engine


def _replace_dead_connections(engine: Engine) -> None:
    """Look at each connection that is taken, and ask the server only where the look tells nothing.

    SQLAlchemy's own `pool_pre_ping` asks each time, with three ways to the server and back.
    A server that ended a connection has said so on its socket, which is silent otherwise.
    """

    @event.listens_for(engine, "checkin")
    def _(_: object, record: Any) -> None:
        record.info["used"] = _clock()

    @event.listens_for(engine, "checkout")
    def _(connection: Connection[Any], record: Any, _: object) -> None:
        used = record.info.get("used")
        is_fresh = used is None or _clock() - used < IDLE
        if (is_fresh and _is_silent(connection)) or _answers(connection):
            return
        # The server was started anew: its other connections are dead, too.
        raise InvalidatePoolError


def _clock() -> float:
    """Seconds that go on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _is_silent(connection: Connection[Any]) -> bool:
    """Whether the server sent nothing and closed nothing."""
    if connection.closed:
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)


def _answers(connection: Connection[Any]) -> bool:
    """Whether the server answers."""
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except OperationalError:
        return False
    return True


def check_locale(engine: Engine) -> None:
    """Raise `DatabaseUnfit` under locale `C`: there no Arabic letter is a letter, so trigrams see nothing."""
    query = text(
        "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    )
    with engine.connect() as connection:
        locale, encoding = connection.execute(query).one()
    # Whoever is refused leaves no connection behind.
    engine.dispose()
    if encoding != "UTF8":
        raise DatabaseUnfit({"problem": "postgres_encoding", "encoding": str(encoding)})
    if str(locale).upper() in {"C", "POSIX"}:
        raise DatabaseUnfit({"problem": "postgres_locale", "locale": str(locale)})
