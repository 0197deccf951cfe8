"""A register's door over HTTP(S): signs in with an account, hands bundles of files in, waits when told to.

It needs no key of the house, only what a clerk has: an address, a name and a password.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from httpx2 import Client, ConnectError, HTTPError, Response

from cli.handing import Bundle
from cli.papers import Refusal, shown_name

TRIES: Final = 6
"""How often one file is sent before the run ends: with the pauses a broken line of a minute is bridged."""
PAUSE_SECONDS: Final = 1.0
"""Rest after the first failure, doubled after each further one."""
LONGEST_PAUSE_SECONDS: Final = 60.0
"""Longest rest that a busy door may ask for."""
PATIENCE_SECONDS: Final = 120.0
"""How long one answer may take: a file of 400 MB on a slow line is sent in pieces, each far shorter."""
BUSY: Final = frozenset({429, 502, 503, 504})
"""Answers after which the same file is sent again."""


class DoorError(Exception):
    """The door can't be used: `code` has words in `messages`, `params` fill them."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one file: the scan that it is there, or why the door refused it."""

    file: Path
    scan: str | None
    refusal: Refusal | str | None = None


@dataclass(slots=True)
class Door:
    """An open door. `rest` waits so many seconds; the password is kept to sign in anew after a long night."""

    client: Client
    name: str
    password: str
    rest: Callable[[float], None] = time.sleep
    token: str = field(default="", init=False)

    def sign_in(self) -> None:
        """Get a token. Raises `DoorError` for a wrong password, an unknown address or a bad certificate."""
        body = {"username": self.name, "password": self.password}
        answer = self._asked(lambda: self.client.post("/api/v1/login", json=body))
        if answer.status_code != 200:
            raise DoorError("cli.door.refused", reason=_title(answer))
        self.token = str(answer.json()["token"])

    def hand_in(self, bundle: Bundle) -> Iterator[Sent]:
        """Send a bundle's files one by one into one case, which its first file names.

        The same bundle sent again finds the same case and scans. Raises `DoorError` when the line stays down.
        """
        case: str | None = None
        key: str | None = None
        for file in bundle.files:
            try:
                content = file.read_bytes()
            except OSError:
                yield Sent(file, None, Refusal("file_closed", {}))
                continue
            key = key or f"intake-{hashlib.sha256(content).hexdigest()}"
            answer = self._sent(file, content, case, key)
            told: dict[str, Any] = answer.json() if answer.content else {}
            entry = (told.get("scans") or [{}])[0]
            if entry.get("id"):
                case = told["case"]
                yield Sent(file, str(entry["id"]))
            else:
                yield Sent(file, None, str((entry.get("error") or {}).get("message") or _title(answer)))

    def _sent(self, file: Path, content: bytes, case: str | None, key: str) -> Response:
        def send() -> Response:
            return self.client.post(
                "/api/v1/scans",
                files={"files": (shown_name(Path(file.name)), content)},
                data={"case": case} if case else {},
                headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": key},
            )

        answer = self._asked(send)
        if answer.status_code == 401:
            self.sign_in()
            answer = self._asked(send)
        return answer

    def _asked(self, ask: Callable[[], Response]) -> Response:
        """The answer to a call, asked again while the line is down or the door busy. Raises `DoorError`."""
        pause = PAUSE_SECONDS
        for _ in range(TRIES):
            try:
                answer = ask()
            except ConnectError as error:
                if "certificate" in str(error).lower():
                    raise DoorError("cli.door.certificate", address=str(self.client.base_url)) from error
                wait = pause
            except HTTPError:
                wait = pause
            else:
                if answer.status_code not in BUSY:
                    return answer
                asked_for = answer.headers.get("retry-after", "")
                wait = float(asked_for) if asked_for.isdecimal() else pause
            self.rest(min(wait, LONGEST_PAUSE_SECONDS))
            pause *= 2
        raise DoorError("cli.door.away", address=str(self.client.base_url))


@contextmanager
def open_door(address: str, name: str, password: str, language: str) -> Iterator[Door]:
    """The door at an address, signed in; its refusals come in this language. Raises `DoorError`."""
    headers = {"Accept-Language": language}
    with Client(base_url=address.rstrip("/"), timeout=PATIENCE_SECONDS, headers=headers) as client:
        door = Door(client, name, password)
        door.sign_in()
        yield door


def _title(answer: Response) -> str:
    try:
        return str(answer.json().get("title", answer.status_code))
    except ValueError:
        return str(answer.status_code)
