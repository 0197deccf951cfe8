"""The store of scans and pictures: named by a keyed hash of the content, sealed, never half-written."""

import errno
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from urllib.parse import unquote, urlsplit

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry.domain.errors import BlobDamaged, BlobMissing, InvalidValue, StoreBroken, StoreFull
from registry.vault.sealing import seal, unseal

PIECE: Final = 1024 * 1024
"""Bytes that are read at once."""
DIGEST_SIGNS: Final = 64
"""Hexadecimal signs of a blob's name, a SHA-256."""
TEMPORARY: Final = ".incoming"
LEFTOVER_SECONDS: Final = 3600.0
"""Seconds after which an unfinished file is left over from an interrupted write."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes in the store: `digest`, a keyed hash (HMAC-SHA256, hex), names them; `length` in bytes."""

    digest: str
    length: int


class Store(Protocol):
    """Where bytes lie. A digest tells nothing about the content to who has not got the key."""

    def put(self, content: bytes | BinaryIO | Iterable[bytes]) -> Blob:
        """Keep bytes; the same bytes again give the same blob. Raises `StoreFull`, `StoreBroken`."""
        ...

    def digest_of(self, content: BinaryIO) -> str:
        """The digest that the rest of an open file would have in the store; nothing is kept."""
        ...

    def open(self, digest: str) -> Iterator[bytes]:
        """The bytes in pieces, checked. Raises `BlobMissing`, `BlobDamaged`, `StoreBroken`."""
        ...

    def read(self, digest: str) -> bytes:
        """All the bytes at once, checked."""
        ...

    def has(self, digest: str) -> bool:
        """Whether the store holds a blob."""
        ...

    def remove(self, digest: str) -> None:
        """Take a blob out; one that is not there is no error."""
        ...

    def digests(self) -> Iterator[str]:
        """The names of all blobs."""
        ...

    def sweep(self) -> int:
        """Clear away what interrupted writes left behind; the answer is how many."""
        ...


def open_store(url: str, key: bytes) -> Store:
    """The store at a URL; `file:///path` is a folder. `key` is the store's sub-key.

    Raises `InvalidValue` for a kind of URL that is not known.
    """
    return FolderStore(folder_of(url), key)


def folder_of(url: str) -> Path:
    """The folder of a store's URL. Raises `InvalidValue` for a kind of URL that is not known."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        raise InvalidValue({"field": "store_url", "problem": "unknown"})
    return Path(unquote(parts.path))


class FolderStore:
    """A folder of sealed files, fanned out by the first two signs of their names."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._seal_key = _sub_key(key, b"seal")
        self._name_key = _sub_key(key, b"name")
        self._incoming = folder / TEMPORARY
        self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, content: bytes | BinaryIO | Iterable[bytes]) -> Blob:
        temporary = self._incoming / secrets.token_hex(16)
        try:
            blob = self._write(temporary, content)
            self._verify(temporary, blob)
            self._rename(temporary, blob.digest)
        except OSError as error:
            raise _named(error) from error
        finally:
            # After a rename there is nothing to clear; after any fault there must be nothing left.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        return blob

    def digest_of(self, content: BinaryIO) -> str:
        name = hmac.new(self._name_key, digestmod=hashlib.sha256)
        for piece in _pieces_of(content):
            name.update(piece)
        return name.hexdigest()

    def open(self, digest: str) -> Iterator[bytes]:
        return self._pieces(self._path(digest), digest)

    def read(self, digest: str) -> bytes:
        return b"".join(self.open(digest))

    def has(self, digest: str) -> bool:
        return self._path(digest).is_file()

    def remove(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        for file in self._folder.glob("??/*"):
            if len(file.name) == DIGEST_SIGNS:
                yield file.name

    def sweep(self) -> int:
        oldest = time.time() - LEFTOVER_SECONDS
        left = [file for file in self._incoming.iterdir() if file.stat().st_mtime < oldest]
        for file in left:
            file.unlink(missing_ok=True)
        return len(left)

    def _write(self, path: Path, content: bytes | BinaryIO | Iterable[bytes]) -> Blob:
        name = hmac.new(self._name_key, digestmod=hashlib.sha256)
        length = 0

        def counted() -> Iterator[bytes]:
            nonlocal length
            for piece in _pieces_of(content):
                name.update(piece)
                length += len(piece)
                yield piece

        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            for piece in seal(counted(), self._seal_key):
                _write_all(descriptor, piece)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return Blob(name.hexdigest(), length)

    def _verify(self, path: Path, blob: Blob) -> None:
        """Read back what was written: a short write raises nothing on a full disk."""
        length = sum(len(piece) for piece in self._pieces(path, blob.digest))
        if length != blob.length:
            raise StoreBroken({"problem": "length"})

    def _rename(self, temporary: Path, digest: str) -> None:
        target = self._path(digest)
        if not target.parent.is_dir():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            _sync(self._folder)
        temporary.rename(target)
        _sync(target.parent)

    def _pieces(self, path: Path, digest: str) -> Iterator[bytes]:
        name = hmac.new(self._name_key, digestmod=hashlib.sha256)
        try:
            with path.open("rb") as file:
                for piece in unseal(file, self._seal_key):
                    name.update(piece)
                    yield piece
        except FileNotFoundError as error:
            raise BlobMissing({"digest": digest}) from error
        except OSError as error:
            raise _named(error) from error
        if not hmac.compare_digest(name.hexdigest(), digest):
            raise BlobDamaged({"problem": "name", "digest": digest})

    def _path(self, digest: str) -> Path:
        if len(digest) != DIGEST_SIGNS or not all(sign in "0123456789abcdef" for sign in digest):
            raise BlobMissing({"digest": "malformed"})
        return self._folder / digest[:2] / digest


def _pieces_of(content: bytes | BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    elif hasattr(content, "read"):
        while piece := content.read(PIECE):
            yield piece
    else:
        yield from content


def _write_all(descriptor: int, piece: bytes) -> None:
    """`os.write` may take a part only, without any error (measured on a full disk)."""
    view = memoryview(piece)
    while view:
        view = view[os.write(descriptor, view) :]


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _named(error: OSError) -> StoreFull | StoreBroken:
    if error.errno in _FULL:
        return StoreFull({"problem": errno.errorcode[error.errno]})
    return StoreBroken({"problem": errno.errorcode.get(error.errno or 0, "unknown")})


def _sub_key(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sijill/store/" + purpose).derive(key)
