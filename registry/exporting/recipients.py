"""The only file that knows age: keys of recipients, and files that their holder alone can open.

The format is that of age-encryption.org/v1: a recipient needs nothing of ours, `age -d` opens it as well.
"""

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, cast

from pyrage import DecryptError, EncryptError, IdentityError, RecipientError, decrypt_io, encrypt_io, x25519

from registry.domain.errors import InvalidValue

KEY_PREFIX: Final = "age1"


class _Pull(io.RawIOBase):
    """A stream that is made while it is read. age hides what a source raises, so it is kept to be told."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""
        self.failure: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._held:
                self._held = next(self._pieces)
        except StopIteration:
            return b""
        except BaseException as error:
            self.failure = error
            raise
        taken, self._held = (self._held, b"") if size < 0 else (self._held[:size], self._held[size:])
        return taken


def new_key() -> tuple[str, str]:
    """A new pair of keys: the secret one, and the public one to give away."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def checked_key(text: str) -> str:
    """The public key of a recipient, as age prints it. Raises `InvalidValue`, also for a secret key."""
    key = text.strip()
    try:
        return str(_recipient(key))
    except RecipientError:
        raise InvalidValue({"field": "recipient_key", "problem": "recipient_key"}) from None


def encrypt(pieces: Iterator[bytes], key: str, out: BinaryIO) -> None:
    """Write a stream so that the holder of one key alone can read it. Nothing is held as a whole."""
    source = _Pull(pieces)
    try:
        encrypt_io(source, out, [_recipient(key)])
    except EncryptError as error:
        raise source.failure or error from None


def decrypt(source: BinaryIO, secret: str, out: BinaryIO) -> None:
    """Open a file with the secret key. Raises `InvalidValue` for a wrong key and for a changed file."""
    try:
        decrypt_io(source, out, [x25519.Identity.from_str(secret.strip())])
    except IdentityError:
        raise InvalidValue({"field": "key", "problem": "secret_key"}) from None
    except DecryptError:
        raise InvalidValue({"field": "file", "problem": "not_for_this_key"}) from None
    except OSError as error:
        # A piece that was changed is told as a fault without a number; those of the disk have one.
        if error.errno is not None:
            raise
        raise InvalidValue({"field": "file", "problem": "not_for_this_key"}) from None


def _recipient(key: str) -> object:
    parse = cast("Callable[[str], object]", x25519.Recipient.from_str)
    return parse(key)
