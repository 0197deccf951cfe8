"""What can go wrong at the door itself, before the registry is asked."""

from collections.abc import Mapping
from typing import ClassVar

Param = str | int


class DoorError(Exception):
    """The request can't be taken as it is. `code` names it for `messages`; `params` fill the sentence."""

    code: ClassVar[str] = "bad_request"

    def __init__(self, params: Mapping[str, Param] | None = None) -> None:
        self.params: dict[str, Param] = dict(params or {})
        super().__init__(self.code, self.params)


class SignInNeeded(DoorError):
    """Nobody is signed in. Sign in and repeat."""

    code = "sign_in_needed"


class ForeignOrigin(DoorError):
    """Another site's page, or a form older than the session, asked for a change. Load the page again."""

    code = "foreign_origin"


class VersionNeeded(DoorError):
    """The change names no version (`If-Match`). Load the thing and send its `ETag` along (RFC 6585)."""

    code = "version_needed"


class Busy(DoorError):
    """More requests than there is room for, or the database can't answer now. Come again in `seconds`."""

    code = "busy"


class BadForm(DoorError):
    """The body is no multipart form, or breaks off. Send it again."""

    code = "bad_form"


class NoFiles(DoorError):
    """The form holds no file. Add at least one under `files`."""

    code = "no_files"


class FileTooLarge(DoorError):
    """One file has more than `limit_mb` megabytes. Scan at 300 dpi, or hand it in as several files."""

    code = "file_too_large"


class UploadTooLarge(DoorError):
    """All files of one upload have more than `limit_mb` megabytes. Hand them in a few at a time."""

    code = "upload_too_large"


class TooManyFiles(DoorError):
    """More than `limit` files in one upload. Hand them in a few at a time."""

    code = "too_many_files"


class NothingTaken(DoorError):
    """No file of the upload could be taken; each one's own reason is told beside it."""

    code = "nothing_taken"
