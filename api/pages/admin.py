"""`/admin`: accounts with one-time codes, and offices. No citizen's data is reachable from here."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.language import language_of
from api.pages.acting import Onward, attempt, looking, transact
from api.pages.forms import Form
from api.pages.names import office_names
from api.pages.render import page
from registry.accounts.account_requests import (
    approve_request,
    refuse_request,
    second_administrator,
    waiting_requests,
)
from registry.accounts.accounts import (
    NewAccount,
    accounts,
    change_account,
    create_account,
    disable_account,
    enable_account,
    reissue_activation,
)
from registry.accounts.offices import OfficeView, offices, open_office
from registry.database.sessions import transaction
from registry.domain.access import Act, Actor, Role, require
from registry.domain.errors import (
    AlreadyThere,
    AlreadyWaiting,
    IllegalMove,
    InvalidValue,
    NotFound,
    RecoveryKeyRests,
    RecoveryKeyWrong,
    RegistryError,
    SecondAdministratorNeeded,
    TooManyAttempts,
)

router = APIRouter(prefix="/admin", include_in_schema=False)

REFUSALS = (IllegalMove, RecoveryKeyRests, RecoveryKeyWrong, SecondAdministratorNeeded, TooManyAttempts)
"""What stands against deciding a request."""


@dataclass(frozen=True, slots=True)
class Made:
    """A code just made, shown this once; None while another has to approve first, who gets it."""

    name: str
    code: str | None


@router.get("")
def show_accounts(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """All accounts, and the form for a new one."""
    return _accounts(request, who, session)


@router.post("/accounts", dependencies=[FromOurPage])
def add_account(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Make an account; show its one-time code, or that it waits."""
    new = NewAccount(
        name=form.get("name", ""),
        role=Role(form["role"]) if form.get("role") in set(Role) else Role.clerk,
        office=form.get("office") or None,
        display_name=form.get("display_name", ""),
        sees_sensitive=form.get("sees_sensitive") == "yes",
    )
    again = partial(_accounts, request, who)

    def act(session: Session) -> HTMLResponse:
        made = create_account(session, who, new)
        return again(session, made=Made(new.name, made.code))

    return transact(parts, act, again, (AlreadyThere, InvalidValue, NotFound))


@router.post("/accounts/{account_id}", dependencies=[FromOurPage])
def change_one(request: Request, parts: PartsDep, who: Who, account_id: UUID, form: Form) -> Response:
    """A new code, another role or office, the end of an account, or its return."""
    again = partial(_accounts, request, who)

    def act(session: Session) -> HTMLResponse:
        return again(session, made=_changed(session, who, account_id, form))

    return transact(parts, act, again, (AlreadyWaiting, IllegalMove, InvalidValue, NotFound))


@router.post("/requests/{request_id}", dependencies=[FromOurPage])
def decide(request: Request, parts: PartsDep, who: Who, request_id: UUID, form: Form) -> Response:
    """Approve or refuse what waits for a second administrator; an approval shows the code it makes."""

    def act() -> Onward:
        made = None
        if form.get("do") == "approve":
            done = approve_request(parts.sessions, who, request_id, form.get("recovery_key") or None)
            made = Made(done.request.name, done.code) if done.code else None
        else:
            with transaction(parts.sessions) as session:
                refuse_request(session, who, request_id)
        if made is None:
            return "/admin"
        with transaction(parts.sessions) as session:
            return _accounts(request, who, session, made=made)

    again = looking(parts, partial(_accounts, request, who))
    return attempt(act, again, REFUSALS)


@router.get("/offices")
def show_offices(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """All offices, and the form for a new one."""
    return _offices(request, who, session)


@router.post("/offices", dependencies=[FromOurPage])
def add_office(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Add an office; a name not given in a language is the Arabic one."""
    arabic = form.get("name_ar", "").strip()
    office = OfficeView(
        code=form.get("code", "").strip(),
        name_ar=arabic,
        name_ckb=form.get("name_ckb", "").strip() or arabic,
        name_en=form.get("name_en", "").strip() or arabic,
        governorate=form.get("governorate", "").strip(),
        district=form.get("district", "").strip() or None,
    )

    def act(session: Session) -> str:
        open_office(session, who, office)
        return "/admin/offices"

    return transact(parts, act, partial(_offices, request, who), (AlreadyThere, InvalidValue))


def _changed(session: Session, who: Actor, account_id: UUID, form: Form) -> Made | None:
    """Do what the button pressed says; the answer is a new code, where there is one."""
    match form.get("do"):
        case "renew":
            code = reissue_activation(session, who, account_id)
            name = next(one.name for one in accounts(session, who) if one.id == account_id)
            return Made(name, code.code)
        case "change" if form.get("role") in set(Role):
            change_account(session, who, account_id, Role(form["role"]), form.get("office") or None)
        case "enable":
            enable_account(session, who, account_id)
        case "disable":
            disable_account(session, who, account_id)
    return None


def _accounts(
    request: Request,
    who: Actor,
    session: Session,
    error: RegistryError | None = None,
    *,
    made: Made | None = None,
) -> HTMLResponse:
    values = {
        "accounts": accounts(session, who),
        "offices": office_names(session, language_of(request)),
        "roles": [role.value for role in Role],
        "requests": waiting_requests(session, who),
        "second": second_administrator(session).value,
        "made": made,
    }
    return page(request, "admin/accounts.html", values, who=who, error=error)


def _offices(
    request: Request, who: Actor, session: Session, error: RegistryError | None = None
) -> HTMLResponse:
    require(who, Act.manage_offices, None)
    values = {"offices": offices(session)}
    return page(request, "admin/offices.html", values, who=who, error=error)
