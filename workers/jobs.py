"""The one function that RQ calls by name, with a task's id and the number of the attempt."""

import uuid
from contextvars import ContextVar

from workers.digitise import digitise as read_one_scan
from workers.toolbox import Toolbox

tools: ContextVar[Toolbox] = ContextVar("tools")
"""What the worker process has loaded before it forks (workers.main sets it)."""
machinery_failed: ContextVar[bool] = ContextVar("machinery_failed", default=False)
"""Whether the scan of this process was left as it was because the machinery failed."""


def digitise(task: str, attempt: int) -> None:
    """Read the scan of a task, if this attempt is still wanted."""
    machinery_failed.set(not read_one_scan(tools.get(), uuid.UUID(task), attempt))
