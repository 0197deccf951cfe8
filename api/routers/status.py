"""`POST /status`: where a case stands, for whoever holds the receipt and knows its PIN."""

from fastapi import APIRouter, Request

from api.address import address_of
from api.deps import Lang, PartsDep
from api.schemas.status import StatusAnswer, StatusRequest
from messages import catalogue
from registry.intake.status import status_for

router = APIRouter(tags=["status"])


@router.post("/status")
def status(request: Request, parts: PartsDep, language: Lang, asked: StatusRequest) -> StatusAnswer:
    """The stage and what is missing; nothing personal. A wrong pair and an unknown receipt look alike."""
    found = status_for(parts.sessions, asked.receipt, asked.pin.get_secret_value(), address_of(request))
    return StatusAnswer.of(found, catalogue(language))
