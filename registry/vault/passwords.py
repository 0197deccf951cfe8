"""Passwords and PINs: argon2id, with the same time spent on people who do not exist."""

import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from arabic.digits import DigitScript, to_script
from arabic.letters import composed
from registry.domain.errors import InvalidValue

# OWASP's floor for argon2id: 19 MiB, two passes, one lane; 21 ms on a small server core.
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST: Final = 8
"""Least characters of a password."""
LONGEST: Final = 256
"""Most characters of a password: a longer one only costs time to hash."""


def hash_secret(secret: str) -> str:
    """The argon2id hash of a password or PIN, with its salt and costs in it; composed as RFC 8265 asks."""
    return HASHER.hash(composed(secret))


def verify_secret(secret: str, known: str | None) -> bool:
    """Whether `secret` fits; with `known` None it takes as long as with one and says no.

    A secret of decomposed letters is tried as it came, too: an earlier version hashed it so.
    """
    return any(_fits(one, known) for one in dict.fromkeys((composed(secret), secret)))


def _fits(secret: str, known: str | None) -> bool:
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


def hash_pin(pin: str) -> str:
    """The hash of a PIN, the same for digits of any script. Raises `InvalidValue` unless 4 to 12 digits."""
    folded = fold_pin(pin)
    if not (folded.isdecimal() and 4 <= len(folded) <= 12):
        raise InvalidValue({"field": "pin", "problem": "pin"})
    return hash_secret(folded)


def verify_pin(pin: str, known: str | None) -> bool:
    """Whether a PIN fits, in digits of any script, also a PIN that was hashed unfolded by an earlier version.

    What is tried depends on `pin` alone, so that a wrong PIN takes as long as an unknown receipt.
    """
    folded = fold_pin(pin)
    written = (to_script(folded, script) for script in DigitScript)
    return any(verify_secret(one, known) for one in dict.fromkeys((folded, *written, pin)))


def fold_pin(pin: str) -> str:
    """A PIN with each decimal digit of Unicode in its Western form, without spaces and invisible marks."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in pin
        if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )


@cache
def _dummy() -> str:
    return HASHER.hash("nobody has this password")
