"""The parts an application is made of: opened once, handed to every route."""

from collections.abc import Mapping
from dataclasses import dataclass

from redis import Redis

from reference.documents import DocumentType
from registry.audit.notes import Signer
from registry.database.installation import Placement
from registry.database.sessions import Sessions
from registry.vault.store import Store
from workers.passing import PassingReader


@dataclass(frozen=True, slots=True)
class Parts:
    """Database, store, doorbell, document types, the trail's signer, and the public name of the master key.

    `reader` reads files at once, in a process of its own.
    `public_url` is how people reach the service, if set.
    """

    sessions: Sessions
    store: Store
    bell: Redis
    types: Mapping[str, DocumentType]
    signer: Signer
    key_id: str
    reader: PassingReader
    public_url: str | None = None

    @property
    def placement(self) -> Placement:
        """What has to belong together before anybody is served."""
        return Placement(self.sessions, self.store, self.key_id)
