"""Takes a backup: the database, then the sealed files that it names, and last the manifest."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from registry.audit import signing
from registry.audit.manifest import Manifest, Print, print_of
from registry.backup import shape
from registry.backup.databases import copy_out, kind_of
from registry.backup.shape import Snapshot, Told, manifest_of, signer_of, snapshots_in
from registry.database.clock import host_now
from registry.database.sessions import Sessions, transaction
from registry.domain.actions import Action, Subject
from registry.domain.errors import BackupDamaged, BackupKeyWrong
from registry.trail.events import note
from registry.vault.crypto import Keys
from registry.vault.store import DIGEST_SIGNS

PIECE: Final = 1024 * 1024
"""Bytes that are copied at once."""
PRIVATE: Final = 0o700
"""Mode of a backup's folders: the service's user alone may read them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A running installation. `store` is the folder of sealed files."""

    engine: Engine
    sessions: Sessions
    url: str
    store: Path
    keys: Keys


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a backup: its name, how many files it has, and how many of them were copied anew."""

    name: str
    files: int
    copied: int


def take(source: Source, backups: Path, keep: int, told: Told, *, key_file: Path | None = None) -> Taken:
    """Take a backup into a folder; of all that are there, `keep` stay. `key_file` goes in, too, when given.

    Killed at any moment, it leaves the earlier ones as they were. Raises `StoreFull` and the like never:
    OSError says what the disk of the backup lacks; `ProgramMissing`, `TrailBroken`.
    """
    backups.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    with _alone(backups):
        snapshots = backups / shape.SNAPSHOTS
        snapshots.mkdir(mode=PRIVATE, exist_ok=True)
        for broken_off in snapshots.glob(".*"):
            shutil.rmtree(broken_off)
        known = _known(backups, source.keys)
        made = host_now()
        snapshot = Snapshot(backups, _free_name(snapshots, made))
        incoming = snapshots / f".{snapshot.name}"
        incoming.mkdir(mode=PRIVATE)
        files = _own_files(source, incoming, key_file)
        copied = _copy_store(source.store, backups, known, files, told)
        facts = {
            shape.KEYS_FACT: source.keys.id,
            shape.KIND_FACT: kind_of(source.url),
            shape.MADE_FACT: made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        manifest = Manifest(shape.HEADING, facts, files).signed(signer_of(source.keys))
        (incoming / shape.MANIFEST).write_text(manifest, encoding="utf-8")
        # One for all: a sync for each of a hundred thousand files takes longer than the copying.
        os.sync()
        incoming.rename(snapshot.folder)
        os.sync()
        _prune(backups, source.keys, keep)
    with transaction(source.sessions) as session:
        details = {"files": len(files), "copied": copied}
        note(session, None, Action.backup_made, (Subject.backup, snapshot.name), details=details)
    return Taken(snapshot.name, len(files), copied)


@contextmanager
def _alone(backups: Path) -> Iterator[None]:
    """Two backups into one folder come one after the other."""
    with (backups / shape.LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _own_files(source: Source, incoming: Path, key_file: Path | None) -> dict[str, Print]:
    """Copy what each snapshot has of its own: checkpoint, database, and the key if wanted."""
    with transaction(source.sessions) as session:
        signed = signing.sign_now(session, signing.signer_of(source.keys))
    (incoming / shape.CHECKPOINT).write_text(signed.note, encoding="utf-8")
    copy_out(source.engine, source.url, source.keys, incoming / shape.DATABASE)
    if key_file is not None:
        shutil.copyfile(key_file, incoming / shape.KEY)
        (incoming / shape.KEY).chmod(0o600)
    return {file.name: print_of(file) for file in incoming.iterdir()}


def _copy_store(
    store: Path, backups: Path, known: Mapping[str, Print], files: dict[str, Print], told: Told
) -> int:
    """Copy the sealed files that no earlier snapshot vouches for; adds all to `files`, answers how many."""
    there = sorted(file for file in store.glob("??/*") if len(file.name) == DIGEST_SIGNS)
    copied = 0
    for done, file in enumerate(there, 1):
        name = f"{shape.STORE}/{file.parent.name}/{file.name}"
        before, target = known.get(name), backups / name
        if before is not None and target.is_file() and target.stat().st_size == before.length:
            files[name] = before
        else:
            files[name] = _copied(file, target)
            copied += 1
        told(done, len(there))
    return copied


def _copied(source: Path, target: Path) -> Print:
    target.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}")
    digest, length = hashlib.sha256(), 0
    with source.open("rb") as original, unfinished.open("wb") as copy:
        while piece := original.read(PIECE):
            digest.update(piece)
            length += len(piece)
            copy.write(piece)
    unfinished.rename(target)
    return Print(digest.hexdigest(), length)


def _known(backups: Path, keys: Keys) -> dict[str, Print]:
    """Sealed files that a whole snapshot of ours lists, with their fingerprints."""
    found: dict[str, Print] = {}
    for snapshot in snapshots_in(backups):
        try:
            found.update(manifest_of(snapshot, keys).files)
        except (BackupDamaged, BackupKeyWrong):
            # It vouches for nothing; what it lists is copied again.
            continue
    return {name: one for name, one in found.items() if name.startswith(f"{shape.STORE}/")}


def _prune(backups: Path, keys: Keys, keep: int) -> None:
    """Take out the oldest snapshots of ours, and sealed files that none of those left lists."""
    there = snapshots_in(backups)
    for snapshot in there[:-keep]:
        shutil.rmtree(snapshot.folder)
    if len(there) <= keep:
        return
    needed = _known(backups, keys)
    for file in (backups / shape.STORE).glob("??/*"):
        if f"{shape.STORE}/{file.parent.name}/{file.name}" not in needed:
            file.unlink()


def _free_name(snapshots: Path, made: datetime) -> str:
    name = made.strftime("%Y%m%dT%H%M%SZ")
    number = 1
    while (snapshots / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return name if number == 1 else f"{name}-{number}"
