"""Salted hashes of what a record says: rows in, digests out, so that a change behind its back shows.

Each field of a version is hashed with a salt of its own, and one hash over all of them, the commitment,
stands in the event of the act. A single value can be shown with its salt and the other digests, and a value
that is erased with its salt leaves a digest that tells nothing (as RFC 9901, selective disclosure, does it).
Bytes are JSON with sorted keys and no spaces, in UTF-8.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, Final

SALT_BYTES: Final = 16
"""Random bytes of a salt: 128 bits, as RFC 9901 recommends."""
_FIELD: Final = b"sijill/field/1\n"
_VERSION: Final = b"sijill/version/1\n"
_LINE: Final = b"sijill/line/1\n"
_LIST: Final = b"sijill/list/1\n"


def new_salt() -> str:
    """A fresh salt in hex."""
    return secrets.token_hex(SALT_BYTES)


def canonical(value: object) -> bytes:
    """The one spelling of a value that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def field_digest(salt: str, path: str, said: Mapping[str, Any]) -> str:
    """The digest (hex) of one field: its path, its value and source, and where it was seen."""
    return _digest(_FIELD, [salt, path, said])


def version_commitment(salt: str, head: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """The commitment (hex) of a version: who made it, why and on what authority, and its fields' digests."""
    return _digest(_VERSION, [salt, head, fields])


def line_digest(salt: str, line: int, words: Iterable[str], person: str) -> str:
    """The digest (hex) of a line of a legacy list: its words, and the digest of the person made of it."""
    return _digest(_LINE, [salt, line, list(words), person])


def person_digest(salt: str, person: Mapping[str, Any]) -> str:
    """The digest (hex) of the person that was made of a line."""
    return _digest(_LINE, [salt, person])


def list_commitment(digests: Iterable[str]) -> str:
    """The commitment (hex) of a list: over the digests of its lines in their order."""
    whole = hashlib.sha256(_LIST)
    for digest in digests:
        whole.update(bytes.fromhex(digest))
    return whole.hexdigest()


def _digest(domain: bytes, value: object) -> str:
    return hashlib.sha256(domain + canonical(value)).hexdigest()
