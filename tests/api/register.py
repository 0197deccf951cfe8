"""Records as they stand after intake, review and approval, put there by the register's own functions."""

from collections.abc import Mapping

from registry.db import transaction
from registry.entries import approve
from registry.models.documents import Document
from registry.reviews import Decision, review
from registry.scans import receive, scan_view
from registry.tasks import claim, complete, due
from tests.api.office import Office
from tests.registry.office import pages_read, paper, scan_of
from tests.registry.registered import EXTRACT, PLACE, REASON

__all__ = ["EXTRACT", "PLACE", "REASON", "registered"]


def registered(office: Office, values: Mapping[str, str], kind: str = "record_extract") -> int:
    """A record of these values: handed in and entered by the clerk, approved by the officer."""
    clerk, officer = office.actors["clerk"], office.actors["officer"]
    with transaction(office.parts.sessions) as session:
        read = paper(dict(values), document_type=kind, side="page")
        content = f"{kind} {sorted(values.items())}"
        scan = receive(session, clerk, None, scan_of(f"{hash(content):x}"))
        (rung,) = due(session, 100)
        held = claim(session, rung.task, rung.attempt, "worker@test")
        assert held is not None
        complete(session, held, pages_read(read))
        (shown,) = scan_view(session, clerk, scan.id).documents
        document = session.get_one(Document, shown.id)
        entry = review(session, clerk, document.id, {}, Decision.confirm, REASON, document.version)
        assert entry is not None
        return approve(session, officer, entry, 1)
