"""A small register with everything that is signed in it: papers, corrections, a signed list, checkpoints."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from alembic.command import upgrade
from alembic.config import Config
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bench.result import BenchOptions, BenchResult, Table
from bench.tampering import Change, House, first_fault, tampered
from registry.accounts.accounts import NewAccount, first_accounts
from registry.accounts.offices import OfficeView, open_office
from registry.audit.notes import Signer
from registry.audit.signing import sign_now
from registry.changes.changes import approve_change
from registry.changes.propose import propose_correction
from registry.database.sessions import make_sessions, open_engine, transaction
from registry.domain.access import Actor, Role
from registry.domain.handover import PageSeen, PagesRead, PaperRead, ValueRead
from registry.importing import import_people, sign_batch
from registry.intake.scans import NewScan, receive, scan_view
from registry.models.documents import Document
from registry.models.records import Record
from registry.review.entries import approve
from registry.review.reviews import Decision, review
from registry.review.standing import all_answered
from registry.tasks.tasks import claim, complete, due
from registry.vault.store import FolderStore, Store

NAME = "tampering"
HELP = "random changes by SQL and on files behind the service's back, and how many of them are found"

CHANGES: Final = 1000
"""Changes at the usual size: the promise speaks of a thousand."""
ROOT: Final = Path(__file__).resolve().parent.parent
OFFICE: Final = "BENCH"
KEY: Final = bytes(32)
SIGNER: Final = Signer("sijill-trail-bench", bytes(range(32)))
REASON: Final = "تم التحقق من الأصل"
NAMES: Final = ("زينب", "هناء", "علي", "كريم", "فاطمة", "عباس")
RECORDS: Final = 6
"""Records of papers: few, since every search of the bench recomputes all of them."""
LISTED: Final = 8
"""People of the signed list."""


def run(options: BenchOptions) -> BenchResult:
    """Change things at random, tables in turn, and look for each change; every one is undone again."""
    count = options.sized(CHANGES)
    with TemporaryDirectory(prefix="sijill-bench-") as name:
        folder = Path(name)
        with signed_register(f"sqlite:///{folder / 'register.db'}", folder) as house:
            with house.engine.connect() as connection:
                untouched = first_fault(house, connection)
            if untouched is not None:
                raise RuntimeError(f"a fault where nothing was changed: {untouched}")
            changes = list(tampered(house, count, options.seed))
    tables = list(dict.fromkeys(change.table for change in changes))
    made = {table: [one for one in changes if one.table == table] for table in tables}
    found = {table: sum(one.found is not None for one in made[table]) for table in tables}
    rows = tuple((table, len(made[table]), found[table], _missed(made[table])) for table in tables)
    total = ("all", count, sum(found.values()), "")
    note = f"Seed {options.seed}. Each change is looked for alone, by what doctor --deep recomputes."
    table = Table("Changes found", ("table", "made", "found", "not found"), (*rows, total), note)
    figures = {"tampering.made": float(count), "tampering.found": float(sum(found.values()))}
    return BenchResult(NAME, (table,), figures)


def _missed(changes: list[Change]) -> str:
    return " ".join(sorted({one.what for one in changes if one.found is None}))


@contextmanager
def signed_register(url: str, folder: Path) -> Iterator[House]:
    """A migrated database at `url` with records, and their files in a store below `folder`."""
    engine = open_engine(url, KEY if url.startswith("sqlite") else None)
    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine
    upgrade(config, "head")
    yield filled(engine, folder)
    engine.dispose()


def filled(engine: Engine, folder: Path) -> House:
    """Put records into an empty, migrated database."""
    store = FolderStore(folder / "store", KEY)
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        clerk, officer = _staff(session)
        for number in range(RECORDS):
            record = _registered(session, store, clerk, officer, number)
            if number % 2:
                _correct(session, clerk, officer, record)
            sign_now(session, SIGNER)
    report = import_people(sessions, clerk, _list(folder / "list.csv"), OFFICE, lambda _: None)
    with transaction(sessions) as session:
        sign_batch(session, officer, UUID(report.batch))
        sign_now(session, SIGNER)
    return House(engine, SIGNER, store, folder / "store")


def _staff(session: Session) -> tuple[Actor, Actor]:
    open_office(session, None, OfficeView(OFFICE, "دائرة القياس", "پێوانە", "Bench", "بغداد"))
    new = (NewAccount("clerk", Role.clerk, OFFICE), NewAccount("officer", Role.officer, OFFICE))
    clerk, officer = (
        Actor(made.account, given.name, given.role, OFFICE)
        for made, given in zip(first_accounts(session, new), new, strict=True)
    )
    return clerk, officer


def _registered(session: Session, store: Store, clerk: Actor, officer: Actor, number: int) -> Record:
    """A record of one paper, read, entered by the clerk, approved by the officer."""
    name = NAMES[number % len(NAMES)]
    values = {
        "register_number": str(125 + number),
        "page_number": "17",
        "given_name": name,
        "father_name": "حسن",
        "grandfather_name": "علي",
        "laqab": "الجبوري",
        "mother_name": "فاطمة جاسم",
        "birth_date": f"1990/03/{number + 10}",
        "sex": "أنثى",
    }
    original = store.put(f"scan {number}".encode() * 40)
    scan = receive(
        session, clerk, None, NewScan(original.digest, original.length, "jpeg", 1, f"{number}.jpg")
    )
    (rung, *_) = due(session, 1)
    held = claim(session, rung.task, rung.attempt, "bench")
    if held is None:
        raise RuntimeError("the task of the bench was taken")
    fields = tuple(
        ValueRead(
            path=path,
            value=value,
            raw=value,
            confidence=0.9,
            decision="review",
            box=((10.0, 20.0), (110.0, 20.0), (110.0, 50.0), (10.0, 50.0)),
            engine="bench 1",
            alternatives=(),
            crop=store.put(f"{number} {path}".encode()).digest,
        )
        for path, value in values.items()
    )
    picture = store.put(f"picture {number}".encode() * 20).digest
    read = PaperRead(0, 0, "record_extract", "page", 0.97, "bench 1", fields, mrz=None)
    complete(session, held, PagesRead((PageSeen(0, 1000, 700, picture),), (read,)))
    (shown,) = scan_view(session, clerk, scan.id).documents
    document = session.get_one(Document, shown.id)
    answers = all_answered(session, document.id)
    entry = review(
        session, clerk, document.id, {}, Decision.confirm, REASON, document.version, answers=answers
    )
    if entry is None:
        raise RuntimeError("the paper of the bench was not confirmed")
    return session.get_one(Record, approve(session, officer, entry, 1))


def _correct(session: Session, clerk: Actor, officer: Actor, record: Record) -> None:
    change = propose_correction(session, clerk, record.id, {"laqab": "العبيدي"}, REASON, record.version)
    approve_change(session, officer, change, 1)


def _list(path: Path) -> Path:
    columns = ("external_id", "given_name", "father_name", "grandfather_name", "mother_name", "birth_date")
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(columns)
        for number in range(LISTED):
            lines.writerow((f"L{number}", "هناء", "عباس", "كريم", "ليلى", f"1970/03/{number + 10}"))
    return path
