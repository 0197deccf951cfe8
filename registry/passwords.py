"""Passwords and PINs: argon2id, with the same time spent on people who do not exist."""

from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from registry.errors import InvalidValue

# OWASP's floor for argon2id: 19 MiB, two passes, one lane; 21 ms on a small server core.
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST: Final = 8
LONGEST: Final = 256


def hash_secret(secret: str) -> str:
    """The argon2id hash of a password or PIN, with its salt and costs in it."""
    return HASHER.hash(secret)


def verify_secret(secret: str, known: str | None) -> bool:
    """Whether `secret` fits; with `known` None it takes as long as with one and says no."""
    try:
        HASHER.verify(known or _dummy(), secret)
    except (VerificationError, InvalidHashError):
        return False
    return known is not None


def check_password(password: str, name: str) -> None:
    """Raise `InvalidValue` for a password that is too short, too long, all one sign, or holds the name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidValue({"field": "password", "problem": "length", "shortest": SHORTEST})
    if len(set(password)) < 3 or name.casefold() in password.casefold():
        raise InvalidValue({"field": "password", "problem": "too_easy"})


def check_pin(pin: str) -> None:
    """Raise `InvalidValue` unless a PIN is 4 to 12 characters long."""
    if not 4 <= len(pin) <= 12:
        raise InvalidValue({"field": "pin", "problem": "length", "shortest": 4})


@cache
def _dummy() -> str:
    return HASHER.hash("nobody has this password")
