"""What every answer carries: no foreign scripts or frames, no sniffing, nothing personal kept in caches."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Message, Receive, Send], Awaitable[None]]

# No 'unsafe-inline' anywhere: scripts and styles are files of ours, so injected markup can't run (CSP 3).
CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS: Final = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # Not `no-referrer`: browsers then send `Origin: null` with our own forms (Fetch 3.2), and `csrf` refuses.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
)
# Whatever sets no rule of its own may be personal.
DEFAULT_CACHE: Final = (b"cache-control", b"no-store")
HTTPS_ONLY: Final = (b"strict-transport-security", b"max-age=31536000")


class SafeAnswers:
    """ASGI middleware that adds these headers; it never buffers, so uploads and downloads stream through."""

    def __init__(self, app: AsgiApp) -> None:
        self._app: Final = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: list[tuple[bytes, bytes]] = [*message.get("headers", []), *ALWAYS]
                if not any(name.lower() == b"cache-control" for name, _ in headers):
                    headers.append(DEFAULT_CACHE)
                if scope["scheme"] == "https":
                    headers.append(HTTPS_ONLY)
                message["headers"] = headers
            await send(message)

        await self._app(scope, receive, send_safely)
