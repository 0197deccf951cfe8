"""Why a file can't become pages: one class a cause, each with a code and its parameters."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

Params = Mapping[str, int | str]
NOTHING: Params = MappingProxyType({})


class ImagingError(Exception):
    """The file gives no pages. `code` and `params` say why; `messages/` says it to people."""

    code: ClassVar[str] = "unreadable_file"
    final: ClassVar[bool] = True
    """Whether the same bytes would end the same way: trying again is of no use."""

    def __init__(self, params: Params = NOTHING) -> None:
        super().__init__(self.code, dict(params))
        self.params = params


class EmptyFile(ImagingError):
    """The file has no byte. Scan the paper again."""

    code = "empty_file"


class NotAnImage(ImagingError):
    """The content is no picture at all, whatever the name says: text, a program, noise."""

    code = "not_an_image"


class UnsupportedType(ImagingError):
    """A picture or document of a kind that is not taken (`found`). Save it as JPEG, PNG, TIFF or PDF."""

    code = "unsupported_type"


class PasswordProtected(ImagingError):
    """The PDF opens only with a password. Save a copy without one."""

    code = "password_protected"


class NoPages(ImagingError):
    """The document is well formed and holds no page."""

    code = "no_pages"


class TooManyPages(ImagingError):
    """More pages (`pages`, or at least so many) than `limit`. Hand it in as several files."""

    code = "too_many_pages"


class TooManyPixels(ImagingError):
    """A page, or all pages together, ask for more pixels (`pixels`) than `limit`. Scan at 300 dpi."""

    code = "too_many_pixels"


class Truncated(ImagingError):
    """The file ends before the picture does: the copy broke off. Send it again."""

    code = "truncated"


class Damaged(ImagingError):
    """The content contradicts itself and can't be decoded. Scan the paper again."""

    code = "damaged"


class DecoderCrashed(ImagingError):
    """The decoding child died of the content (`signal`, or `status` where it just left)."""

    code = "decoder_crashed"
    final = False


class DecoderTooSlow(ImagingError):
    """The content took more than `seconds` of the decoding child's time."""

    code = "decoder_too_slow"
    final = False


class DecoderOutOfMemory(ImagingError):
    """The content asked for more memory than the decoding child may have (`mebibytes`)."""

    code = "decoder_out_of_memory"
    final = False


BY_CODE: Mapping[str, type[ImagingError]] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            ImagingError, EmptyFile, NotAnImage, UnsupportedType, PasswordProtected, NoPages, TooManyPages,
            TooManyPixels, Truncated, Damaged, DecoderCrashed, DecoderTooSlow, DecoderOutOfMemory,
        )
    }
)  # fmt: skip
