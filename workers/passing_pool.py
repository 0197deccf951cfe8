"""The process that reads files for the door: one fork a file, from an open file to the papers on it as JSON.

It has the models and no key, no database, no environment. Each file is read in a fork of its own, which ends
after a minute whatever it does; the file itself is decoded in a child of imaging's, as a worker has it done.
"""

import ctypes
import json
import os
import select
import signal
import socket
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from imaging.budget import Budget
from imaging.decode import decode
from imaging.errors import ImagingError
from imaging.supervisor import supervisor
from ocr.result.errors import OcrError
from reference.documents import DocumentType, document_types
from registry.database.clock import civil_day, host_now
from workers.assess import Assessment, PageSource, assess
from workers.passing import LONGEST_SECONDS, SIDES, SideRead
from workers.reader import open_reader
from workers.toolbox import ReadPage

MOST_PAGES: Final = 10
"""Most pages of a file that is read at once: more of them go into a case, where nobody waits for them."""
IDLE_SECONDS: Final = 600
"""Seconds without a file after which the process ends and gives the memory of the models back."""
_PR_SET_PDEATHSIG: Final = 1
"""Option of prctl(2): the signal that a process gets when its parent dies."""


class PassingPool:
    """The reader of one process, and what it is told by."""

    def __init__(self, types: Mapping[str, DocumentType], read_page: ReadPage, name: str) -> None:
        self._types = types
        self._read_page = read_page
        self._name = name

    def run(self, control: socket.socket) -> None:
        """Fork for every file until nobody can ask any more, or nobody has for a while."""
        # Forks that ended are gone without being waited for.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while select.select([control], [], [], IDLE_SECONDS)[0]:
            request, descriptors, _flags, _address = socket.recv_fds(control, 16, 2)
            if not request:
                return
            source, answer = descriptors
            if os.fork() == 0:
                control.close()
                self._become_reader(source, answer)
            os.close(source)
            os.close(answer)

    def _become_reader(self, source: int, answer: int) -> None:
        """Read one file, tell it, and end. Never returns."""
        try:
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.alarm(LONGEST_SECONDS)
            told = json.dumps(self._answer(source)).encode()
            with os.fdopen(answer, "wb") as pipe:
                pipe.write(told)
        finally:
            os._exit(0)

    def _answer(self, source: int) -> dict[str, Any]:
        try:
            return {"sides": SIDES.dump_python(tuple(self._sides(source)), mode="json")}
        except ImagingError as error:
            return {"error": error.code, "params": error.params}
        except (OcrError, OSError):
            return {"busy": True}

    def _sides(self, source: int) -> Iterator[SideRead]:
        today = civil_day(host_now())
        with os.fdopen(source, "rb") as file:
            for page in decode(file, Budget(max_pages=MOST_PAGES)):
                for reading in self._read_page(page.pixels, None, ()):
                    found = assess(
                        reading, PageSource(page.index, self._name, page.scale), self._types, today
                    )
                    yield without_sensitive(found, self._types)


def without_sensitive(found: Assessment, types: Mapping[str, DocumentType]) -> SideRead:
    """A side without values of sensitive fields: no case gives anybody the right to see them."""
    paper = found.paper
    kind = types.get(paper.document_type)
    specs = [spec for field in kind.fields for spec in (field, *field.columns)] if kind else []
    hidden = {spec.key for spec in specs if spec.sensitive}
    shown = tuple(value for value in paper.fields if value.path.rpartition(".")[2] not in hidden)
    return SideRead(replace(paper, fields=shown, layout=None), found.findings)


def main(settings: str) -> None:
    """Serve the control socket on stdin. Raises EngineMissing."""
    told = json.loads(settings)
    folder = told["document_types"]
    types = document_types(Path(folder) if folder else None)
    read_page, name = open_reader(types, told["error_budget"])
    # Forks share it: started by each it would cost them more than the decoding.
    supervisor().start()
    with socket.socket(fileno=os.dup(0)) as control:
        PassingPool(types, read_page, name).run(control)
