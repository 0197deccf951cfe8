"""A checkpoint: how many events the trail holds and the one hash over all (C2SP tlog-checkpoint)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self

from registry.audit.merkle import HASH_BYTES
from registry.audit.notes import decoded, encoded
from registry.domain.errors import NoteRefused
from registry.domain.receipts import ALPHABET, LOOK_ALIKES, SEPARATORS

TIME: Final = "time "
CODE_SIGNS: Final = 32
"""Signs of a checkpoint's code, five bits each: 160 of the root's 256 bits, so that whoever wants two trails
with one code has to try 2**80 of them."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is signed. `origin` names the trail, `size` counts events, `moment` (UTC, seconds) is when."""

    origin: str
    size: int
    root: bytes
    moment: datetime

    @property
    def text(self) -> str:
        """The text under the signature: origin, size, root, and the time as an extension line."""
        stamp = self.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n{TIME}{stamp}\n"

    @property
    def code(self) -> str:
        """The checkpoint as somebody can write it down by hand: the size, then 32 signs of the root."""
        signs = code_of(self.root)
        groups = [signs[start : start + 4] for start in range(0, CODE_SIGNS, 4)]
        return f"{self.size} {'-'.join(groups)}"

    @classmethod
    def parsed(cls, text: str) -> Self:
        """The checkpoint of a text; one that would be written in any other way is refused.

        Raises `NoteRefused`.
        """
        lines = text.split("\n")
        try:
            origin, size, root, stamp, _ = lines
            moment = datetime.strptime(stamp, f"{TIME}%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            found = cls(origin, int(size), decoded(root) or b"", moment)
        except ValueError as error:
            raise NoteRefused({"problem": "checkpoint_format"}) from error
        if found.text != text or len(found.root) != HASH_BYTES:
            raise NoteRefused({"problem": "checkpoint_format"})
        return found


def code_of(root: bytes) -> str:
    """The signs of a root, five of its bits each."""
    number = int.from_bytes(root, "big") >> HASH_BYTES * 8 - CODE_SIGNS * 5
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(CODE_SIGNS)))


def noted_code(text: str) -> tuple[int, str]:
    """Size and signs of a code as somebody typed it from paper. Raises `NoteRefused`."""
    size, _, rest = text.strip().partition(" ")
    signs = rest.translate(str.maketrans("", "", SEPARATORS)).upper().translate(LOOK_ALIKES)
    if not size.isdecimal() or len(signs) != CODE_SIGNS or any(sign not in ALPHABET for sign in signs):
        raise NoteRefused({"problem": "code_format"})
    return int(size), signs
