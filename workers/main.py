"""The worker process: loads what reads, then forks a child for every scan until it is asked to stop."""

import os

from reference.documents import document_types
from settings import Settings
from workers.queueing import connect
from workers.reader import open_reader
from workers.service import work
from workers.toolbox import build


def run(settings: Settings, label: str = "worker") -> int:
    """Read scans until SIGTERM or SIGINT; the answer is the exit code. `label` names the worker to people."""
    # Tesseract's own threads fight with the other workers for the same processors.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    read_page, reader = open_reader(document_types(settings.document_types), settings.error_budget)
    return work(build(settings, label, read_page, reader), connect(settings.queue))
