"""The store: what comes out is what went in, nothing half-written is left, a changed bit is found."""

import io
import os
import resource
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.domain.errors import BlobDamaged, BlobMissing, InvalidValue, StoreBroken, StoreFull
from registry.vault.sealing import CHUNK, seal, unseal
from registry.vault.store import FolderStore, open_store

KEY = bytes(32)
sizes = st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7])


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store", KEY)


def _file(store_folder: Path) -> Path:
    (file,) = [path for path in store_folder.glob("??/*") if path.is_file()]
    return file


@given(sizes, st.integers(1, 3 * CHUNK))
@settings(max_examples=40, deadline=None)
def test_a_sealed_stream_opens_to_what_it_was(size: int, piece: int) -> None:
    content = os.urandom(size)
    pieces = (content[start : start + piece] for start in range(0, size, piece))
    sealed = b"".join(seal(pieces, KEY))
    assert b"".join(unseal(io.BytesIO(sealed), KEY)) == content


@given(st.integers(0, 2 * CHUNK), st.data())
@settings(max_examples=40, deadline=None)
def test_a_sealed_stream_that_was_cut_is_refused(size: int, data: st.DataObject) -> None:
    sealed = b"".join(seal([bytes(size)], KEY))
    cut = data.draw(st.integers(0, len(sealed) - 1))
    with pytest.raises(BlobDamaged):
        list(unseal(io.BytesIO(sealed[:cut]), KEY))


def test_swapped_and_repeated_chunks_are_refused() -> None:
    sealed = b"".join(seal([os.urandom(3 * CHUNK)], KEY))
    head, whole = sealed[:24], CHUNK + 16
    chunks = [sealed[24 + number * whole : 24 + (number + 1) * whole] for number in range(3)]
    for order in ((1, 0, 2), (0, 0, 2), (0, 2, 1), (0, 1), (0, 1, 2, 2)):
        with pytest.raises(BlobDamaged):
            list(unseal(io.BytesIO(head + b"".join(chunks[number] for number in order)), KEY))


@pytest.mark.parametrize("size", [0, 1, CHUNK, 3_000_000])
def test_what_comes_out_is_what_went_in(store: FolderStore, size: int) -> None:
    content = os.urandom(size)
    blob = store.put(io.BytesIO(content))
    assert (store.read(blob.digest), blob.length) == (content, size)


def test_the_same_bytes_are_kept_once(store: FolderStore) -> None:
    assert store.put(b"page") == store.put(iter([b"pa", b"ge"]))
    assert len(list(store.digests())) == 1


def test_nothing_of_the_content_shows_on_disk(store: FolderStore, tmp_path: Path) -> None:
    blob = store.put("زينب حسن".encode() * 50)
    written = _file(tmp_path / "store").read_bytes()
    assert "زينب".encode() not in written
    assert FolderStore(tmp_path / "other", bytes([1] * 32)).put(b"page").digest != store.put(b"page").digest
    assert blob.digest in set(store.digests())


def test_any_changed_bit_is_found(store: FolderStore, tmp_path: Path) -> None:
    blob = store.put(os.urandom(2000))
    file = _file(tmp_path / "store")
    good = file.read_bytes()
    for place in range(0, len(good), 97):
        file.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(BlobDamaged):
            store.read(blob.digest)


def test_one_file_in_the_place_of_another_is_found(store: FolderStore, tmp_path: Path) -> None:
    first, second = store.put(b"first"), store.put(b"second")
    folder = tmp_path / "store"
    (folder / first.digest[:2] / first.digest).write_bytes(
        (folder / second.digest[:2] / second.digest).read_bytes()
    )
    with pytest.raises(BlobDamaged):
        store.read(first.digest)


@pytest.mark.parametrize("digest", ["", "0" * 64, "../../etc/passwd", "G" * 64, "a" * 63])
def test_what_is_not_there_is_missing(store: FolderStore, digest: str) -> None:
    with pytest.raises(BlobMissing):
        store.read(digest)


def test_a_short_write_is_written_to_its_end(store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: whole(descriptor, bytes(data)[:1000]))
    content = os.urandom(50_000)
    assert store.read(store.put(content).digest) == content


def test_a_disk_that_lies_about_a_write_is_caught(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.write

    def lying(descriptor: int, data: bytes) -> int:
        whole(descriptor, bytes(data)[: len(data) // 2])
        return len(data)

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises((BlobDamaged, StoreBroken)):
        store.put(os.urandom(50_000))
    monkeypatch.undo()
    assert list(store.digests()) == []
    assert list((tmp_path / "store" / ".incoming").iterdir()) == []


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
def test_a_disk_fault_at_any_step_leaves_nothing(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def broken(*_: object) -> int:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(os, call, broken)
    if call == "rename":
        monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(StoreBroken):
        store.put(b"page" * 1000)
    monkeypatch.undo()
    assert list(store.digests()) == []
    assert list((tmp_path / "store" / ".incoming").iterdir()) == []
    assert store.read(store.put(b"page").digest) == b"page"


def test_a_full_disk_refuses_and_heals(tmp_path: Path) -> None:
    """A child under a file-size limit meets the same short writes and errors as on a full disk."""
    program = textwrap.dedent(
        """
        import resource, signal, sys
        from pathlib import Path
        from registry.domain.errors import StoreFull
        from registry.vault.store import FolderStore
        store = FolderStore(Path(sys.argv[1]), bytes(32))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
        try:
            store.put(bytes(1_000_000))
        except StoreFull:
            assert list(store.digests()) == []
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            assert len(store.read(store.put(bytes(1_000_000)).digest)) == 1_000_000
            sys.exit(42)
        """
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "store")], check=False, timeout=60)
    assert done.returncode == 42
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    assert StoreFull.code == "store_full"


def test_leftovers_of_a_killed_writer_are_swept_but_not_those_being_written(
    store: FolderStore, tmp_path: Path
) -> None:
    old, fresh = (tmp_path / "store" / ".incoming" / name for name in ("old", "fresh"))
    old.write_bytes(b"x")
    fresh.write_bytes(b"x")
    hours_ago = time.time() - 7200
    os.utime(old, (hours_ago, hours_ago))
    assert store.sweep() == 1
    assert fresh.exists()
    assert not old.exists()


def test_a_store_is_opened_by_its_url(tmp_path: Path) -> None:
    blob = open_store(f"file://{tmp_path}/with%20space", KEY).put(b"page")
    assert (tmp_path / "with space" / blob.digest[:2] / blob.digest).exists()
    with pytest.raises(InvalidValue):
        open_store("ftp://somewhere/", KEY)
