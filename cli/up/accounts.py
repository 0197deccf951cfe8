"""The accounts of a new installation: a first administrator, or the five of the demo with their offices."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from cli.house import House
from registry.access import Actor, Role
from registry.accounts import NewAccount, create_account
from registry.db import transaction
from registry.errors import NotAllowed
from registry.offices import OfficeView, open_office
from settings import Settings

NOTE: Final = "demo.json"
ADMIN: Final = NewAccount("admin", Role.admin, display_name="مدير الحسابات")
OFFICES: Final = (
    OfficeView(
        "BGD-KRH", "أحوال الكرخ التجريبية", "باری شارستانی کەرخ (نموونە)", "Karkh demo office", "بغداد"
    ),
    OfficeView(
        "EBL-01", "أحوال أربيل التجريبية", "باری شارستانی هەولێر (نموونە)", "Erbil demo office", "أربيل"
    ),
)
STAFF: Final = (
    NewAccount("clerk", Role.clerk, "BGD-KRH", "زينب الموظفة"),
    NewAccount("officer", Role.officer, "BGD-KRH", "كريم المدقق"),
    NewAccount("supervisor", Role.supervisor, display_name="هيفاء المشرفة"),
    NewAccount("auditor", Role.auditor, display_name="سردار المراقب"),
)


class RealData(Exception):
    """The folder holds data that the demo did not make. Choose an empty one."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo folder: the accounts' password, and whether the papers have been handed in."""

    password: str
    filled: bool = False


def first_account(house: House) -> str | None:
    """Make the first administrator of an empty database; the answer is the activation code."""
    with transaction(house.sessions) as session:
        try:
            return create_account(session, None, ADMIN).code
        except NotAllowed:
            return None


def set_up_demo(settings: Settings, house: House) -> Demo:
    """Make offices and accounts, unless they are there already. Raises RealData."""
    known = read_note(settings.folder)
    if known is not None:
        return known
    given = settings.demo_password
    demo = Demo(given.get_secret_value() if given else secrets.token_urlsafe(9))
    with transaction(house.sessions) as session:
        try:
            made = create_account(session, None, ADMIN, demo.password)
        except NotAllowed as error:
            raise RealData(settings.folder) from error
        admin = Actor(made.account, ADMIN.name, ADMIN.role, office=None)
        for office in OFFICES:
            open_office(session, admin, office)
        for account in STAFF:
            create_account(session, admin, account, demo.password)
        # Before the commit: a folder with accounts and without a note would count as real data.
        write_note(settings.folder, demo)
    return demo


def read_note(folder: Path) -> Demo | None:
    """The demo that this folder holds, if any."""
    try:
        noted = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Demo(noted["password"], noted["filled"])


def write_note(folder: Path, demo: Demo) -> None:
    """Note down that this folder holds a demo. Its password is worth nothing outside it."""
    note = folder / NOTE
    note.touch(mode=0o600)
    note.write_text(json.dumps(asdict(demo)), encoding="utf-8")
