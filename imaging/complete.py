"""Whether a file's structure reaches its own end: a broken-off copy is told without decoding."""

from imaging.errors import Damaged, Truncated
from imaging.kinds import FileKind

# Markers without a length: TEM, RST0..RST7, SOI (ITU-T T.81, table B.1).
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = b"\xff\xd9"


def check_complete(kind: FileKind, content: bytes) -> None:
    """Raise Truncated when `content` ends before the picture does; Damaged when its skeleton is nonsense.

    A TIFF's strips are looked at where its pages are (imaging.raster).
    """
    if kind is FileKind.JPEG:
        _check_jpeg(content)
    elif kind is FileKind.PNG:
        _check_png(content)
    elif kind is FileKind.PDF and content.rfind(b"%%EOF") < 0:
        raise Truncated


def _check_jpeg(content: bytes) -> None:
    """Walk the segments to the first scan, then look for the end marker, which coded data can't contain."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise Damaged
        marker = content[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
        elif marker in _BARE_MARKERS:
            at += 2
        elif marker == _START_OF_SCAN:
            if content.find(_END_OF_IMAGE, at) < 0:
                raise Truncated
            return
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    raise Truncated


def _check_png(content: bytes) -> None:
    """Walk the chunks to IEND (PNG, third edition, 5.3)."""
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if at + 12 + length > len(content):
            break
        if content[at + 4 : at + 8] == b"IEND":
            return
        at += 12 + length
    raise Truncated
