"""Accounts and offices, for the administrator: no personal data of citizens is reachable from here."""

from uuid import UUID

from fastapi import APIRouter

from api.deps import Snapshot, Transaction, Who
from api.schemas.admin import AccountAnswer, Activated, NewAccountRequest, OfficeBody
from registry.accounts import NewAccount, accounts, create_account, disable_account, reissue_activation
from registry.offices import offices, open_office

router = APIRouter(prefix="/admin", tags=["admin"])


@router.get("/accounts")
def list_accounts(session: Snapshot, who: Who) -> list[AccountAnswer]:
    """All accounts by name."""
    return [AccountAnswer.of(view) for view in accounts(session, who)]


@router.post("/accounts", status_code=201)
def add_account(session: Transaction, who: Who, given: NewAccountRequest) -> Activated:
    """Make an account. Its holder sets the password with the one-time code: no administrator knows it."""
    new = NewAccount(given.name, given.role, given.office, given.display_name, given.sees_sensitive)
    made = create_account(session, who, new)
    return Activated(account=made.account, code=made.code or "")


@router.post("/accounts/{account_id}/activation")
def renew_activation(session: Transaction, who: Who, account_id: UUID) -> Activated:
    """A new code for a forgotten password; the old password and all sessions end at once."""
    return Activated(account=account_id, code=reissue_activation(session, who, account_id))


@router.delete("/accounts/{account_id}", status_code=204)
def disable(session: Transaction, who: Who, account_id: UUID) -> None:
    """Disable an account; its sessions end at once. What it did stays in the trail."""
    disable_account(session, who, account_id)


@router.get("/offices")
def list_offices(session: Snapshot, who: Who) -> list[OfficeBody]:
    """All offices by code."""
    del who
    return [OfficeBody.of(view) for view in offices(session)]


@router.post("/offices", status_code=201)
def add_office(session: Transaction, who: Who, office: OfficeBody) -> OfficeBody:
    """Add an office."""
    return OfficeBody.of(open_office(session, who, office.view()))
