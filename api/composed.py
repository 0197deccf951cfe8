"""What a request says, with its letters composed (NFC) before anything is asked of them.

Some systems and telephones send a hamza or a madda as a sign of its own. What was typed is canonically the
same text (Unicode Standard Annex 15), so it is the same name, address of a field and answer from here on.
"""

import json
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from arabic.letters import composed

JSON: Final = b"application/json"
FORM: Final = b"application/x-www-form-urlencoded"
LONGEST: Final = 1 << 20
"""Bytes of a body that are looked at; what is longer is no form of ours and streams through."""


class Composed:
    """ASGI middleware that composes the texts of JSON bodies and forms; files pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app: Final = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = _kind(scope) if scope["type"] == "http" else b""
        if kind not in (JSON, FORM):
            await self._app(scope, receive, send)
            return
        messages, length = [await receive()], 0
        while messages[-1].get("more_body") and length <= LONGEST:
            length += len(messages[-1].get("body", b""))
            messages.append(await receive())
        if not messages[-1].get("more_body") and messages[-1]["type"] == "http.request":
            body = b"".join(message.get("body", b"") for message in messages)
            messages = [{"type": "http.request", "body": _composed(kind, body), "more_body": False}]

        async def again() -> Message:
            return messages.pop(0) if messages else await receive()

        await self._app(scope, again, send)


def _kind(scope: Scope) -> bytes:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    kind = next((value for name, value in headers if name == b"content-type"), b"")
    return kind.partition(b";")[0].strip().lower()


def _composed(kind: bytes, body: bytes) -> bytes:
    """The body with its texts composed; what is no such body stays as it came, for its route to refuse."""
    try:
        return _composed_json(body) if kind == JSON else _composed_form(body)
    except (ValueError, RecursionError):
        return body


def _composed_json(body: bytes) -> bytes:
    said = json.loads(body)
    whole = _composed_value(said)
    return body if whole == said else json.dumps(whole).encode()


def _composed_value(value: object) -> object:
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, list):
        return [_composed_value(one) for one in value]
    if isinstance(value, dict):
        return {composed(str(name)): _composed_value(one) for name, one in value.items()}
    return value


def _composed_form(body: bytes) -> bytes:
    said = parse_qsl(body.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict")
    whole = [(composed(name), composed(value)) for name, value in said]
    return body if whole == said else urlencode(whole).encode("ascii")
