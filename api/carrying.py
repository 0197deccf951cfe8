"""An encrypted export as a download: written to a temporary file first, as the trail tells of it before."""

import tempfile
from collections.abc import Iterator
from typing import IO, Final
from uuid import UUID

from fastapi.responses import StreamingResponse

from api.parts import Parts
from registry.domain.access import Actor
from registry.exporting.carrying import write_export

MEDIA_TYPE: Final = "application/vnd.age"
PIECE: Final = 1 << 16


def download(parts: Parts, who: Actor, export_id: UUID) -> StreamingResponse:
    """The file, which never lies on the disk unencrypted. Raises as `write_export`."""
    held = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `_pieces`, after the answer
    try:
        written = write_export(parts.sessions, who, export_id, held)
    except BaseException:
        held.close()
        raise
    headers = {
        "content-disposition": f'attachment; filename="{written.name}"',
        "content-length": str(held.tell()),
        "cache-control": "no-store",
        "x-plain-sha256": written.digest,
    }
    return StreamingResponse(_pieces(held), media_type=MEDIA_TYPE, headers=headers)


def _pieces(held: IO[bytes]) -> Iterator[bytes]:
    with held:
        held.seek(0)
        while piece := held.read(PIECE):
            yield piece
