"""Papers as they lie after reading, put there by the register's own functions: no reader runs here."""

import io
from dataclasses import dataclass
from uuid import UUID

from PIL import Image

from registry.database.sessions import transaction
from registry.domain.handover import PageSeen, PagesRead, PaperRead, ValueRead
from registry.review.standing import all_answered
from registry.tasks import tasks
from tests.api.office import Office

DOUBTS = ("rare_name", "readers_differ")
CORNERS = ((10.0, 10.0), (90.0, 10.0), (90.0, 30.0), (10.0, 30.0))
VALUES = {
    "child_name": "زينب",
    "sex": "أنثى",
    "birth_date": "2011/10/24",
    "father_name": "كريم حسن علي",
    "mother_name": "فاطمة جاسم محمد",
}


@dataclass(frozen=True, slots=True)
class Handed:
    """What one upload led to: ids of all that tests of the door ask for."""

    case: UUID
    receipt: str
    scan: UUID
    page: UUID
    document: UUID


def answers(office: Office, document: UUID) -> dict[str, object]:
    """What a clerk says who looked at every doubtful value and found no empty one on the paper."""
    with transaction(office.parts.sessions) as session:
        said = all_answered(session, document)
    return {"looked": sorted(said.looked), "absent": dict(said.absent)}


def picture(colour: str = "white") -> bytes:
    """A small PNG."""
    content = io.BytesIO()
    Image.new("RGB", (120, 80), colour).save(content, "PNG")
    return content.getvalue()


def hand_in(office: Office, clerk: str = "clerk", colour: str = "white") -> Handed:
    """Hand a page in through the door, and let it be read as a birth certificate."""
    client = office.client(clerk)
    answer = client.post("/api/v1/scans", files=[("files", ("ولادة.png", picture(colour), "image/png"))])
    assert answer.status_code == 202, answer.text
    body = answer.json()
    crop = office.parts.store.put(picture("grey")).digest
    shown = office.parts.store.put(picture(colour)).digest
    _read(office, UUID(body["scans"][0]["id"]), crop, shown)
    scan = client.get(f"/api/v1/scans/{body['scans'][0]['id']}").json()
    document = client.get(f"/api/v1/documents/{scan['documents'][0]['id']}").json()
    return Handed(
        case=UUID(body["case"]),
        receipt=body["receipt"],
        scan=UUID(scan["id"]),
        page=UUID(document["sides"][0]["page"]),
        document=UUID(document["id"]),
    )


def _read(office: Office, scan: UUID, crop: str, shown: str) -> None:
    with transaction(office.parts.sessions) as session:
        waiting = tasks.due(session, 100)
    for due in waiting:
        with transaction(office.parts.sessions) as session:
            claim = tasks.claim(session, due.task, due.attempt, "worker@test")
        if claim is None or claim.scan != scan:
            continue
        with transaction(office.parts.sessions) as session:
            tasks.complete(session, claim, _outcome(crop, shown))


def _outcome(crop: str, shown: str) -> PagesRead:
    fields = tuple(
        ValueRead(path, value, value, 0.9, "review", CORNERS, "reader 1", (("زينت", 0.05),), crop, DOUBTS)
        for path, value in VALUES.items()
    )
    paper = PaperRead(0, 0, "birth_certificate", "page", 0.99, "reader 1", fields)
    return PagesRead((PageSeen(0, 120, 80, shown),), (paper,))
