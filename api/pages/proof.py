"""`/audit/proof`: what an auditor writes down, downloads and checks, in plain words."""

from io import BytesIO

import segno
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.deps import PartsDep, Transaction, Who
from api.pages.names import names_of
from api.pages.render import page
from registry.audit import asking
from registry.audit.notes import Verifier
from registry.audit.signing import Signed
from registry.audit.verifying import Known, verify_proof

router = APIRouter(prefix="/audit", include_in_schema=False)


@router.get("/proof")
def proof(request: Request, session: Transaction, parts: PartsDep, who: Who) -> HTMLResponse:
    """The checkpoint of this moment, and what to do with it."""
    signed = asking.checkpoint_now(session, parts.signer, who)
    values = {
        "point": signed.checkpoint,
        "note": signed.note,
        "key": str(parts.signer.verifier),
        "command": _command(signed, parts.signer.verifier),
        "may_export": who.office is None,
    }
    return page(request, "audit/proof.html", values, who=who)


@router.get("/proof/checkpoint.svg")
def checkpoint_code(session: Transaction, parts: PartsDep, who: Who) -> Response:
    """The signed checkpoint as a QR code, to be photographed."""
    signed = asking.checkpoint_now(session, parts.signer, who)
    picture = BytesIO()
    code = segno.make(signed.note, error="m", micro=False)
    code.save(picture, kind="svg", border=2, scale=4, xmldecl=False, svgns=True)
    return Response(picture.getvalue(), media_type="image/svg+xml", headers={"cache-control": "no-store"})


@router.get("/proof/checkpoint.txt")
def checkpoint_text(session: Transaction, parts: PartsDep, who: Who) -> Response:
    """The signed checkpoint as a file to keep."""
    signed = asking.checkpoint_now(session, parts.signer, who)
    name = f"sijill-checkpoint-{signed.checkpoint.size}.txt"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(signed.note, media_type="text/plain; charset=utf-8", headers=headers)


@router.get("/proof/{number}")
def event_proof(
    request: Request, session: Transaction, parts: PartsDep, who: Who, number: int
) -> HTMLResponse:
    """One event, checked just now against what was signed, and its proof to take along."""
    proved = asking.prove(session, parts.signer, who, number)
    known = Known(key=parts.signer.verifier)
    values = {
        "event": proved.event,
        "names": names_of(session, {proved.event.actor} if proved.event.actor else set()),
        "holds": verify_proof(proved.proof.file(), known).holds,
        "steps": len(proved.proof.path),
        "leaf": proved.proof.leaf.decode(),
        "point": proved.signed.checkpoint,
    }
    return page(request, "audit/event_proof.html", values, who=who)


def _command(signed: Signed, key: Verifier) -> str:
    return f'./sijill audit verify DIR --key "{key}" --noted "{signed.checkpoint.code}"'
