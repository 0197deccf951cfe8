"""Reads every stored byte that the register points to: what is damaged or gone is named."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.errors import RegistryError
from registry.domain.integrity import Broken, Fault
from registry.models.readings import ReadValue
from registry.models.records import Evidence
from registry.models.scans import Page, Scan
from registry.vault.store import Store

POINTERS: Final = (Scan.digest, Page.picture, Page.points, ReadValue.crop, Evidence.crop)
"""Columns that name a stored object by its digest."""


def check_objects(session: Session, store: Store) -> Iterator[Fault]:
    """Objects that can't be read to their end with every hash right."""
    wanted: set[str] = set()
    for column in POINTERS:
        wanted.update(digest for digest in session.scalars(select(column).distinct()) if digest is not None)
    for digest in sorted(wanted):
        try:
            for _ in store.open(digest):
                pass
        except (RegistryError, OSError):
            yield Fault(Broken.stored, digest)
