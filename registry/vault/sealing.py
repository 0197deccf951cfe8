"""Sealed streams: chunks of AES-256-GCM that can't be changed, swapped, cut or continued unseen.

The STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizar (2015): each chunk's nonce holds its number
and whether it is the last. Each file has a key of its own, so no nonce meets a key twice.
"""

import secrets
import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry.domain.errors import BlobDamaged

MAGIC: Final = b"SIJILL\x00\x01"
SALT_BYTES: Final = 16
"""Random bytes that give each file a key of its own."""
HEADER_BYTES: Final = len(MAGIC) + SALT_BYTES
CHUNK: Final = 256 * 1024
"""Bytes that are sealed at once: files of any length take little memory."""
TAG_BYTES: Final = 16
"""Bytes of a tag that proves a sealed piece."""
_NONCE: Final = struct.Struct(">7xIB")


def seal(chunks: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    """The sealed form of a stream, whatever the sizes of its pieces."""
    header = MAGIC + secrets.token_bytes(SALT_BYTES)
    cipher = _cipher(key, header)
    yield header
    number = 0
    held = b""
    for piece in chunks:
        held += piece
        while len(held) > CHUNK:
            yield cipher.encrypt(_NONCE.pack(number, 0), held[:CHUNK], header)
            held, number = held[CHUNK:], number + 1
    yield cipher.encrypt(_NONCE.pack(number, 1), held, header)


def unseal(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The plain chunks of a sealed file, each checked before it is given out. Raises `BlobDamaged`."""
    header = file.read(HEADER_BYTES)
    if len(header) != HEADER_BYTES or not header.startswith(MAGIC):
        raise BlobDamaged({"problem": "header"})
    cipher = _cipher(key, header)
    number = 0
    chunk = file.read(CHUNK + TAG_BYTES)
    while True:
        following = file.read(CHUNK + TAG_BYTES)
        nonce = _NONCE.pack(number, 0 if following else 1)
        try:
            yield cipher.decrypt(nonce, chunk, header)
        except InvalidTag as error:
            raise BlobDamaged({"problem": "chunk", "number": number}) from error
        if not following:
            return
        chunk, number = following, number + 1


def _cipher(key: bytes, header: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=header, info=b"sijill/file").derive(key))
