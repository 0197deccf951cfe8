"""Accounts and offices, for the administrator: no personal data of citizens is reachable from here."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import PartsDep, Snapshot, Transaction, Who
from api.schemas.admin import (
    AccountAnswer,
    Activated,
    Approval,
    ApprovedAnswer,
    Change,
    Changed,
    NewAccountRequest,
    OfficeBody,
    RequestAnswer,
)
from registry.accounts.account_requests import approve_request, refuse_request, waiting_requests
from registry.accounts.accounts import (
    NewAccount,
    accounts,
    change_account,
    create_account,
    disable_account,
    enable_account,
    reissue_activation,
)
from registry.accounts.offices import offices, open_office

router = APIRouter(prefix="/admin", tags=["admin"])


@router.get("/accounts")
def list_accounts(session: Snapshot, who: Who) -> list[AccountAnswer]:
    """All accounts by name."""
    return [AccountAnswer.of(view) for view in accounts(session, who)]


@router.post("/accounts", status_code=201)
def add_account(session: Transaction, who: Who, given: NewAccountRequest) -> Activated:
    """Make an account. Its holder sets the password with the one-time code: no administrator knows it.

    Any but a clerk's waits for a second administrator, who gets the code by approving.
    """
    new = NewAccount(given.name, given.role, given.office, given.display_name, given.sees_sensitive)
    made = create_account(session, who, new)
    return Activated(account=made.account, code=made.code, waits=made.request)


@router.post("/accounts/{account_id}/activation")
def renew_activation(session: Transaction, who: Who, account_id: UUID) -> Activated:
    """A new code for a forgotten password; the old password and all sessions end when it counts.

    For any but a clerk the second administrator gets it by approving.
    """
    made = reissue_activation(session, who, account_id)
    return Activated(account=account_id, code=made.code, waits=made.request)


@router.patch("/accounts/{account_id}")
def change(session: Transaction, who: Who, account_id: UUID, given: Change) -> Changed:
    """Another role or office. Becoming a clerk happens at once, anything else waits."""
    waits = change_account(session, who, account_id, given.role, given.office)
    return Changed(account=account_id, waits=waits)


@router.post("/accounts/{account_id}/enable")
def enable(session: Transaction, who: Who, account_id: UUID) -> Changed:
    """Let a disabled account sign in again; any but a clerk's waits."""
    return Changed(account=account_id, waits=enable_account(session, who, account_id))


@router.delete("/accounts/{account_id}", status_code=204)
def disable(session: Transaction, who: Who, account_id: UUID) -> None:
    """Disable an account; its sessions end at once. What it did stays in the trail."""
    disable_account(session, who, account_id)


@router.get("/requests")
def list_requests(session: Snapshot, who: Who) -> list[RequestAnswer]:
    """What waits for a second administrator, oldest first."""
    return [RequestAnswer.of(view) for view in waiting_requests(session, who)]


@router.post("/requests/{request_id}/approve")
def approve(parts: PartsDep, who: Who, request_id: UUID, given: Approval | None = None) -> ApprovedAnswer:
    """Approve what another administrator asked. A lone one approves the own with the recovery key.

    The code that comes with it is for the account's holder, not for whoever asked.
    """
    key = given.recovery_key.get_secret_value() if given and given.recovery_key else None
    return ApprovedAnswer.given(approve_request(parts.sessions, who, request_id, key))


@router.post("/requests/{request_id}/refuse", status_code=204)
def refuse(session: Transaction, who: Who, request_id: UUID) -> None:
    """Refuse what waits; whoever asked takes it back so."""
    refuse_request(session, who, request_id)


@router.get("/offices")
def list_offices(session: Snapshot, who: Who) -> list[OfficeBody]:
    """All offices by code."""
    del who
    return [OfficeBody.of(view) for view in offices(session)]


@router.post("/offices", status_code=201)
def add_office(session: Transaction, who: Who, office: OfficeBody) -> OfficeBody:
    """Add an office."""
    return OfficeBody.of(open_office(session, who, office.view()))
