"""The accounts of a new installation: a first administrator, or those of the demo with their offices."""

import secrets
from typing import Final

from cli.house import House
from cli.up.note import Demo, RealData, read_note, write_note
from registry.accounts.accounts import NewAccount, create_account, first_accounts
from registry.accounts.offices import OfficeView, open_office
from registry.database.sessions import transaction
from registry.domain.access import Role
from registry.domain.errors import AlreadyThere, NotAllowed
from settings import Settings

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
    # What one officer corrects or proposes, another decides.
    NewAccount("officer-two", Role.officer, "BGD-KRH", "هناء المدققة"),
    NewAccount("supervisor", Role.supervisor, display_name="هيفاء المشرفة"),
    NewAccount("auditor", Role.auditor, display_name="سردار المراقب"),
)


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
            for office in OFFICES:
                open_office(session, None, office)
            # The folder is empty and the people invented: nobody has to approve anybody.
            first_accounts(session, [ADMIN, *STAFF], demo.password)
        except (NotAllowed, AlreadyThere) as error:
            raise RealData(settings.folder) from error
        # Before the commit: a folder with accounts and without a note would count as real data.
        write_note(settings.folder, demo)
    return demo
