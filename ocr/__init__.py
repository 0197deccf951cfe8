"""Pages in, readings out: knows no database, web, queue or settings.

Its face is `read_page`, `Engines` and `Reading`. Each is loaded when it is first asked for, so that whoever
wants a pure room such as `ocr.text` loads no reader.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ocr.engines import Engines
    from ocr.pipeline import read_page
    from ocr.result.reading import Reading

__all__ = ["Engines", "Reading", "read_page"]

_HOMES: Final = {"Engines": "ocr.engines", "Reading": "ocr.result.reading", "read_page": "ocr.pipeline"}
"""Module in which each name of the face is defined."""

if not TYPE_CHECKING:  # a type checker that saw this would believe in any name

    def __getattr__(name: str) -> object:
        """The object of that name, from its home; AttributeError for any other name."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)
