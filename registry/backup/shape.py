"""What lies where in a backup folder: sealed files shared by all snapshots, and one folder a snapshot."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from registry.audit.manifest import Manifest
from registry.audit.notes import Signer
from registry.domain.errors import BackupDamaged, BackupKeyWrong, NoteRefused
from registry.vault.crypto import Keys

HEADING: Final = "sijill-backup/1"
SNAPSHOTS: Final = "snapshots"
STORE: Final = "store"
LOCK: Final = "backup.lock"

DATABASE: Final = "database"
CHECKPOINT: Final = "checkpoint.txt"
KEY: Final = "master.key"
MANIFEST: Final = "manifest.txt"

# Facts in a manifest.
KEYS_FACT: Final = "keys"
KIND_FACT: Final = "kind"
MADE_FACT: Final = "made"

Told = Callable[[int, int], None]
"""Is told how many files are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One backup in a folder of backups."""

    backups: Path
    name: str

    @property
    def folder(self) -> Path:
        """Its own folder."""
        return self.backups / SNAPSHOTS / self.name

    def file(self, name: str) -> Path:
        """Where a file of its manifest lies."""
        return (self.backups if name.startswith(f"{STORE}/") else self.folder) / name


def snapshots_in(backups: Path) -> tuple[Snapshot, ...]:
    """The whole snapshots of a folder, the oldest first; one that was broken off has a name with a dot."""
    folder = backups / SNAPSHOTS
    if not folder.is_dir():
        return ()
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    return tuple(Snapshot(backups, name) for name in names)


def chosen(backups: Path, name: str | None) -> Snapshot:
    """The newest snapshot, or the one of that name. Raises `BackupDamaged` when there is none."""
    there = snapshots_in(backups)
    found = [one for one in there if name in (None, one.name)]
    if not found:
        raise BackupDamaged({"file": name or backups.name, "problem": "no_backup"})
    return found[-1]


def signer_of(keys: Keys) -> Signer:
    """Who signs manifests of backups: the keys that the backup is sealed with."""
    return Signer(f"sijill-backup-{keys.id}", keys.backup)


def manifest_of(snapshot: Snapshot, keys: Keys) -> Manifest:
    """The manifest, its signature checked. Raises `BackupKeyWrong`, `BackupDamaged`."""
    name = f"{snapshot.name}/{MANIFEST}"
    try:
        note = (snapshot.folder / MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BackupDamaged({"file": name, "problem": "unreadable"}) from error
    for line in note.splitlines():
        fact, _, wanted = line.partition(" ")
        if fact == KEYS_FACT and wanted != keys.id:
            raise BackupKeyWrong({"given": keys.id, "wanted": wanted})
    try:
        return Manifest.read(note, HEADING, signer_of(keys).verifier)
    except NoteRefused as error:
        raise BackupDamaged({"file": name, "problem": str(error.params["problem"])}) from error
