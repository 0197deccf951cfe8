"""A counter with its queue: hands scans in, starts and kills the processes behind, and looks at the books."""

import multiprocessing
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from PIL import Image
from sqlalchemy import func, select, update

from registry.accounts.accounts import NewAccount
from registry.accounts.offices import OfficeView, open_office
from registry.database.installation import Placement, settle
from registry.database.sessions import Sessions, snapshot, transaction
from registry.domain.access import Actor, Role
from registry.domain.states import TaskState
from registry.intake.scans import NewScan, receive
from registry.models.readings import StoredReading
from registry.models.scans import Scan, Task
from registry.vault.crypto import load_keys
from registry.vault.store import Store, open_store
from settings import Settings
from tests.imaging import files
from tests.registry.office import hired
from tests.workers import stand

OFFICE = OfficeView("0101", "دائرة أحوال الكرخ", "", "Karkh", "بغداد")
# Processes are forked from one that has imported everything: a start takes 10 ms in place of a second.
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload([stand.__name__])


def page(colour: str) -> bytes:
    """A page of one colour, as a file; `tests.workers.stand` reads colours."""
    return files.encoded(Image.new("RGB", (100, 60), colour), "PNG")


@dataclass(slots=True)
class Desk:
    """An office and the processes behind it."""

    settings: Settings
    sessions: Sessions
    clerk: Actor
    officer: Actor
    store: Store
    key_id: str
    started: list[ForkServerProcess] = field(default_factory=list)
    handed_in: list[uuid.UUID] = field(default_factory=list)

    def hand_in(self, content: bytes, kind: str = "png", pages: int = 1) -> uuid.UUID:
        """Take a file in as the counter does; the answer is the scan's id. A scan with a receipt."""
        blob = self.store.put(content)
        with transaction(self.sessions) as session:
            new = NewScan(blob.digest, blob.length, kind, pages, "هوية.png")
            scan = receive(session, self.clerk, None, new).id
        self.handed_in.append(scan)
        return scan

    def hand_in_unread(self, content: bytes) -> uuid.UUID:
        """Take a file in whose bytes no store has got."""
        digest = blake2b(content, digest_size=32).hexdigest()
        with transaction(self.sessions) as session:
            return receive(session, self.clerk, None, NewScan(digest, 1, "png", 1, "هوية.png")).id

    def start(self, role: str) -> ForkServerProcess:
        """Start `worker` or `dispatch`."""
        log = self.settings.folder / f"{role}-{len(self.started)}.log"
        process = SERVER.Process(target=stand.main, args=(role, self.settings, log))
        process.start()
        self.started.append(process)
        return process

    def kill(self, process: ForkServerProcess) -> None:
        """SIGKILL, as a power cut to this one process."""
        process.kill()
        process.join()

    def close(self) -> None:
        """Kill what was started."""
        for process in self.started:
            self.kill(process)

    @property
    def hold(self) -> Path:
        """While this file is there, readers of green pages wait."""
        return self.settings.folder / "hold"

    def task(self, scan: uuid.UUID) -> Task:
        """The task of a scan as it is now."""
        with snapshot(self.sessions) as session:
            row = session.scalars(select(Task).where(Task.scan_id == scan)).one()
            session.expunge(row)
            return row

    def scan(self, scan: uuid.UUID) -> Scan:
        """A scan as it is now."""
        with snapshot(self.sessions) as session:
            row = session.scalars(select(Scan).where(Scan.id == scan)).one()
            session.expunge(row)
            return row

    def states(self) -> Counter[str]:
        """How many tasks are in each state."""
        with snapshot(self.sessions) as session:
            rows = session.execute(select(Task.state, func.count()).group_by(Task.state))
            return Counter({state.value: count for state, count in rows})

    def readings(self) -> int:
        """How many readings were kept, over all scans."""
        with snapshot(self.sessions) as session:
            return session.scalar(select(func.count()).select_from(StoredReading)) or 0

    def wait_for(self, scan: uuid.UUID, state: TaskState, seconds: float = 20) -> Task:
        """Wait until a scan's task is in a state."""
        wait_until(lambda: self.task(scan).state is state, seconds)
        return self.task(scan)

    def lose_leases(self) -> None:
        """Let every lease have ended, as time would."""
        with transaction(self.sessions) as session:
            session.execute(update(Task).values(lease_until=0.0))

    def log(self) -> str:
        """What all processes said."""
        return "\n".join(path.read_text("utf-8") for path in sorted(self.settings.folder.glob("*.log")))


def furnish(settings: Settings, sessions: Sessions) -> Desk:
    """Open an office with a clerk and an officer; the tables have to be there."""
    with transaction(sessions) as session:
        open_office(session, None, OFFICE)
        _, clerk, officer = hired(
            session,
            NewAccount("admin", Role.admin),
            *(NewAccount(role.value, role, OFFICE.code) for role in (Role.clerk, Role.officer)),
        )
    keys = load_keys(settings.keys)
    store = open_store(settings.store, keys.store)
    settle(Placement(sessions, store, keys.id))
    return Desk(settings, sessions, clerk, officer, store, keys.id)


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is true. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)
