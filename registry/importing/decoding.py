"""The bytes of a list in, its encoding out: told by what the bytes themselves prove, never by a guess.

Libraries that guess an encoding weigh languages against each other and are wrong on short lists of names, so
this asks a few questions that have an answer: a byte order mark, the places of zero bytes, whether the bytes
are UTF-8, and which of two Arabic code pages makes letters of them.
"""

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from registry.domain.errors import InvalidValue

Source = Callable[[], BinaryIO]
BLOCK: Final = 1 << 20
"""Bytes that are read of a file at once."""
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# High bytes of what lists are written with: Latin, Arabic, punctuation, presentation forms.
_HIGH: Final = b"\x00\x06\x07\x20\xfb\xfc\xfd\xfe"
MOST_UNITS: Final = 0.9
"""Least share of 16-bit units with such a high byte in UTF-16; the rest are signs from elsewhere."""
MOST_BROKEN: Final = 0.1
"""Most share of broken signs in a UTF-8 file: with more of them it is another encoding."""
MOST_STRANGE: Final = 0.1
"""Most share of signs that are no Arabic letters in an Arabic code page: with more of them it is neither."""
_HIGH_HALF: Final = bytes(range(0x80, 0x100))
_ARABIC_PAGES: Final = ("cp1256", "iso8859_6")
# Punctuation and joiners that Arabic text of either page may well hold.
_PLAIN: Final = frozenset("،؛؟ـ\u200c\u200d\u200e\u200f\xa0«»–—‘’“”…")


def on_disk(path: Path) -> Source:
    """A file on disk, opened as often as it is read."""

    def opened() -> BinaryIO:
        """The file's bytes from the beginning."""
        return path.open("rb")

    return opened


@dataclass(frozen=True, slots=True)
class Script:
    """How a file is written: its encoding, and the SHA-256 of its bytes."""

    encoding: str
    digest: str


def script_of(source: Source) -> Script:
    """Read a file once, block by block. Raises `InvalidValue` for bytes in no encoding that we know."""
    digest = hashlib.sha256()
    high = [0] * 256
    unicode = _Utf8()
    first = b""
    for block in blocks(source):
        first = first or block
        digest.update(block)
        if unicode.is_broken_by(block):
            _count(block, high)
    mark = next((name for mark, name in MARKS if first.startswith(mark)), None)
    encoding = mark or _wide(first) or unicode.name() or _code_page(high)
    if encoding is None:
        raise InvalidValue({"field": "file", "problem": "encoding"})
    return Script(encoding, digest.hexdigest())


def blocks(source: Source) -> Iterator[bytes]:
    """A file's bytes, a block at a time."""
    with source() as file:
        while block := file.read(BLOCK):
            yield block


class _Utf8:
    """Whether bytes are UTF-8; a few broken ones don't change that, as their lines are told by themselves."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._signs = self._broken = 0

    def is_broken_by(self, block: bytes) -> bool:
        """Take a block; whether anything up to its end was no UTF-8."""
        text = self._decoder.decode(block)
        if not text.isascii():
            self._signs += len(text) - len(text.encode("ascii", "ignore"))
            self._broken += text.count("\ufffd")
        return self._broken > 0

    def name(self) -> str | None:
        """`utf-8` where few signs are broken; None for another encoding."""
        return "utf-8" if self._broken <= MOST_BROKEN * self._signs else None


def _wide(first: bytes) -> str | None:
    """UTF-16 without a mark, by the places of its high bytes; a text in any other encoding has no zeros."""
    if b"\x00" not in first:
        return None
    even, odd = first[0::2], first[1::2]
    shares = {
        name: 1 - len(half.translate(None, _HIGH)) / max(1, len(half))
        for name, half in (("utf-16-be", even), ("utf-16-le", odd))
    }
    zeros = {"utf-16-be": even.count(0), "utf-16-le": odd.count(0)}
    name = max(shares, key=lambda one: (zeros[one], shares[one]))
    return name if shares[name] >= MOST_UNITS else None


def _count(block: bytes, high: list[int]) -> None:
    rest = block.translate(None, bytes(range(0x80)))
    for value in _HIGH_HALF:
        if found := rest.count(value):
            high[value] += found


def _code_page(high: list[int]) -> str | None:
    """The Arabic code page that makes the fewest strange signs; Windows's, the far commoner, on a draw."""
    strange = {page: _strange(page, high) for page in _ARABIC_PAGES}
    page = min(strange, key=lambda one: strange[one])
    return page if strange[page] <= MOST_STRANGE * sum(high) else None


def _strange(page: str, high: list[int]) -> int:
    strange = 0
    for value in _HIGH_HALF:
        sign = bytes((value,)).decode(page, "replace")
        # A vowel sign is as strange as an accent: names in lists bear none, the wrong page is full of them.
        letter = "\u0621" <= sign <= "\u063a" or "\u0641" <= sign <= "\u064a" or "\u0671" <= sign <= "\u06d5"
        if not letter and sign not in _PLAIN:
            strange += high[value]
    return strange
