"""Receipt codes: 60 random bits in 12 signs of Crockford's base 32, one check sign, no look-alikes.

Printed `XXXX-XXXX-XXXX-C`; the check sign (modulo 37, Crockford) finds each wrong sign and each swap.
"""

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_ALPHABET: Final = ALPHABET + "*~$=U"
LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
SEPARATORS: Final = " -\u2010\u2011\u2012\u2013\u00a0\u200e\u200f\t"
SIGNS: Final = 12
"""Signs of a code before its check sign, five bits each: 60 bits, which nobody guesses."""


def new_code(signs: int = SIGNS) -> str:
    """A new code without its check sign, five random bits a sign.

    Codes whose check sign is no letter or digit are drawn again, so that what is printed can be read aloud.
    """
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(signs))
        if check_sign(code) in ALPHABET:
            return code


def check_sign(code: str) -> str:
    """Crockford's check sign: the number written by `code`, modulo 37."""
    remainder = 0
    for sign in code:
        remainder = (remainder * 32 + ALPHABET.index(sign)) % 37
    return CHECK_ALPHABET[remainder]


def printed(code: str) -> str:
    """The code as printed: groups of four, then the check sign."""
    groups = [code[start : start + 4] for start in range(0, len(code), 4)]
    return "-".join([*groups, check_sign(code)])


def parsed(text: str, signs: int = SIGNS) -> str | None:
    """The code that `text` means, whatever its case, spaces, dashes and look-alikes; None when it is none."""
    table = str.maketrans("", "", SEPARATORS)
    compact = text.translate(table).upper().translate(LOOK_ALIKES)
    if len(compact) != signs + 1 or any(sign not in ALPHABET for sign in compact[:signs]):
        return None
    code, given = compact[:signs], compact[signs]
    return code if given == check_sign(code) else None
