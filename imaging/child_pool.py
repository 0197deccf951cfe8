"""The child pool: a small clean process that forks one confined child for every file (imaging.child).

A fork costs a fraction of a new interpreter. The process itself never looks at a file, so no file can spoil
the next one's child. A request is one message on its control socket: task and budget as JSON, with three
descriptors: the file, the pipe for the answer, and a pipe that gets the child's wait status when it has
ended. Who closes the other end of that last pipe wants no more of the child: it is killed.
"""

import importlib
import json
import os
import select
import signal
import socket
import struct
from typing import Final

from imaging import child
from imaging.budget import Budget

LONGEST_REQUEST: Final = 4096
"""Most bytes of a request to the pool, which names a task and its limits; files come as descriptors."""
STATUS: Final = struct.Struct("i")
_LAST_DESCRIPTOR: Final = 1024
"""Descriptor below which all that a child inherited are closed: no process of ours opens more."""


class ChildPool:
    """Children in work: process id by the descriptor of the pipe that waits for the child's end."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._bell, bell = os.pipe()
        os.set_blocking(bell, False)
        signal.set_wakeup_fd(bell)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        self._watched = select.poll()
        self._watched.register(control, select.POLLIN)
        self._watched.register(self._bell, select.POLLIN)
        self._children: dict[int, int] = {}

    def run(self) -> None:
        """Fork until everybody who could ask is gone."""
        while True:
            for descriptor, _event in self._watched.poll():
                if descriptor == self._bell:
                    os.read(self._bell, 512)
                    self._reap()
                elif descriptor == self._control.fileno():
                    if not self._take_request():
                        return self._leave()
                elif descriptor in self._children:
                    os.kill(self._children[descriptor], signal.SIGKILL)
                    self._watched.unregister(descriptor)

    def _take_request(self) -> bool:
        request, descriptors, _flags, _address = socket.recv_fds(self._control, LONGEST_REQUEST, 3)
        if not request:
            return False
        source, answer, end = descriptors
        process = os.fork()
        if process == 0:
            _become_child(request, source, answer)
        os.close(source)
        os.close(answer)
        self._children[end] = process
        self._watched.register(end, 0)
        return True

    def _reap(self) -> None:
        """Tell the end of every child that has ended to whom it may concern."""
        for end, process in list(self._children.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                del self._children[end]
                try:
                    self._watched.unregister(end)
                    os.write(end, STATUS.pack(status))
                except (KeyError, BrokenPipeError):
                    pass
                os.close(end)

    def _leave(self) -> None:
        for process in self._children.values():
            os.kill(process, signal.SIGKILL)


def _become_child(request: bytes, source: int, answer: int) -> None:
    """Everything of the pool is left behind but the two descriptors and the modules. Never returns."""
    status = os.EX_SOFTWARE
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(source, 0)
        os.dup2(answer, 1)
        os.closerange(3, _LAST_DESCRIPTOR)
        wanted = json.loads(request)
        status = child.main(wanted["task"], Budget(**wanted["budget"]), wanted["first"])
    finally:
        os._exit(status)


def main() -> None:
    """Serve the control socket on stdin."""
    # The commonest reader, so that no child has to load it; PDFium is left to those who meet a PDF.
    importlib.import_module("imaging.raster")
    with socket.socket(fileno=os.dup(0)) as control:
        ChildPool(control).run()
