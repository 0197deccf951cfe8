"""What `/openapi.json` says beyond the routes: what each group is for, and the names of OSIA beside ours.

OSIA (Open Standards Identity APIs, osia.readthedocs.io, its functional view) names services of civil and
population registries. Ours differ in shape, since no call of ours answers with one best person or with yes or
no on a name; where a service exists in both, `x-osia` bears its name. `docs/interchange.md` tells of each
difference.
"""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI

TAGS: Final = (
    ("session", "Sign in and out."),
    ("status", "What a citizen asks with receipt and PIN."),
    ("cases", "Somebody wants a service: papers expected and present, the next step."),
    ("scans", "Files handed in, and their readings."),
    ("pictures", "Pages and crops."),
    ("documents", "Papers with their readings, drafts and findings."),
    ("reviews", "A clerk's work: what the paper says."),
    ("entries", "An officer's work: the second pair of eyes."),
    ("records", "The register: ranked candidates, records with evidence, versions, families."),
    (
        "changes",
        "Corrections of readings, rectifications, orders of authorities: each by two people.",
    ),
    ("batches", "Imported lists of other makers, signed by a second officer."),
    ("duplicates", "Pairs that may be one person; joined and parted by two people."),
    ("interchange", "Records handed out: asked for, allowed by somebody else, encrypted to one key."),
    ("books", "Register books: pages, captures, custody, condition, samples."),
    ("second keys", "Blind second keying, and what it shows."),
    ("audit", "The trail of events with its proofs."),
    ("reports", "Figures, each with numerator, denominator and date."),
    ("admin", "Accounts and offices."),
    ("health", "Alive, ready, measured."),
)
OSIA: Final[Mapping[tuple[str, str], str]] = {
    ("POST", "/api/v1/records/search"): "queryPersonList",
    ("GET", "/api/v1/records/{record_id}"): "readPersonAttributes",
    ("GET", "/api/v1/records/{record_id}/history"): "readIdentity",
    ("GET", "/api/v1/pages/{page_id}.webp"): "readDocument",
    ("POST", "/api/v1/documents/{document_id}/review"): "createIdentity",
    ("POST", "/api/v1/entries/{entry_id}/approve"): "createPerson",
    ("POST", "/api/v1/records/{record_id}/corrections"): "partialUpdateIdentity",
    ("POST", "/api/v1/records/{record_id}/rectifications"): "partialUpdateIdentity",
    ("POST", "/api/v1/records/{record_id}/orders"): "setIdentityStatus",
    ("POST", "/api/v1/changes/{change_id}/approve"): "defineReference",
    ("POST", "/api/v1/duplicates/{pair_id}/approve"): "mergePerson",
}


def describe(app: FastAPI) -> None:
    """Put the groups and OSIA's names into what the application says of itself."""
    app.openapi_tags = [{"name": name, "description": said} for name, said in TAGS]
    make = app.openapi

    def described() -> dict[str, object]:
        told = make()
        for (method, path), service in OSIA.items():
            told["paths"][path][method.lower()]["x-osia"] = service
        return told

    app.openapi = described  # type: ignore[method-assign]  # FastAPI documents the replacing of this method
