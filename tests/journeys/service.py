"""The service as an office runs it: door, dispatcher and worker as processes, over queue and data folder."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from registry.accounts.accounts import NewAccount, first_accounts
from registry.accounts.offices import OfficeView, open_office
from registry.database.sessions import Sessions, transaction
from registry.domain.access import Role
from registry.vault.crypto import create_key_file, load_keys
from settings import Settings
from tests.databases import build
from tests.workers.valkey import Valkey
from workers.toolbox import open_sessions

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "باب الشرقي ١٩٥٧"
OFFICE = OfficeView("0101", "دائرة أحوال الكرخ", "فەرمانگەی باری کەسێتی کەرخ", "Karkh civil affairs", "بغداد")
STAFF = (
    NewAccount("clerk", Role.clerk, OFFICE.code, "زينب كريم"),
    NewAccount("officer", Role.officer, OFFICE.code, "سردار عزيز"),
    NewAccount("supervisor", Role.supervisor, None, "هيفاء جاسم"),
    NewAccount("auditor", Role.auditor, None, "آزاد محمود"),
)
PARTS = ("serve", "dispatch", "worker")
# A machine busy with other work takes its time; a part that died is seen at once.
START_SECONDS = 180.0


@dataclass(slots=True)
class Service:
    """A running service. `address` is where its pages are; every account has the one password."""

    settings: Settings
    sessions: Sessions
    address: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, parts: tuple[str, ...] = PARTS, **settings: str) -> None:
        """Start these parts and wait until the door says that it is ready."""
        for part in parts:
            with (self.settings.folder / f"{part}.log").open("wb") as log:
                command = [sys.executable, "-m", "cli.main", part]
                self.processes.append(
                    subprocess.Popen(
                        command, cwd=ROOT, env={**self._environment(), **settings}, stdout=log, stderr=log
                    )
                )
        end = time.monotonic() + START_SECONDS
        while not self._ready():
            if time.monotonic() > end:
                raise TimeoutError((self.settings.folder / "serve.log").read_text(encoding="utf-8")[-2000:])
            time.sleep(0.1)

    def stop(self) -> None:
        """Ask all parts to end, and wait for them."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=30)

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "SIJILL_DATA": str(self.settings.folder),
            "SIJILL_REDIS_URL": self.settings.queue,
            "SIJILL_PORT": str(self.settings.port),
        }

    def _ready(self) -> bool:
        door = HTTPConnection("127.0.0.1", self.settings.port, timeout=2)
        try:
            door.request("GET", "/readyz")
            return door.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            door.close()


def make(folder: Path, queue: Valkey) -> Service:
    """A data folder with keys, tables, one office and one account of each role."""
    settings = Settings(data=folder, redis_url=queue.url, port=free_port())
    create_key_file(settings.keys)
    build(settings.database, load_keys(settings.keys).database, "sqlite").engine.dispose()
    sessions = open_sessions(settings)
    with transaction(sessions) as session:
        open_office(session, None, OFFICE)
        first_accounts(session, [NewAccount("admin", Role.admin, None, "مدير النظام"), *STAFF], PASSWORD)
    return Service(settings, sessions, f"http://127.0.0.1:{settings.port}")


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port
