"""The application behind a real socket: uvicorn in a thread, and callers that are programs of real people."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from httpx2 import Client, Response

from tests.api.office import Office

START_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Served:
    """An office whose door is open on a port of this machine."""

    office: Office
    client: Client

    def call(
        self, who: str, method: str, where: str, body: object = None, version: int | str = 1
    ) -> Response:
        """One call on the version that the caller saw."""
        token = self.office.tokens[who]
        headers = {"authorization": f"Bearer {token}", "if-match": f'"{version}"'}
        return self.client.request(method, f"/api/v1{where}", json=body, headers=headers)


@contextmanager
def served(office: Office) -> Iterator[Served]:
    """Open the door of an office, and close it at the end."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(office.app, host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + START_SECONDS
    while not server.started:
        if time.monotonic() > end:
            raise TimeoutError("the door did not open")
        time.sleep(0.02)
    try:
        with Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield Served(office, client)
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
