"""Whether a file's structure reaches its own end: a broken-off copy is told without decoding."""

from typing import Final, Literal

from imaging.errors import Damaged, Truncated
from imaging.kinds import FileKind

# Markers without a length: TEM, RST0..RST7, SOI (ITU-T T.81, table B.1).
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})
_START_OF_SCAN: Final = 0xDA
"""Marker SOS, after which the coded pixels come (ITU-T T.81, table B.1)."""
_END_OF_IMAGE = b"\xff\xd9"


def check_complete(kind: FileKind, content: bytes) -> None:
    """Raise Truncated when `content` ends before the picture does; Damaged when its skeleton is nonsense.

    A TIFF's strips are looked at where its pages are opened (imaging.raster).
    """
    if kind is FileKind.JPEG:
        _check_jpeg(content)
    elif kind is FileKind.PNG:
        _check_png(content)
    elif kind is FileKind.TIFF:
        _check_tiff(content)
    elif kind is FileKind.WEBP:
        if 8 + int.from_bytes(content[4:8], "little") > len(content):
            raise Truncated
    elif kind in (FileKind.HEIC, FileKind.AVIF):
        _check_boxes(content)
    elif content.rfind(b"%%EOF") < 0:
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


def _check_boxes(content: bytes) -> None:
    """Walk the boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) to the end of the file."""
    at = 0
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if length == 0:  # the last box, as long as the file
            return
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16], "big")
        if length < 8:
            raise Damaged
        at += length
    if at != len(content):
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


def _check_tiff(content: bytes) -> None:
    """Walk the directories of a classic TIFF (TIFF 6.0, section 2): each must lie within the file."""
    order: Literal["little", "big"] = "little" if content[:2] == b"II" else "big"
    if 42 not in content[2:4]:  # BigTIFF, with wider numbers: left to the reader
        return
    at, seen = int.from_bytes(content[4:8], order), set[int]()
    while at and at not in seen:
        seen.add(at)
        after = at + 2 + 12 * int.from_bytes(content[at : at + 2], order)
        if after + 4 > len(content):
            raise Truncated
        at = int.from_bytes(content[after : after + 4], order)
