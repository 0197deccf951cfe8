"""What a worker process needs, built once before it forks: sessions, store, reading engines, budget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from imaging.budget import Budget
from imaging.decode import Pixels
from ocr import Reading
from ocr.result.reading import Layout
from reference.documents import DocumentType, document_types
from registry.database.installation import Placement
from registry.database.sessions import Sessions, make_sessions, open_engine
from registry.vault.crypto import load_keys
from registry.vault.store import Store, open_store
from settings import Settings
from workers.identity import Identity

ReadPage = Callable[[Pixels, str | None, Sequence[Layout]], Sequence[Reading]]
"""Pixels of a page (H x W x 3, RGB), the type that the clerk named, if any, and the layouts confirmed."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The parts. Sessions are safe to hold over a fork, engines keep no threads.

    `reader` names what `read_page` is and its version; `worker` is this process (workers.identity); `key_id`
    is the public name of the master key that all of it was opened with.
    """

    sessions: Sessions
    store: Store
    types: Mapping[str, DocumentType]
    read_page: ReadPage
    reader: str
    budget: Budget
    worker: str
    key_id: str

    @property
    def placement(self) -> Placement:
        """What has to belong together before a task is touched."""
        return Placement(self.sessions, self.store, self.key_id)


def open_sessions(settings: Settings) -> Sessions:
    """Sessions on the database of the settings."""
    engine = open_engine(settings.database, load_keys(settings.keys).database)
    return make_sessions(engine, types=document_types(settings.document_types))


def build(settings: Settings, label: str, read_page: ReadPage, reader: str) -> Toolbox:
    """Everything open and ready to read a page."""
    keys = load_keys(settings.keys)
    return Toolbox(
        sessions=open_sessions(settings),
        store=open_store(settings.store, keys.store),
        types=document_types(settings.document_types),
        read_page=read_page,
        reader=reader,
        budget=Budget(),
        worker=Identity.own(label).name,
        key_id=keys.id,
    )
