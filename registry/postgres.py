"""PostgreSQL: the engine, and the look at its locale before anything is trusted to it."""

from typing import Final

from sqlalchemy import Engine, create_engine, text

from registry.errors import DatabaseUnfit

# A frozen process must not hold up the others: nobody waits longer for a lock, or keeps one while asleep.
TIMEOUTS: Final = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
# Questions here touch a few hundred rows: starting a second process for one takes longer than the answer,
# and a plan made anew for every list of name parts costs more than running it.
PLANS: Final = "-c max_parallel_workers_per_gather=0 -c plan_cache_mode=force_generic_plan"


def open_postgres(url: str) -> Engine:
    """An engine on PostgreSQL through psycopg; dead connections are replaced when taken."""
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    return create_engine(
        url, pool_pre_ping=True, pool_size=8, max_overflow=8, connect_args={"options": f"{TIMEOUTS} {PLANS}"}
    )


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
