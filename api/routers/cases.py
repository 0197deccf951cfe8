"""`/cases`: somebody wants a service."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response

from api.deps import Transaction, Who, Why
from api.schemas.cases import CaseAnswer, NewCase
from registry.intake.cases import case_view, open_case

router = APIRouter(prefix="/cases", tags=["cases"])


@router.post("", status_code=201)
def open_new(
    session: Transaction,
    who: Who,
    wanted: NewCase,
    response: Response,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> CaseAnswer:
    """Open a case; it has a receipt even without paper. The same `Idempotency-Key`: the same case."""
    view = open_case(
        session, who, wanted.service, wanted.applicant, wanted.pin, idempotency_key=idempotency_key
    )
    response.headers["location"] = f"/api/v1/cases/{view.id}"
    return CaseAnswer.of(view)


@router.get("/{case_id}")
def show(session: Transaction, who: Who, case_id: UUID, why: Why = None) -> CaseAnswer:
    """A case: what is there, what is missing, what comes next."""
    return CaseAnswer.of(case_view(session, who, case_id, why))
