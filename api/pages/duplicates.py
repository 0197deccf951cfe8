"""`/duplicates`: pairs that may be one person, side by side; judged by one, merged or parted by two."""

from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.pages.acting import attempt, looking, transact
from api.pages.forms import Form, version_in
from api.pages.names import names_of
from api.pages.render import page
from registry.deduplication import (
    Judgement,
    PairView,
    decide_act,
    judge,
    look_for_pairs,
    pair_view,
    pairs_in,
    propose_parting,
)
from registry.domain.access import Act, Actor, may, require
from registry.domain.errors import (
    DemandUnmet,
    IllegalMove,
    InvalidValue,
    OwnEntry,
    ReasonNeeded,
    RegistryError,
    Stale,
)
from registry.models.merges import PairState

router = APIRouter(prefix="/duplicates", include_in_schema=False)

REFUSALS = (DemandUnmet, IllegalMove, OwnEntry, ReasonNeeded, Stale)
# Evidence of so many bits fills its bar.
FULL = 20.0


@router.get("")
def listed(
    request: Request, session: Transaction, who: Who, state: str = "waiting", new: int | None = None
) -> HTMLResponse:
    """The pairs in one state, the likeliest first."""
    return _list(request, who, session, state=state, new=new)


def _list(
    request: Request,
    who: Actor,
    session: Session,
    error: RegistryError | None = None,
    *,
    state: str = "",
    new: int | None = None,
) -> HTMLResponse:
    chosen = PairState(state) if state in set(PairState) else PairState.waiting
    values = {
        "pairs": pairs_in(session, who, chosen),
        "state": chosen,
        "states": tuple(PairState),
        "new": new,
    }
    return page(request, "register/duplicates.html", values, who=who, error=error)


@router.post("/look", dependencies=[FromOurPage])
def look(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Compare everybody of the office now."""

    def act() -> str:
        return f"/duplicates?new={look_for_pairs(parts.sessions, who, form.get('reason', ''))}"

    return attempt(act, looking(parts, partial(_list, request, who)), (ReasonNeeded,))


@router.get("/{pair_id}")
def show(request: Request, session: Transaction, who: Who, pair_id: UUID) -> HTMLResponse:
    """Two records side by side."""
    require(who, Act.judge_pairs, who.office)
    return _page(request, who, pair_id, "", session)


@router.post("/{pair_id}", dependencies=[FromOurPage])
def decide(request: Request, parts: PartsDep, who: Who, pair_id: UUID, form: Form) -> Response:
    """Judge, approve, refuse, or propose to undo: the button pressed says which."""
    act, reason = form.get("act", ""), form.get("reason", "")

    def done(session: Session) -> str:
        _do(session, who, pair_id, act, reason, version_in(form))
        return f"/duplicates/{pair_id}"

    return transact(parts, done, partial(_page, request, who, pair_id, reason), REFUSALS)


def _do(session: Session, who: Actor, pair_id: UUID, act: str, reason: str, version: int) -> None:
    if act in set(Judgement):
        judge(session, who, pair_id, Judgement(act), reason, version)
    elif act in ("approve", "refuse"):
        decide_act(session, who, pair_id, reason, version, approve=act == "approve")
    elif act == "undo":
        propose_parting(session, who, pair_id, reason, version)
    else:
        raise InvalidValue({"field": "act", "problem": "unknown"})


def _page(
    request: Request,
    who: Actor,
    pair_id: UUID,
    reason: str,
    session: Session,
    error: RegistryError | None = None,
) -> HTMLResponse:
    pair = pair_view(session, who, pair_id)
    values = {
        "pair": pair,
        "full": FULL,
        "names": names_of(session, _people(pair)),
        "acts": _acts(who, pair),
        "reason": reason,
    }
    return page(request, "register/duplicate.html", values, who=who, error=error)


def _acts(who: Actor, pair: PairView) -> tuple[str, ...]:
    """What this reader may do with the pair as it is, the likeliest wish first."""
    waiting = pair.waiting
    if waiting is not None:
        return ("approve", "refuse") if may(who, Act.approve, pair.office) and not waiting.own else ()
    if not may(who, Act.judge_pairs, pair.office):
        return ()
    if pair.state is PairState.joined:
        return ("undo",)
    return tuple(judgement.value for judgement in Judgement)


def _people(pair: PairView) -> set[UUID]:
    hands = {pair.judged_by} | {hand for act in pair.acts for hand in (act.proposed_by, act.decided_by)}
    return {hand for hand in hands if hand is not None}
