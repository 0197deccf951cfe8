"""How many connections a process may hold: more than the door lets requests use at once (`api.crowd`)."""

from typing import Final

KEPT_OPEN: Final = 8
"""Connections that a process keeps open when idle."""
MOST_OPEN: Final = 48
"""Opened when they are needed and closed again; a server of 100 (PostgreSQL's own limit) bears two doors."""
POOL_SECONDS: Final = 3.0
"""Who gets no connection within this is told to come again."""
