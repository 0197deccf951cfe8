"""`/admin`: accounts with one-time codes, and offices. No citizen's data is reachable from here."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.errors import status_of
from api.language import language_of
from api.pages.forms import Form, go
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


@dataclass(frozen=True, slots=True)
class Made:
    """A code just made, shown this once; None while another has to approve first, who gets it."""

    name: str
    code: str | None


@router.get("")
def show_accounts(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """All accounts, and the form for a new one."""
    return _accounts(request, session, who)


@router.post("/accounts", dependencies=[FromOurPage])
def add_account(request: Request, session: Transaction, who: Who, form: Form) -> HTMLResponse:
    """Make an account; show its one-time code, or that it waits."""
    new = NewAccount(
        name=form.get("name", ""),
        role=Role(form["role"]) if form.get("role") in set(Role) else Role.clerk,
        office=form.get("office") or None,
        display_name=form.get("display_name", ""),
        sees_sensitive=form.get("sees_sensitive") == "yes",
    )
    try:
        made = create_account(session, who, new)
    except (AlreadyThere, InvalidValue, NotFound) as error:
        return _accounts(request, session, who, error=error)
    return _accounts(request, session, who, made=Made(new.name, made.code))


@router.post("/accounts/{account_id}", dependencies=[FromOurPage])
def change_one(
    request: Request, session: Transaction, who: Who, account_id: UUID, form: Form
) -> HTMLResponse:
    """A new code, another role or office, the end of an account, or its return."""
    made = None
    try:
        match form.get("do"):
            case "renew":
                code = reissue_activation(session, who, account_id)
                name = next(one.name for one in accounts(session, who) if one.id == account_id)
                made = Made(name, code.code)
            case "change" if form.get("role") in set(Role):
                change_account(session, who, account_id, Role(form["role"]), form.get("office") or None)
            case "enable":
                enable_account(session, who, account_id)
            case "disable":
                disable_account(session, who, account_id)
    except (AlreadyWaiting, IllegalMove, InvalidValue, NotFound) as error:
        return _accounts(request, session, who, error=error)
    return _accounts(request, session, who, made=made)


@router.post("/requests/{request_id}", dependencies=[FromOurPage])
def decide(request: Request, parts: PartsDep, who: Who, request_id: UUID, form: Form) -> Response:
    """Approve or refuse what waits for a second administrator; an approval shows the code it makes."""
    made = None
    try:
        if form.get("do") == "approve":
            done = approve_request(parts.sessions, who, request_id, form.get("recovery_key") or None)
            made = Made(done.request.name, done.code) if done.code else None
        else:
            with transaction(parts.sessions) as session:
                refuse_request(session, who, request_id)
    except (
        IllegalMove, RecoveryKeyRests, RecoveryKeyWrong, SecondAdministratorNeeded, TooManyAttempts
    ) as error:  # fmt: skip
        with transaction(parts.sessions) as session:
            return _accounts(request, session, who, error=error)
    if made is None:
        return go("/admin")
    with transaction(parts.sessions) as session:
        return _accounts(request, session, who, made=made)


@router.get("/offices")
def show_offices(request: Request, session: Transaction, who: Who) -> HTMLResponse:
    """All offices, and the form for a new one."""
    return _offices(request, session, who)


@router.post("/offices", dependencies=[FromOurPage])
def add_office(request: Request, session: Transaction, who: Who, form: Form) -> Response:
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
    try:
        open_office(session, who, office)
    except (AlreadyThere, InvalidValue) as error:
        return _offices(request, session, who, error)
    return go("/admin/offices")


def _accounts(
    request: Request,
    session: Session,
    who: Actor,
    *,
    made: Made | None = None,
    error: RegistryError | None = None,
) -> HTMLResponse:
    values = {
        "accounts": accounts(session, who),
        "offices": office_names(session, language_of(request)),
        "roles": [role.value for role in Role],
        "requests": waiting_requests(session, who),
        "second": second_administrator(session).value,
        "made": made,
        "error": error,
    }
    status = status_of(error) if error else HTTPStatus.OK
    return page(request, "admin/accounts.html", values, who=who, status=status)


def _offices(
    request: Request, session: Session, who: Actor, error: RegistryError | None = None
) -> HTMLResponse:
    require(who, Act.manage_offices, None)
    values = {"offices": offices(session), "error": error}
    status = status_of(error) if error else HTTPStatus.OK
    return page(request, "admin/offices.html", values, who=who, status=status)
