"""The keys: one master key in a file of its owner, sub-keys by purpose, and a recovery key to print."""

import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry.domain.errors import KeyProblem
from registry.domain.receipts import ALPHABET, LOOK_ALIKES, SEPARATORS

MASTER_BYTES: Final = 32
"""Bytes of the master key: 256 bits."""
RECOVERY_SIGNS: Final = 52
"""Signs of a recovery key, five bits each: 256 bits in 52 signs leave four spare bits, which stay zero."""
CHECK_SIGNS: Final = 4
"""Signs of its check."""
HEADER: Final = "sijill-key-1"


@dataclass(frozen=True, slots=True)
class Keys:
    """Sub-keys of 32 bytes, one a purpose (HKDF-SHA256, RFC 5869). `id`, which is public, names it."""

    id: str
    database: bytes = field(repr=False)
    store: bytes = field(repr=False)
    index: bytes = field(repr=False)
    trail: bytes = field(repr=False)
    backup: bytes = field(repr=False)
    recovery: bytes = field(repr=False)


def create_key_file(path: Path) -> str:
    """Make a new master key and write it; the answer is the recovery key to print and lock away.

    Raises `KeyProblem` when there is a file already: a lost key means lost data, so none is overwritten.
    """
    master = secrets.token_bytes(MASTER_BYTES)
    _write(path, master)
    return recovery_key(master)


def restore_key_file(path: Path, recovery: str) -> None:
    """Write the key file anew from a printed recovery key. Raises `KeyProblem`."""
    _write(path, master_from_recovery(recovery))


def load_keys(path: Path) -> Keys:
    """The keys of a key file. Raises `KeyProblem` when it is missing, damaged, or open to anyone else."""
    return derive(master_from_recovery(key_in(path)))


def key_in(path: Path) -> str:
    """The recovery key that a key file holds. Raises `KeyProblem` as `load_keys` does."""
    try:
        status = path.stat()
        words = path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyProblem({"problem": "unreadable", "file": path.name}) from error
    if stat.S_IMODE(status.st_mode) & 0o077 or status.st_uid not in {os.geteuid(), 0}:
        raise KeyProblem({"problem": "open_to_others", "file": path.name})
    if len(words) != 3 or words[0] != HEADER:
        raise KeyProblem({"problem": "damaged", "file": path.name})
    if derive(master_from_recovery(words[2])).id != words[1]:
        raise KeyProblem({"problem": "damaged", "file": path.name})
    return words[2]


def derive(master: bytes) -> Keys:
    """The sub-keys of a master key of 32 bytes."""
    return Keys(
        id=_key(master, b"id")[:8].hex(),
        database=_key(master, b"database"),
        store=_key(master, b"store"),
        index=_key(master, b"index"),
        trail=_key(master, b"trail"),
        backup=_key(master, b"backup"),
        recovery=_key(master, b"recovery"),
    )


def recovery_key(master: bytes) -> str:
    """The printable form of a master key: 14 groups of four signs, the last of them a check."""
    number = int.from_bytes(master, "big") << 4
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(RECOVERY_SIGNS)))
    whole = signs + _check(signs)
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def master_from_recovery(text: str) -> bytes:
    """The master key of a printed recovery key, however it was typed in. Raises `KeyProblem`."""
    compact = text.translate(str.maketrans("", "", SEPARATORS)).upper().translate(LOOK_ALIKES)
    signs, check = compact[:RECOVERY_SIGNS], compact[RECOVERY_SIGNS:]
    if len(compact) != RECOVERY_SIGNS + CHECK_SIGNS or any(sign not in ALPHABET for sign in compact):
        raise KeyProblem({"problem": "recovery_key_format"})
    if check != _check(signs):
        raise KeyProblem({"problem": "recovery_key_check"})
    number = 0
    for sign in signs:
        number = number << 5 | ALPHABET.index(sign)
    return (number >> 4).to_bytes(MASTER_BYTES, "big")


def is_recovery_key(text: str, known: bytes | None) -> bool:
    """Whether `text` is the printed recovery key of the keys whose sub-key `recovery` is `known`.

    What is compared is a sub-key of all 256 bits, in constant time; the public `id` has 64 bits only.
    """
    try:
        given = derive(master_from_recovery(text)).recovery
    except KeyProblem:
        return False
    return known is not None and hmac.compare_digest(given, known)


def _check(signs: str) -> str:
    digest = int.from_bytes(hashlib.sha256(signs.encode()).digest()[:3], "big")
    return "".join(ALPHABET[digest >> 5 * place & 31] for place in reversed(range(CHECK_SIGNS)))


def _key(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sijill/1/" + purpose).derive(master)


def _write(path: Path, master: bytes) -> None:
    line = f"{HEADER} {derive(master).id} {recovery_key(master)}\n".encode()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise KeyProblem({"problem": "exists", "file": path.name}) from error
    except OSError as error:
        raise KeyProblem({"problem": "unwritable", "file": path.name}) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
