"""What a database said when it failed, as a code for the log: its words may hold a person's name."""

from sqlalchemy.exc import DBAPIError


def symptom(error: BaseException) -> str:
    """The error's class, and behind it SQLite's or PostgreSQL's code: `OperationalError SQLITE_BUSY`."""
    own = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(own, "sqlite_errorname", None) or getattr(own, "sqlstate", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
