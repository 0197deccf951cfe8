"""Backups: whole while others write, useless to none but the thief, refused when a single byte is wrong."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import make_url, select, text

from registry.backup import shape, taking
from registry.backup.bringing import UNFINISHED, Returned, Target, bring_back, check, finished, look_over
from registry.backup.shape import chosen, manifest_of, snapshots_in
from registry.backup.taking import Source, Taken, take
from registry.database.sessions import make_sessions, open_engine, transaction
from registry.domain.access import Actor
from registry.domain.errors import BackupDamaged, BackupKeyWrong, NotEmpty
from registry.intake.scans import NewScan, receive
from registry.models.trail import Event as TrailEvent
from registry.vault.crypto import derive
from registry.vault.store import Store, open_store
from tests import postgres
from tests.databases import KEY, Database, administration
from tests.registry.office import open_offices

KEYS = replace(derive(bytes(range(32))), database=KEY)
OTHER = derive(bytes(32))


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(slots=True)
class Office:
    """An office with a clerk at work, and a folder for its backups."""

    source: Source
    store: Store
    clerk: Actor
    backups: Path
    numbers: Iterator[int]

    def hand_in(self) -> None:
        """One paper: bytes first, then the scan."""
        content = f"ورقة {next(self.numbers)}".encode() * 50
        blob = self.store.put(content)
        with transaction(self.source.sessions) as session:
            receive(session, self.clerk, None, NewScan(blob.digest, blob.length, "jpeg", 1, "ورقة.jpg"))

    def back_up(self, *, keep: int = 5, told: Callable[[int, int], None] = quiet) -> Taken:
        return take(self.source, self.backups, keep, told)


@pytest.fixture
def office(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with three papers, on either database; PostgreSQL's programs are those of the server."""
    if database.kind == "postgresql":
        folder = next(one for one in postgres._binaries() if (one / "pg_dump").exists())
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        clerk = open_offices(session).clerk
    folder = tmp_path / "office" / "store"
    store = open_store(f"file://{folder}", KEYS.store)
    source = Source(database.engine, sessions, database.url, folder, KEYS)
    made = Office(source, store, clerk, tmp_path / "backups", count(1))
    for _ in range(3):
        made.hand_in()
    return made


@contextmanager
def empty_place(office: Office, tmp_path: Path) -> Iterator[Target]:
    """An empty data folder and database of the same kind."""
    folder = tmp_path / "new"
    url = make_url(office.source.url)
    if url.get_backend_name() == "sqlite":
        yield Target(folder, f"sqlite:///{folder}/register.db", folder / "store", folder / "master.key")
        return
    name = f"restored_{os.urandom(4).hex()}"
    with administration(office.source.url) as admin:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        target = url.set(database=name).render_as_string(hide_password=False)
        yield Target(folder, target, folder / "store", folder / "master.key")
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def restored(office: Office, target: Target, name: str | None = None) -> Returned:
    """Bring a snapshot back and look it over."""
    snapshot = chosen(office.backups, name)
    manifest = manifest_of(snapshot, KEYS)
    check(snapshot, manifest, quiet)
    bring_back(snapshot, manifest, KEYS, None, target, quiet)
    engine = open_engine(target.url, KEYS.database)
    store = open_store(f"file://{target.store}", KEYS.store)
    signed = snapshot.file(shape.CHECKPOINT).read_text(encoding="utf-8")
    with transaction(make_sessions(engine)) as session:
        found = look_over(session, store, KEYS, signed)
    engine.dispose()
    finished(target)
    return found


def test_everything_comes_back_and_the_books_balance(office: Office, tmp_path: Path) -> None:
    taken = office.back_up()
    assert (taken.copied, taken.files) == (3, 5)
    with empty_place(office, tmp_path) as target:
        found = restored(office, target)
        assert (found.whole, found.cases, found.scans, found.missing) == (True, 3, 3, 0)
        store = open_store(f"file://{target.store}", KEYS.store)
        assert sorted(store.digests()) == sorted(office.store.digests())
        assert all(store.read(digest) for digest in store.digests())


def test_a_backup_while_others_write_is_whole(office: Office, tmp_path: Path) -> None:
    stop = Event()

    def at_the_counter() -> None:
        while not stop.is_set():
            office.hand_in()

    clerk = Thread(target=at_the_counter)
    clerk.start()
    try:
        for _ in range(3):
            office.back_up()
    finally:
        stop.set()
        clerk.join()
    for snapshot in snapshots_in(office.backups):
        with empty_place(office, tmp_path) as target:
            found = restored(office, target, snapshot.name)
            assert found.whole
            assert found.scans >= 3
            shutil.rmtree(target.folder)


def test_a_second_backup_copies_only_what_is_new(office: Office) -> None:
    office.back_up()
    office.hand_in()
    assert office.back_up().copied == 1
    assert office.back_up().copied == 0
    assert len(snapshots_in(office.backups)) == 3


def test_old_backups_go_and_what_newer_ones_need_stays(office: Office, tmp_path: Path) -> None:
    for _ in range(4):
        office.back_up(keep=2)
    assert len(snapshots_in(office.backups)) == 2
    with empty_place(office, tmp_path) as target:
        assert restored(office, target).whole


def test_a_file_that_no_backup_needs_any_more_goes_too(office: Office) -> None:
    office.back_up(keep=1)
    gone = next(office.store.digests())
    office.store.remove(gone)
    office.back_up(keep=1)
    assert gone not in {file.name for file in (office.backups / shape.STORE).glob("??/*")}


def test_a_backup_is_an_event(office: Office) -> None:
    name = office.back_up().name
    with transaction(office.source.sessions) as session:
        event = session.scalars(select(TrailEvent).where(TrailEvent.action == "backup.made")).one()
    assert (event.subject_id, event.details) == (name, {"files": 5, "copied": 3})


@pytest.mark.parametrize("harm", ["flipped", "cut", "gone"])
def test_any_damaged_file_is_refused_by_its_name(office: Office, harm: str) -> None:
    office.back_up()
    snapshot = chosen(office.backups, None)
    manifest = manifest_of(snapshot, KEYS)
    for name in manifest.files:
        file = snapshot.file(name)
        whole = file.read_bytes()
        match harm:
            case "flipped":
                middle = len(whole) // 2
                file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
            case "cut":
                file.write_bytes(whole[:-1])
            case "gone":
                file.unlink()
        with pytest.raises(BackupDamaged) as refused:
            check(snapshot, manifest, quiet)
        assert refused.value.params["file"] == name
        file.write_bytes(whole)
    check(snapshot, manifest, quiet)


def test_a_changed_list_of_files_is_refused(office: Office) -> None:
    office.back_up()
    file = chosen(office.backups, None).folder / shape.MANIFEST
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((BackupDamaged, BackupKeyWrong)):
            manifest_of(chosen(office.backups, None), KEYS)


def test_another_office_s_key_is_told_apart(office: Office) -> None:
    office.back_up()
    with pytest.raises(BackupKeyWrong) as refused:
        manifest_of(chosen(office.backups, None), OTHER)
    assert refused.value.params == {"given": OTHER.id, "wanted": KEYS.id}


def test_an_empty_folder_holds_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupDamaged):
        chosen(tmp_path, None)


def test_nothing_is_written_over(office: Office, tmp_path: Path) -> None:
    office.back_up()
    with empty_place(office, tmp_path) as target:
        target.folder.mkdir()
        (target.folder / "ملف").touch()
        with pytest.raises(NotEmpty):
            restored(office, target)
        assert [file.name for file in target.folder.iterdir()] == ["ملف"]


def test_a_restore_that_was_broken_off_is_done_again(office: Office, tmp_path: Path) -> None:
    office.back_up()
    with empty_place(office, tmp_path) as target:
        (target.store / "aa").mkdir(parents=True)
        (target.folder / UNFINISHED).touch()
        (target.store / "aa" / "نصف").write_bytes(b"x")
        assert restored(office, target).whole
        assert not (target.folder / UNFINISHED).exists()


def test_no_backup_holds_a_key_or_a_readable_name(office: Office) -> None:
    office.back_up()
    everything = [file.read_bytes() for file in office.backups.rglob("*") if file.is_file()]
    for secret in (KEYS.database, KEYS.store, KEYS.backup, "دائرة أحوال الكرخ".encode(), "ورقة.jpg".encode()):
        assert not any(secret in content or secret.hex().encode() in content for content in everything)


Strike = Callable[[pytest.MonkeyPatch], Callable[[int, int], None]]


def strike() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def amid_files(_: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    return lambda done, _total: strike() if done == 2 else None


def at_the_database(patch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    patch.setattr(taking, "copy_out", lambda *_: strike())
    return quiet


def before_it_counts(patch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    patch.setattr("os.sync", strike)
    return quiet


@pytest.mark.parametrize("when", [amid_files, at_the_database, before_it_counts])
def test_killed_in_the_middle_it_leaves_the_older_backup_usable(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: Strike
) -> None:
    older = office.back_up().name
    for _ in range(4):
        office.hand_in()
    child = os.fork()
    if child == 0:
        office.back_up(told=when(monkeypatch))
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert [snapshot.name for snapshot in snapshots_in(office.backups)] == [older]
    with empty_place(office, tmp_path) as target:
        assert restored(office, target).scans == 3
        shutil.rmtree(target.folder)
    assert office.back_up().files == 9
    with empty_place(office, tmp_path) as target:
        found = restored(office, target)
        assert (found.whole, found.scans) == (True, 7)
