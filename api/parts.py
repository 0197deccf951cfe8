"""The parts an application is made of: opened once, handed to every route."""

from collections.abc import Mapping
from dataclasses import dataclass

from redis import Redis

from reference.documents import DocumentType
from registry.audit.notes import Signer
from registry.db import Sessions
from registry.store import Store


@dataclass(frozen=True, slots=True)
class Parts:
    """Database, store, doorbell, document types and the trail's signer.

    `public_url` is how people reach the service, if set.
    """

    sessions: Sessions
    store: Store
    bell: Redis
    types: Mapping[str, DocumentType]
    signer: Signer
    public_url: str | None = None
