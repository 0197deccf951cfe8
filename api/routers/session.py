"""`POST /login` and `POST /logout` for programs; the pages have their own forms."""

from fastapi import APIRouter, Request, Response

from api.cookies import drop_session, keep_session
from api.csrf import FromOurOrigin, FromOurScript
from api.deps import PartsDep, Transaction, Who, token_of
from api.schemas.session import SignedIn, SignIn
from registry.accounts.sign_in import authenticate, end_session, start_session
from registry.database.sessions import transaction

router = APIRouter(tags=["session"])


@router.post("/login", dependencies=[FromOurOrigin])
def login(request: Request, response: Response, parts: PartsDep, given: SignIn) -> SignedIn:
    """Sign in. Throttled for each name; a name that does not exist can't be told from a wrong password."""
    actor = authenticate(parts.sessions, given.username, given.password.get_secret_value())
    with transaction(parts.sessions) as session:
        token = start_session(session, actor)
    keep_session(request, response, token)
    return SignedIn(token=token, role=actor.role, office=actor.office)


@router.post("/logout", status_code=204, dependencies=[FromOurScript])
def logout(request: Request, response: Response, session: Transaction, who: Who) -> None:
    """Sign out: the token ends at once, everywhere."""
    del who
    end_session(session, token_of(request) or "")
    drop_session(request, response)
