"""The receipt to print: a number, a QR code, what is missing, and no name."""

from io import BytesIO
from uuid import UUID

import segno
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.deps import AtTheDesk, Lang, PartsDep, Transaction, Who
from api.pages.render import page
from api.parts import Parts
from messages import Language
from registry.accounts.offices import offices
from registry.intake.cases import case_view

router = APIRouter(prefix="/desk", include_in_schema=False, dependencies=[AtTheDesk])


@router.get("/cases/{case_id}/receipt")
def receipt(
    request: Request, session: Transaction, parts: PartsDep, who: Who, language: Lang, case_id: UUID
) -> HTMLResponse:
    """The receipt, one A5 sheet to print."""
    case = case_view(session, who, case_id)
    names = {office.code: office for office in offices(session)}
    office = names[case.office]
    name = {Language.ar: office.name_ar, Language.ckb: office.name_ckb, Language.en: office.name_en}[language]
    values = {"case": case, "office_name": name, "address": _address(request, parts)}
    return page(request, "desk/receipt.html", values, who=who, types=parts.types)


@router.get("/cases/{case_id}/receipt.svg")
def receipt_code(
    request: Request, session: Transaction, parts: PartsDep, who: Who, case_id: UUID
) -> Response:
    """The QR code: the citizen's page with the receipt in the fragment, which no server and no log sees."""
    case = case_view(session, who, case_id)
    code = segno.make(f"{_address(request, parts)}#{case.receipt}", error="m", micro=False)
    picture = BytesIO()
    code.save(picture, kind="svg", border=2, scale=4, xmldecl=False, svgns=True)
    return Response(picture.getvalue(), media_type="image/svg+xml")


def _address(request: Request, parts: Parts) -> str:
    return (parts.public_url or str(request.base_url)).rstrip("/") + "/"
