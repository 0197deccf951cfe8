"""What a file is by its first bytes: the name is never asked."""

from enum import StrEnum
from typing import Final

from imaging.errors import EmptyFile, NotAnImage, UnsupportedType


class FileKind(StrEnum):
    """The kinds of file that are taken."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    HEIC = "heic"
    AVIF = "avif"
    PDF = "pdf"


HEAD_BYTES: Final = 1024
"""How many bytes `kind_of` needs: readers accept a PDF that begins with up to so much of anything else."""

TAKEN = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
    (b"II+\x00", FileKind.TIFF),
    (b"MM\x00+", FileKind.TIFF),
    (b"%PDF-", FileKind.PDF),
)
# Pictures and documents that people do have on their disks, so that the answer can name what was found.
REFUSED = (
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"8BPS", "psd"),
    (b"\x00\x00\x00\x0cjP  ", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
    (b"\xff\x0a", "jpeg-xl"),
    (b"AT&TFORM", "djvu"),
    (b"PK\x03\x04", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"<svg", "svg"),
    (b"<?xml", "xml"),
    (b"<!DOCTYPE html", "html"),
    (b"<html", "html"),
)
AVIF_BRANDS = frozenset({b"avif", b"avis"})
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""Brands of still pictures in an ISO base media file (ISO/IEC 23008-12), as telephones write them."""
PICTURES = frozenset({"gif", "bmp", "psd", "jpeg2000", "jpeg-xl", "djvu"})
"""Kinds that are refused though a person who has one in a folder of scans means it as a page."""


def kind_of(head: bytes) -> FileKind:
    """The kind of the file that begins with `head` (HEAD_BYTES of it, or all).

    Raises EmptyFile, UnsupportedType (another kind of picture or document, named) or NotAnImage.
    """
    if not head:
        raise EmptyFile
    for magic, kind in TAKEN:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[4:8] == b"ftyp":
        return _media_kind(head)
    found = _refused(head)
    if found:
        raise UnsupportedType({"found": found})
    if b"%PDF-" in head[:HEAD_BYTES]:
        return FileKind.PDF
    raise NotAnImage


def is_picture(head: bytes) -> bool:
    """Whether a file that begins with `head` is a picture or a PDF, of a kind that is taken or of another."""
    try:
        kind_of(head)
    except UnsupportedType as refused:
        return refused.params.get("found") in PICTURES
    except (EmptyFile, NotAnImage):
        return False
    return True


def _media_kind(head: bytes) -> FileKind:
    """The kind of an ISO base media file by its own brand, then those it says it can be read as."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    if AVIF_BRANDS.intersection(brands):
        return FileKind.AVIF
    if HEIC_BRANDS.intersection(brands):
        return FileKind.HEIC
    raise UnsupportedType({"found": "video"})


def _refused(head: bytes) -> str | None:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, name in REFUSED:
        if head.startswith(magic) or (magic[:1] == b"<" and text.startswith(magic.lower())):
            return name
    return None
