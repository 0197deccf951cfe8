"""Files of a multipart form (RFC 7578), streamed piece by piece under caps, never named and never on disk.

Each file lies in anonymous memory (memfd) until the store has encrypted it: a plain copy of a person's paper
must not survive in some temporary folder, not even after a power cut.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import Message
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

from fastapi import Depends, Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.deps import Who
from api.faults import BadForm, FileTooLarge, NoFiles, TooManyFiles, UploadTooLarge
from registry.domain.access import Act, Actor, require
from registry.intake.scans import plain_file_name

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MEGABYTE: Final = 1 << 20
FILE_CAP: Final = 100 * MEGABYTE
UPLOAD_CAP: Final = 400 * MEGABYTE
MOST_FILES: Final = 100
FIELD_CAP: Final = 1000
FILES: Final = "files"
FILE: Final = "file"


@dataclass(slots=True)
class HandedFile:
    """One file of an upload, at its first byte. `too_large`: it had more than the cap and was dropped."""

    name: str
    content: BinaryIO
    length: int = 0
    too_large: bool = False

    def take(self, piece: bytes) -> None:
        """Add a piece, or drop the whole file once it is over the cap."""
        self.length += len(piece)
        if self.length > FILE_CAP:
            self.too_large = True
            self.content.truncate(0)
            self.content.seek(0)
        elif not self.too_large:
            self.content.write(piece)


@dataclass(slots=True)
class Upload:
    """A form: its files in the order sent, and its other fields as text."""

    files: list[HandedFile] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        """Give the memory back."""
        for file in self.files:
            file.content.close()


async def received(request: Request, who: Who) -> AsyncIterator[Upload]:
    """The form of a request with files. Raises `BadForm`, `NoFiles`, `TooManyFiles`, `UploadTooLarge`.

    Rights are asked first (`NotAllowed`), so that nobody fills the memory who may not hand in.

    A file over its own cap is kept as an entry that says so: the others of the upload still count.
    """
    async with _taken(request, who, FILES, MOST_FILES) as upload:
        yield upload


async def received_one(request: Request, who: Who) -> AsyncIterator[Upload]:
    """The form of a request with one file, as `received` takes those with many."""
    async with _taken(request, who, FILE, 1) as upload:
        yield upload


@asynccontextmanager
async def _taken(request: Request, who: Actor, name: str, most: int) -> AsyncIterator[Upload]:
    require(who, Act.receive_scan, who.office)
    upload = Upload()
    try:
        await _fill(request, _Sink(upload, name, most))
        if not upload.files:
            raise NoFiles
        for file in upload.files:
            file.content.seek(0)
        yield upload
    finally:
        upload.close()


Received = Annotated[Upload, Depends(received)]
ReceivedOne = Annotated[Upload, Depends(received_one)]


def refuse_too_large(file: HandedFile) -> None:
    """Raise `FileTooLarge` for a file that was dropped over the cap."""
    if file.too_large:
        raise FileTooLarge({"limit_mb": FILE_CAP // MEGABYTE})


async def _fill(request: Request, sink: "_Sink") -> None:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise BadForm
    parser = MultipartParser(boundary, sink.callbacks())
    total = 0
    try:
        async for piece in request.stream():
            total += len(piece)
            if total > UPLOAD_CAP:
                raise UploadTooLarge({"limit_mb": UPLOAD_CAP // MEGABYTE})
            parser.write(piece)
        parser.finalize()
    except FormParserError as error:
        raise BadForm from error
    if not sink.ended:
        raise BadForm


def extended_name(disposition: bytes) -> str | None:
    """The name in `filename*` (RFC 8187), which some clients send alone though RFC 7578 bars it in forms."""
    header = Message()
    header["content-disposition"] = disposition.decode("latin-1")
    return header.get_filename()


class _Sink:
    """Takes the parser's callbacks and fills an upload with at most `most` files of the field `name`."""

    def __init__(self, upload: Upload, name: str, most: int) -> None:
        self._upload: Final = upload
        self._files: Final = name
        self._most: Final = most
        self._header_name = b""
        self._header_value = b""
        self._headers: dict[bytes, bytes] = {}
        self._file: HandedFile | None = None
        self._field = ""
        self._text = b""
        self.ended = False

    def callbacks(self) -> "MultipartCallbacks":
        """The parser's hooks, by its names."""
        return {
            "on_part_begin": self._part_begin,
            "on_header_field": self._name,
            "on_header_value": self._value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._part_end,
            "on_end": self._end,
        }

    def _part_begin(self) -> None:
        self._headers, self._file, self._field, self._text = {}, None, "", b""

    def _name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._header_name.lower()] = self._header_value
        self._header_name, self._header_value = b"", b""

    def _headers_finished(self) -> None:
        disposition = self._headers.get(b"content-disposition", b"")
        _, options = parse_options_header(disposition)
        self._field = options.get(b"name", b"").decode(errors="replace")
        plain = options.get(b"filename")
        given = extended_name(disposition) if plain is None else plain.decode(errors="replace")
        if given is None or self._field != self._files:
            return
        if len(self._upload.files) >= self._most:
            raise TooManyFiles({"limit": self._most})
        name = given.replace("\\", "/").rsplit("/", 1)[-1]
        # Close-on-exec keeps the paper out of every child but the one that is given it.
        memory = os.fdopen(os.memfd_create("scan", os.MFD_CLOEXEC), "w+b")
        self._file = HandedFile(plain_file_name(name) or "?", memory)
        self._upload.files.append(self._file)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.take(data[start:end])
        elif len(self._text) < FIELD_CAP:
            self._text += data[start:end]

    def _part_end(self) -> None:
        if self._file is None and self._field:
            self._upload.fields[self._field] = self._text[:FIELD_CAP].decode(errors="replace").strip()

    def _end(self) -> None:
        self.ended = True
