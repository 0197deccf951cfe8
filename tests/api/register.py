"""Records as they stand after intake, review and approval, put there by the register's own functions."""

import hashlib
from collections.abc import Mapping

from registry.database.sessions import Sessions, transaction
from registry.domain.access import Actor
from registry.intake.scans import receive, scan_view
from registry.models.documents import Document
from registry.review.entries import approve
from registry.tasks.tasks import claim, complete, due
from tests.api.office import Office
from tests.registry.office import pages_read, paper, scan_of
from tests.registry.registered import EXTRACT, PLACE, REASON, sign

__all__ = ["EXTRACT", "FAMILY", "PLACE", "REASON", "put", "registered"]

# A page with an error that a clerk's eye passes over: a grandfather who is not the father's father.
FAMILY = EXTRACT | {
    "rows.0.name": "حسن علي جاسم",
    "rows.0.relation": "رب الأسرة",
    "rows.0.birth_date": "1931",
    "rows.1.name": "فاطمة كاظم حسين",
    "rows.1.relation": "زوجة",
    "rows.1.birth_date": "1938/02/01",
    "rows.2.name": "زينب حسن علي",
    "rows.2.relation": "ابنة",
    "rows.2.birth_date": "1960/03/14",
    "rows.3.name": "كرار حسن محمود",
    "rows.3.relation": "ابن",
    "rows.3.birth_date": "1962/05/01",
}


def registered(office: Office, values: Mapping[str, str], kind: str = "record_extract") -> int:
    """A record of these values: handed in and entered by the clerk, approved by the officer."""
    actors = office.actors["clerk"], office.actors["officer"]
    return put(office.parts.sessions, actors, values, kind)


def put(
    sessions: Sessions, actors: tuple[Actor, Actor], values: Mapping[str, str], kind: str = "record_extract"
) -> int:
    """A record entered by the first of two people and approved by the second."""
    clerk, officer = actors
    content = hashlib.sha256(f"{kind} {sorted(values.items())}".encode()).hexdigest()[:24]
    with transaction(sessions) as session:
        read = paper(dict(values), document_type=kind, side="page")
        scan = receive(session, clerk, None, scan_of(content))
        (rung,) = due(session, 100)
        held = claim(session, rung.task, rung.attempt, "worker@test")
        assert held is not None
        complete(session, held, pages_read(read))
        (shown,) = scan_view(session, clerk, scan.id).documents
        document = session.get_one(Document, shown.id)
        return approve(session, officer, sign(session, clerk, document), 1)
