"""The document types that Sijill reads: 16 of its own, and those an office adds by a data file alone."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from reference.errors import BrokenTypeFile
from reference.fields import DocumentType, FieldKind, FieldSpec
from reference.typefile import read_type_file
from reference.words import Words

__all__ = ["UNKNOWN", "DocumentType", "FieldKind", "FieldSpec", "Words", "document_types"]

UNKNOWN = "unknown"
"""What a page is called that is none of the known documents; never the key of a type."""

_FOLDER = Path(__file__).with_name("documents")


@cache
def document_types(extra_folder: Path | None = None) -> Mapping[str, DocumentType]:
    """Return every known document type by its key, ours first.

    Each `*.toml` in `extra_folder` adds a type, or replaces the one of the same key. Read once a process
    for each folder. Raises BrokenTypeFile for a file that is not as it should be, NotADirectoryError for
    a folder that is not there.
    """
    if extra_folder is not None and not extra_folder.is_dir():
        raise NotADirectoryError(extra_folder)
    ours = _types_in(_FOLDER)
    return MappingProxyType(ours if extra_folder is None else ours | _types_in(extra_folder))


def _types_in(folder: Path) -> dict[str, DocumentType]:
    types: dict[str, DocumentType] = {}
    for path in sorted(folder.glob("*.toml")):
        document = read_type_file(path)
        if document.key in types or document.key == UNKNOWN:
            raise BrokenTypeFile(path.name, "key", f"{document.key!r} is taken")
        types[document.key] = document
    return types
