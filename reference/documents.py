"""Document types: which papers there are, what stands on them, and under which printed labels."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from reference.errors import BadDocumentType

OWN_FOLDER = Path(__file__).parent / "documents"


class FieldKind(StrEnum):
    """What kind of value stands in a field; decides how it is read, typed and compared."""

    NAME_PART = "name_part"
    NAME_CHAIN = "name_chain"
    TEXT = "text"
    DIGITS = "digits"
    CODE = "code"
    DATE = "date"
    TIME = "time"
    ENUM = "enum"
    PLACE = "place"
    LIST = "list"
    TABLE = "table"
    MRZ = "mrz"
    IMAGE = "image"
    STAMP = "stamp"
    MONEY = "money"
    NUMBER = "number"
    DATE_PLACE = "date_place"


@dataclass(frozen=True, slots=True)
class Words:
    """One name in the three languages of the house."""

    ar: str
    ckb: str
    en: str


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a document type, or one column of its table.

    `labels_ar` and `labels_ckb` hold every printed variant met, the commonest first, without colon; empty for
    a value that is printed without a label. `pattern` is a regular expression on the canonical value.
    """

    key: str
    kind: FieldKind
    labels_ar: tuple[str, ...] = ()
    labels_ckb: tuple[str, ...] = ()
    label_en: str = ""
    side: str = "page"
    required: bool = False
    sensitive: bool = False
    values: tuple[str, ...] = ()
    pattern: str | None = None
    source: str = ""
    columns: tuple["FieldSpec", ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All printed labels, Arabic first."""
        return self.labels_ar + self.labels_ckb


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of paper. `keywords` are words that only this paper prints: titles and telling captions."""

    key: str
    name: Words
    sides: tuple[str, ...]
    handwritten: bool
    keywords: tuple[str, ...]
    titles: tuple[str, ...]
    fields: tuple[FieldSpec, ...]
    source: str = ""

    def on_side(self, side: str) -> tuple[FieldSpec, ...]:
        """The fields printed on one side."""
        return tuple(field for field in self.fields if field.side == side)

    def field(self, key: str) -> FieldSpec | None:
        """The field of that key, if the paper has it."""
        return next((field for field in self.fields if field.key == key), None)

    @property
    def table(self) -> FieldSpec | None:
        """The field that is a table of rows, if there is one."""
        return next((field for field in self.fields if field.columns), None)


@cache
def document_types(extra_folder: Path | None = None) -> Mapping[str, DocumentType]:
    """Every document type by key: ours, then those of the office's own folder, which may replace ours.

    Raises `BadDocumentType` naming the file and what is wrong in it.
    """
    folders = [OWN_FOLDER] + ([extra_folder] if extra_folder and extra_folder.is_dir() else [])
    found = {kind.key: kind for folder in folders for kind in _of_folder(folder)}
    return MappingProxyType(found)


def load_document_type(path: Path) -> DocumentType:
    """One document type from its TOML file. Raises `BadDocumentType`."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return _document_type(raw)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDocumentType(f"{path.name}: not valid TOML: {error}") from error
    except KeyError as error:
        raise BadDocumentType(f"{path.name}: the key {error} is missing") from error
    except (TypeError, ValueError) as error:
        raise BadDocumentType(f"{path.name}: {error}") from error


def _of_folder(folder: Path) -> Iterator[DocumentType]:
    for path in sorted(folder.glob("*.toml")):
        yield load_document_type(path)


def _document_type(raw: Mapping[str, object]) -> DocumentType:
    sides = _words(raw["sides"])
    fields = tuple(_field(item, sides) for item in _tables(raw["fields"]))
    keys = [field.key for field in fields]
    doubled = {key for key in keys if keys.count(key) > 1}
    if doubled:
        raise ValueError(f"the field keys {sorted(doubled)} stand twice")
    name = raw["name"]
    if not isinstance(name, Mapping):
        raise TypeError("`name` must be a table with ar, ckb and en")
    return DocumentType(
        key=str(raw["key"]),
        name=Words(ar=str(name["ar"]), ckb=str(name.get("ckb", name["ar"])), en=str(name["en"])),
        sides=sides,
        handwritten=bool(raw.get("handwritten", False)),
        keywords=_words(raw.get("keywords", ())),
        titles=_words(raw.get("titles", ())),
        fields=fields,
        source=str(raw.get("source", "")),
    )


def _field(raw: Mapping[str, object], sides: tuple[str, ...]) -> FieldSpec:
    side = str(raw.get("side", sides[0]))
    if side not in sides:
        raise ValueError(f"field {raw['key']!r} is on side {side!r}; the paper has {list(sides)}")
    pattern = raw.get("pattern")
    return FieldSpec(
        key=str(raw["key"]),
        kind=FieldKind(str(raw["kind"])),
        labels_ar=_words(raw.get("labels_ar", ())),
        labels_ckb=_words(raw.get("labels_ckb", ())),
        label_en=str(raw.get("label_en", "")),
        side=side,
        required=bool(raw.get("required", False)),
        sensitive=bool(raw.get("sensitive", False)),
        values=_words(raw.get("values", ())),
        pattern=None if pattern is None else str(pattern),
        source=str(raw.get("source", "")),
        columns=tuple(_field({**item, "side": side}, sides) for item in _tables(raw.get("columns", ()))),
    )


def _words(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple) or not all(isinstance(word, str) for word in raw):
        raise ValueError(f"expected a list of words, found {raw!r}")
    return tuple(raw)


def _tables(raw: object) -> tuple[Mapping[str, object], ...]:
    if not isinstance(raw, list | tuple) or not all(isinstance(item, Mapping) for item in raw):
        raise ValueError("expected a list of tables")
    return tuple(raw)
