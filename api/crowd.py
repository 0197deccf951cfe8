"""As many requests at work as there are connections and threads for; the others wait a little, or come again.

A route takes a connection in one step and uses it in the next. With more requests than connections, those
that hold one wait for a thread while every thread waits for a connection: nobody goes on. So a request is let
in only when there is room for all it needs, and who has to wait too long is told when to come again.
Uploads are let in apart: they take long over a thin line, and hold no connection meanwhile.
"""

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem_of
from api.faults import Busy
from api.handlers import answer

AT_WORK: Final = 16
"""Requests at once; each uses at most one thread of AnyIO's 40 and CONNECTIONS_EACH connections."""
CONNECTIONS_EACH: Final = 2
"""Who is signed in is looked up beside the connection that the route itself holds."""
WAITING: Final = 200
"""More than so many are sent away at once: at 30 answers a second the last would wait seven seconds."""
PATIENCE_SECONDS: Final = 8.0
UPLOADS: Final = 64
"""Uploads at once, most of which wait for their line; each may take up to 400 MB of memory."""
COME_AGAIN_SECONDS: Final = 5
BODY_BYTES: Final = 1 << 20
"""What a form or JSON body may hold before its request takes a place: a slow line keeps nobody waiting."""
ALWAYS: Final = frozenset({"/healthz"})


class Crowd:
    """The application behind it, entered by AT_WORK at a time. `/healthz` is always let through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._places = asyncio.Semaphore(AT_WORK)
        self._waiting = 0
        self._uploads = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or answer that there is no room."""
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await self._app(scope, receive, send)
        elif _is_upload(scope):
            await self._upload(scope, receive, send)
        else:
            await self._enter(scope, await _with_body(receive), send)

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not await self._place():
            await _refuse(scope, receive, send)
            return
        held = True

        def leave() -> None:
            nonlocal held
            if held:
                held = False
                self._places.release()

        async def sent(message: Message) -> None:
            # Connections are given back before an answer starts: who reads it slowly keeps nobody out.
            if message["type"] == "http.response.start":
                leave()
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            leave()

    async def _place(self) -> bool:
        if self._waiting >= WAITING:
            return False
        self._waiting += 1
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
        return True

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._uploads >= UPLOADS:
            await _refuse(scope, receive, send)
            return
        self._uploads += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._uploads -= 1


def _is_upload(scope: Scope) -> bool:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    return any(name == b"content-type" and kind.startswith(b"multipart/") for name, kind in headers)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    await answer(request, problem_of(Busy({"seconds": COME_AGAIN_SECONDS})))(scope, receive, send)


async def _with_body(receive: Receive) -> Receive:
    """The same messages, the body's first megabyte fetched already."""
    fetched: list[Message] = []
    length, more = 0, True
    while more and length < BODY_BYTES:
        message = await receive()
        fetched.append(message)
        more = message["type"] == "http.request" and bool(message.get("more_body", False))
        length += len(message.get("body", b""))
    fetched.reverse()

    async def again() -> Message:
        return fetched.pop() if fetched else await receive()

    return again
