"""Takes a document type out of its TOML file, and says precisely what is wrong with the file otherwise."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from arabic.partial import Precision
from reference.errors import BrokenTypeFile
from reference.fields import DocumentType, FieldKind, FieldSpec
from reference.meaning import PRECISIONS, Role, Script, Vocabulary, vocabulary_of
from reference.words import Words

_Known = TypeVar("_Known", bound=StrEnum)
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_FORMATS = frozenset({"", "TD1", "TD2", "TD3"})
_NAMES: Final = frozenset({FieldKind.NAME_PART, FieldKind.NAME_CHAIN})
_DATES: Final = frozenset({FieldKind.DATE, FieldKind.DATE_PLACE})
_TEXTS: Final = frozenset({FieldKind.TEXT})
_VOCABULARIES: Final[Mapping[FieldKind, tuple[Vocabulary, ...]]] = {
    FieldKind.ENUM: tuple(one for one in Vocabulary if one not in {Vocabulary.NAME, Vocabulary.QUARTER}),
    FieldKind.PLACE: (Vocabulary.QUARTER,),
    FieldKind.TEXT: (Vocabulary.NAME, Vocabulary.NATIONALITY),
}
"""The vocabularies that a field of a kind may name."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A TOML table under validation: `where` names its place in `file`."""

    file: str
    where: str
    values: Mapping[str, object]

    def wrong(self, key: str, problem: str) -> BrokenTypeFile:
        """The error that names the file, the place of a key and its problem."""
        return BrokenTypeFile(self.file, f"{self.where}{key}", problem)

    def only(self, *known: str) -> "_Table":
        """Refuse keys that nothing would read: a misspelt key must not be silently dropped."""
        for key in self.values:
            if key not in known:
                raise self.wrong(key, f"unknown key; known here: {', '.join(known)}")
        return self

    def text(self, key: str, default: str | None = None) -> str:
        """The text of a key, or the default; without one it must not be empty."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, "a text is needed")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts listed under a key, none empty; no text when the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, "a list of texts is needed")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Whether a key is true; false when it is missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false is needed")
        return value

    def identifier(self) -> str:
        """The key that names a type or field, of a to z, 0 to 9 and _."""
        key = self.text("key")
        if _KEY.fullmatch(key) is None:
            raise self.wrong("key", f"{key!r} is not made of a-z, 0-9 and _")
        return key

    def words(self, key: str = "name") -> Words:
        """The words of a key in the three languages."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "a table with ar, ckb and en is needed")
        table = _Table(self.file, f"{self.where}{key}.", value).only("ar", "ckb", "en")
        return Words(table.text("ar"), table.text("ckb"), table.text("en"))

    def kind(self) -> FieldKind:
        """The kind of a field."""
        return self._one_of("kind", tuple(FieldKind))

    def meaning(
        self, key: str, known: Collection[_Known], kind: FieldKind, kinds: Collection[FieldKind]
    ) -> _Known | None:
        """What a field of a kind says of its meaning, one of those known; None when it says nothing."""
        if key not in self.values:
            return None
        if kind not in kinds:
            fitting = ", ".join(one for one in FieldKind if one in kinds)
            raise self.wrong(
                key, f"only a field of these kinds has one: {fitting}; this one is of kind {kind}"
            )
        return self._one_of(key, known)

    def _one_of(self, key: str, known: Collection[_Known]) -> _Known:
        value = self.text(key)
        found = next((one for one in known if one == value), None)
        if found is None:
            raise self.wrong(key, f"{value!r} is none of: {', '.join(known)}")
        return found

    def tables(self, key: str) -> Iterator["_Table"]:
        """The tables listed under a key, each with its place in the file."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, "a list of tables is needed")
        for number, item in enumerate(value):
            yield _Table(self.file, f"{self.where}{key}[{number}].", item)


def read_type_file(path: Path) -> DocumentType:
    """Read one document type. Raises BrokenTypeFile, which names the file, the key and the problem."""
    try:
        return parse_type(path.name, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrokenTypeFile(path.name, "file", "can't be read") from error
    except UnicodeDecodeError as error:
        raise BrokenTypeFile(path.name, "file", "not UTF-8") from error


def parse_type(file: str, text: str) -> DocumentType:
    """Parse one document type; `file` is the name that errors show. Raises BrokenTypeFile."""
    try:
        top = _Table(file, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BrokenTypeFile(file, "file", f"not TOML: {error}") from error
    top.only(*(name for name in DocumentType.__dataclass_fields__))
    years = top.values.get("validity_years")
    if years is not None and (not isinstance(years, int) or isinstance(years, bool) or years <= 0):
        raise top.wrong("validity_years", "a whole number above 0 is needed")
    document = DocumentType(
        key=top.identifier(),
        name=top.words(),
        sides=top.texts("sides"),
        handwritten=top.flag("handwritten"),
        titles=top.texts("titles"),
        fields=tuple(map(_field, top.tables("fields"))),
        keywords=top.texts("keywords"),
        excluded=top.texts("excluded"),
        aliases=top.texts("aliases"),
        variants=top.texts("variants"),
        mrz=top.text("mrz", ""),
        validity_years=years,
        issuer=top.text("issuer", ""),
        source=top.text("source"),
    )
    _check_whole(top, document)
    return document


def _check_whole(top: _Table, document: DocumentType) -> None:
    """Check what no single key shows."""
    for key in ("sides", "titles", "fields"):
        if not getattr(document, key):
            raise top.wrong(key, "at least one is needed")
    if document.mrz not in _FORMATS:
        raise top.wrong("mrz", "TD1, TD2 or TD3 is needed")
    seen: set[str] = set()
    for number, spec in enumerate(document.fields):
        place = f"fields[{number}]."
        if spec.key in seen:
            raise top.wrong(f"{place}key", f"{spec.key!r} occurs twice")
        if spec.side not in document.sides:
            raise top.wrong(f"{place}side", f"{spec.side!r} is none of: {', '.join(document.sides)}")
        seen.add(spec.key)
    if sum(spec.kind is FieldKind.TABLE for spec in document.fields) > 1:
        raise top.wrong("fields", "one table is the most that a document may have")


def _field(table: _Table) -> FieldSpec:
    table.only(*FieldSpec.__dataclass_fields__)
    side = table.text("side")
    columns = tuple(_spec(column, side) for column in table.tables("columns"))
    spec = replace(_spec(table, side), columns=columns)
    if (spec.kind is FieldKind.TABLE) != bool(columns):
        raise table.wrong("columns", "a field of kind table needs columns, and no other has any")
    return spec


def _spec(table: _Table, side: str) -> FieldSpec:
    """Read a field, or a column, which stands on its table's side."""
    table.only(*FieldSpec.__dataclass_fields__)
    kind = table.kind()
    values, vocabulary = _values(table, kind)
    return FieldSpec(
        key=table.identifier(),
        name=table.words(),
        kind=kind,
        side=side,
        labels_ar=table.texts("labels_ar"),
        labels_ckb=table.texts("labels_ckb"),
        phrases=table.texts("phrases"),
        required=table.flag("required"),
        sensitive=table.flag("sensitive"),
        values=values,
        role=table.meaning("role", tuple(Role), kind, _NAMES),
        precision=table.meaning("precision", PRECISIONS, kind, _DATES) or Precision.DAY,
        script=table.meaning("script", tuple(Script), kind, _TEXTS) or Script.ARABIC,
        vocabulary=vocabulary,
        pattern=_pattern(table),
        format=table.text("format", ""),
        source=table.text("source", ""),
    )


def _values(table: _Table, kind: FieldKind) -> tuple[tuple[str, ...], Vocabulary | None]:
    """The values that a field lists and its vocabulary; each of them may follow from the other."""
    values = table.texts("values")
    vocabulary = table.meaning("vocabulary", _VOCABULARIES.get(kind, ()), kind, _VOCABULARIES)
    if vocabulary is None:
        return values, vocabulary_of(values)
    if values and not vocabulary.words:
        raise table.wrong("values", f"leave them out: the words are those of the vocabulary {vocabulary}")
    for value in values:
        if value not in vocabulary.words:
            raise table.wrong("values", f"{value!r} is no word of the vocabulary {vocabulary}")
    return values or vocabulary.words, vocabulary


def _pattern(table: _Table) -> str | None:
    if "pattern" not in table.values:
        return None
    pattern = table.text("pattern")
    try:
        re.compile(pattern)
    except re.error as error:
        raise table.wrong("pattern", f"not a regular expression: {error}") from error
    return pattern
