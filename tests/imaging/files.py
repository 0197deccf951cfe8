"""Files made on the fly: good ones in every shape, and the bad ones that people and attackers hand in."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image


def paper(width: int = 300, height: int = 200, mode: str = "RGB") -> Image.Image:
    """A white paper with a black bar in its top left quarter, so that a turn or a loss is seen."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("black", (10, 10, width // 2, height // 4))
    return picture.convert(mode)


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The picture in one of Pillow's formats."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(width: int = 300, height: int = 200) -> bytes:
    """A good JPEG."""
    return encoded(paper(width, height), "JPEG", quality=90)


def cat() -> bytes:
    """A photo of no paper at all: soft colours and noise."""
    noise = np.random.default_rng(9).integers(60, 200, (240, 320, 3), np.uint8)
    return encoded(Image.fromarray(noise).resize((640, 480)), "JPEG")


def turned_jpeg(orientation: int) -> bytes:
    """A telephone's photo: the pixels lie, EXIF tells how they lie, and GPS where it was taken."""
    exif = Image.Exif()
    exif[274] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(paper(), "JPEG", exif=exif, quality=95)


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: little to send, long to decode."""
    good = encoded(paper(4000, 4000), "JPEG", progressive=True, quality=30)
    last = good.rfind(b"\xff\xda")
    return good[:last] + good[last:-2] * scans + b"\xff\xd9"


def tiff(pages: int, compression: str = "tiff_lzw", mode: str = "L") -> bytes:
    """A scanner's file of several pages, each a little wider than the one before."""
    sheets = [paper(300 + index, 200, mode) for index in range(pages)]
    return encoded(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], compression=compression)


def png_claiming(width: int, height: int, bits: int = 1, colour: int = 0) -> bytes:
    """A small, valid PNG that unpacks to any size: the classic bomb."""
    row = b"\x00" * (1 + (width * bits + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def png_with_empty_data(width: int, height: int) -> bytes:
    """A PNG whose header promises pixels that its data does not have."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    empty = zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", empty) + _chunk(b"IEND", b"")


def pdf(
    pages: int = 1, size: tuple[float, float] = (595, 842), content: bytes = b"", extra: bytes = b""
) -> bytes:
    """A PDF written by hand: so many pages of one size (points) that share one content stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (pages, b" ".join(b"%d 0 R" % (4 + index) for index in range(pages))),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    box = b"[0 0 %g %g]" % size
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 3 0 R >>" % box] * pages
    return assembled(objects, extra)


def scanned_pdf(picture: bytes, pixels: tuple[int, int], size: tuple[float, float] = (595, 842)) -> bytes:
    """A PDF of one page that is one JPEG, as flatbed scanners write them."""
    content = b"q %g 0 0 %g 0 0 cm /Im0 Do Q" % size
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Contents 3 0 R "
        b"/Resources << /XObject << /Im0 5 0 R >> >> >>" % size,
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        b"/Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (*pixels, len(picture), picture),
    ]
    return assembled(objects)


def locked_pdf() -> bytes:
    """A PDF that opens only with a password (its keys are made up: no password is right)."""
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"28BF4E5E" * 8,
        b"4142434445464748" * 4,
    )
    return pdf(extra=encrypt)


def written(folder: Path, name: str, content: bytes) -> Path:
    """The content as a file."""
    path = folder / name
    path.write_bytes(content)
    return path


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the first of them the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)
