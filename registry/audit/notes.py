"""Signed notes: a text with Ed25519 signatures in lines below it (C2SP signed-note; RFC 8032)."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from registry.domain.errors import NoteRefused

ALGORITHM: Final = b"\x01"
ID_BYTES: Final = 4
"""Bytes of a key's id in a signed note."""
KEY_BYTES: Final = 32
"""Bytes of a public Ed25519 key."""
SIGNATURE_BYTES: Final = 64
"""Bytes of an Ed25519 signature."""
MARK: Final = "— "


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name, written `name+id+key` (a vkey, one line)."""

    name: str
    key: bytes

    @classmethod
    def parsed(cls, text: str) -> Self:
        """The key of a vkey. Raises `NoteRefused`."""
        name, _, rest = text.strip().partition("+")
        written, _, encoded = rest.partition("+")
        raw = decoded(encoded)
        if not name or raw is None or len(raw) != 1 + KEY_BYTES or raw[:1] != ALGORITHM:
            raise NoteRefused({"problem": "key_format"})
        verifier = cls(name, raw[1:])
        if verifier.id.hex() != written:
            raise NoteRefused({"problem": "key_format"})
        return verifier

    @property
    def id(self) -> bytes:
        """The four bytes that stand before each signature of this key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ALGORITHM + self.key).digest()[:ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encoded(ALGORITHM + self.key)}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its name, made of a seed of 32 bytes."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        """The public side."""
        return Verifier(self.name, self._key().public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The note of a text that ends with a line break."""
        signature = self.verifier.id + self._key().sign(text.encode())
        return f"{text}\n{MARK}{self.name} {encoded(signature)}\n"

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def opened(note: str, verifier: Verifier) -> str:
    """The text of a note that this key has signed; other keys' lines, as of witnesses, are passed over.

    Raises `NoteRefused`: `note_format`, `foreign` (no line of this name), `key_mismatch` (of this name, by
    another key) or `signature`.
    """
    text, parted, below = note.rpartition("\n\n")
    lines = below.split("\n")
    if not parted or lines.pop() or not lines or not all(line.startswith(MARK) for line in lines):
        raise NoteRefused({"problem": "note_format"})
    ours = [name_and_rest[1] for line in lines if (name_and_rest := _parts(line))[0] == verifier.name]
    if not ours:
        raise NoteRefused({"problem": "foreign"})
    signatures = [decoded(one) for one in ours]
    if any(one is None or len(one) != ID_BYTES + SIGNATURE_BYTES for one in signatures):
        raise NoteRefused({"problem": "signature"})
    matching = [one for one in signatures if one is not None and one[:ID_BYTES] == verifier.id]
    if not matching:
        raise NoteRefused({"problem": "key_mismatch"})
    try:
        for one in matching:
            Ed25519PublicKey.from_public_bytes(verifier.key).verify(one[ID_BYTES:], f"{text}\n".encode())
    except InvalidSignature as error:
        raise NoteRefused({"problem": "signature"}) from error
    return f"{text}\n"


def encoded(raw: bytes) -> str:
    """Bytes in base64 (RFC 4648, 4)."""
    return base64.b64encode(raw).decode("ascii")


def decoded(text: str) -> bytes | None:
    """The bytes of base64, None for any other text: spare bits have to be zero, nothing may stand beside."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return raw if encoded(raw) == text else None


def _parts(line: str) -> tuple[str, str]:
    name, _, rest = line.removeprefix(MARK).partition(" ")
    return name, rest
