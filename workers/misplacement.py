"""A process that is not where it belongs: what it says before it ends, and its exit code."""

from typing import Final

import structlog

from registry.domain.errors import Misplaced

MISSING: Final = 3
"""The exit code that says that a needed part is missing (`cli.exits`)."""
log = structlog.get_logger(__name__)


def tell_misplaced(error: Misplaced) -> None:
    """Log what differs between this process and its database; no traceback, since no code is at fault."""
    log.error("misplaced", code=error.code, **error.params)
