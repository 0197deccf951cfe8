"""Brings a backup back: every hash first, then the files, the database and the key, then the proof of it."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry.audit.checkpoint import Checkpoint
from registry.audit.exporting import sealed_leaves
from registry.audit.manifest import Manifest, print_of
from registry.audit.merkle import leaf_hash
from registry.audit.notes import opened
from registry.audit.signing import signer_of
from registry.audit.tree import root_at
from registry.backup import shape
from registry.backup.databases import SQLITE, copy_in, kind_of, require_empty
from registry.backup.shape import Snapshot, Told
from registry.database.sessions import open_engine
from registry.domain.errors import BackupDamaged, NotEmpty, TrailBroken
from registry.models.cases import Case
from registry.models.readings import ReadValue
from registry.models.records import Evidence, Record
from registry.models.scans import Page, Scan
from registry.reporting.reconciliation import balance
from registry.vault.crypto import Keys, restore_key_file
from registry.vault.store import Store

# Stands in the folder while it is being filled, and says that whatever lies beside it is ours to replace.
UNFINISHED: Final = "restore.unfinished"
NAMED: Final = (Scan.digest, Page.picture, ReadValue.crop, Evidence.crop)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a backup goes: data folder, database, folder of sealed files, key file; all empty or absent."""

    folder: Path
    url: str
    store: Path
    key_file: Path


@dataclass(frozen=True, slots=True)
class Returned:
    """What is there now. `missing`: sealed files that the database names and the store has not got."""

    cases: int
    scans: int
    records: int
    events: int
    balance: bool
    missing: int

    @property
    def whole(self) -> bool:
        """Whether nothing was lost."""
        return self.balance and self.missing == 0


def check(snapshot: Snapshot, manifest: Manifest, told: Told) -> None:
    """Hold every file against the manifest. Raises `BackupDamaged` with the first bad one's name."""
    for done, (name, wanted) in enumerate(sorted(manifest.files.items()), 1):
        file = snapshot.file(name)
        try:
            found = print_of(file)
        except FileNotFoundError as error:
            raise BackupDamaged({"file": name, "problem": "missing"}) from error
        except OSError as error:
            raise BackupDamaged({"file": name, "problem": "unreadable"}) from error
        if found != wanted:
            raise BackupDamaged({"file": name, "problem": "changed"})
        told(done, len(manifest.files))


def require_room(target: Target, kind: str) -> None:
    """Raise `NotEmpty` unless everything that is to be written is absent, or from a restore broken off."""
    if kind_of(target.url) != kind:
        raise BackupDamaged({"file": shape.DATABASE, "problem": f"is_of_{kind}"})
    if target.folder.exists() and not (target.folder / UNFINISHED).exists():
        others = [file for file in target.folder.iterdir() if file != target.key_file]
        if others:
            raise NotEmpty({"place": target.folder.name})
    inside = target.store.is_relative_to(target.folder)
    if not inside and target.store.exists() and any(target.store.glob("??/*")):
        raise NotEmpty({"place": target.store.name})
    if kind != SQLITE:
        engine = open_engine(target.url)
        try:
            require_empty(engine, target.url)
        finally:
            engine.dispose()


def bring_back(
    snapshot: Snapshot, manifest: Manifest, keys: Keys, recovery: str | None, target: Target, told: Told
) -> None:
    """Fill an empty place from a backup that was checked. `recovery` makes the key file, where there is none.

    The key file comes last: a folder without one is never taken for whole. Raises `NotEmpty`, OSError.
    """
    require_room(target, manifest.facts[shape.KIND_FACT])
    target.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (target.folder / UNFINISHED).touch()
    sealed = sorted(name for name in manifest.files if name.startswith(f"{shape.STORE}/"))
    target.store.mkdir(mode=0o700, parents=True, exist_ok=True)
    for done, name in enumerate(sealed, 1):
        file = target.store / Path(name).relative_to(shape.STORE)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(snapshot.file(name), file)
        file.chmod(0o600)
        told(done, len(sealed))
    copy_in(snapshot.file(shape.DATABASE), target.url, keys)
    if recovery is not None and not target.key_file.exists():
        restore_key_file(target.key_file, recovery)


def finished(target: Target) -> None:
    """Say that the folder is whole: it may be used from now on."""
    (target.folder / UNFINISHED).unlink()


def look_over(session: Session, store: Store, keys: Keys, checkpoint: str) -> Returned:
    """Count what came back, and hold the trail to the checkpoint of the backup. Raises `TrailBroken`."""
    signer = signer_of(keys)
    point = Checkpoint.parsed(opened(checkpoint, signer.verifier))
    for number, leaf, sealed in sealed_leaves(session, point.size):
        if leaf is None or leaf_hash(leaf).hex() != sealed:
            raise TrailBroken({"problem": "changed", "number": number})
    if root_at(session, point.size) != point.root:
        raise TrailBroken({"problem": "changed", "number": point.size})
    named = {digest for column in NAMED for digest in session.scalars(select(column).distinct()) if digest}
    return Returned(
        cases=_count(session, Case.id),
        scans=_count(session, Scan.id),
        records=_count(session, Record.id),
        events=point.size,
        balance=balance(session).even,
        missing=sum(not store.has(digest) for digest in named),
    )


def _count(session: Session, column: InstrumentedAttribute[object]) -> int:
    return session.scalar(select(func.count(column))) or 0
