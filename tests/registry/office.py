"""An invented office with its people, and papers as a worker would hand them over."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from arabic.icao import transliterate
from arabic.mrz import MrzFormat, compose, join_names
from registry.accounts.accounts import NewAccount, first_accounts
from registry.accounts.offices import OfficeView, open_office
from registry.domain.access import Actor, Role
from registry.domain.claims import Claim
from registry.domain.handover import MrzRead, PageSeen, PagesRead, PaperRead, ValueRead
from registry.intake.scans import NewScan, ScanView, receive
from registry.tasks.tasks import claim, complete, due

KARKH = "BGD-KARKH"
BASRA = "BSR-CENTRE"
FRONT = {
    "national_number": "199012345678",
    "given_name": "زينب",
    "father_name": "حسن",
    "grandfather_name": "علي",
    "laqab": "الجبوري",
    "mother_name": "فاطمة",
    "maternal_grandfather_name": "جاسم",
    "sex": "أنثى",
    "document_number": "AB1234567",
}
NAMES = ("laqab", "given_name", "father_name")
BACK = {"birth_date": "1990/03/14", "issue_date": "2021/05/02", "expiry_date": "2031/05/01"}


def zone_of(front: dict[str, str]) -> MrzRead:
    """The zone on the back of the card with this front, as a reader hands it over."""
    surname, *given = (transliterate(front[name]) for name in NAMES)
    values = {
        "document_code": "ID",
        "issuer": "IRQ",
        "document_number": front["document_number"],
        "optional": front["national_number"],
        "birth_date": "900314",
        "sex": {"ذكر": "M", "أنثى": "F"}[front["sex"]],
        "expiry_date": "310501",
        "nationality": "IRQ",
        "names": join_names(surname, tuple(given), 30),
    }
    return MrzRead("TD1", compose(MrzFormat.TD1, values), {}, verified=True)


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of two offices."""

    admin: Actor
    clerk: Actor
    second_clerk: Actor
    officer: Actor
    second_officer: Actor
    auditor: Actor
    supervisor: Actor
    stranger: Actor


def hired(session: Session, *new: NewAccount) -> tuple[Actor, ...]:
    """The accounts of an empty database, without passwords (nobody signs in here), as actors."""
    made = first_accounts(session, new)
    return tuple(
        Actor(one.account, given.name, given.role, given.office, given.sees_sensitive)
        for one, given in zip(made, new, strict=True)
    )


def open_offices(session: Session) -> Staff:
    """Two offices with everyone needed."""
    for code, name in ((KARKH, "دائرة أحوال الكرخ"), (BASRA, "دائرة أحوال البصرة")):
        open_office(session, None, OfficeView(code, name, name, code, "بغداد"))
    return Staff(
        *hired(
            session,
            NewAccount("admin", Role.admin),
            NewAccount("zahra", Role.clerk, KARKH),
            NewAccount("noor", Role.clerk, KARKH),
            NewAccount("karim", Role.officer, KARKH),
            NewAccount("layla", Role.officer, KARKH, sees_sensitive=True),
            NewAccount("auditor", Role.auditor),
            NewAccount("supervisor", Role.supervisor, KARKH),
            NewAccount("stranger", Role.officer, BASRA),
        )
    )


def scan_of(content: str, pages: int = 1) -> NewScan:
    """A file whose digest stands for its content."""
    return NewScan(content.encode().hex().ljust(64, "0")[:64], 1000, "jpeg", pages, f"{content}.jpg")


def paper(
    values: dict[str, str],
    *,
    document_type: str = "national_card",
    side: str = "front",
    page: int = 0,
    part: int = 0,
    confidence: float = 0.9,
    mrz: MrzRead | None = None,
) -> PaperRead:
    """One paper as read: each value in a box of its own, with a crop."""
    fields = tuple(
        ValueRead(
            path=path,
            value=value,
            raw=value,
            confidence=confidence,
            decision="review",
            box=((10.0, 20.0), (110.0, 20.0), (110.0, 50.0), (10.0, 50.0)),
            engine="test 1",
            alternatives=(("x", 0.02),),
            crop=path.encode().hex().ljust(64, "0")[:64],
        )
        for path, value in values.items()
    )
    return PaperRead(page, part, document_type, side, 0.97, "reader 1", fields, mrz=mrz)


def pages_read(*papers: PaperRead) -> PagesRead:
    """All that came of one file."""
    count = max((one.page for one in papers), default=0) + 1
    pages = tuple(PageSeen(number, 1000, 700, f"{number:064d}") for number in range(count))
    return PagesRead(pages, papers)


def start(session: Session, worker: str = "worker-1") -> Claim:
    """Ring for and claim the next task."""
    (rung, *_) = due(session, 1)
    held = claim(session, rung.task, rung.attempt, worker)
    assert held is not None
    return held


def hand_in(
    session: Session, actor: Actor, content: str, *papers: PaperRead, case: ScanView | None = None
) -> ScanView:
    """Receive a file and let a worker read these papers in it."""
    scan = receive(session, actor, case.case if case else None, scan_of(content))
    complete(session, start(session), pages_read(*papers))
    return scan
