"""Values as people type them, made canonical: letters cleaned, Western digits, dates as `YYYY/MM/DD`."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from arabic.dates import parse_date
from arabic.digits import to_western
from arabic.letters import clean, has_bidi_control
from reference.documents import DocumentType, FieldKind, FieldSpec
from reference.unknown_words import says_unknown
from registry.domain.errors import InvalidValue

# Tab and line feed apart, a control sign in a value is a mistake or an attack.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LONGEST: Final = 1000
"""Most characters of a value: a long marginal note fits."""
MOST: Final = 3000
"""Most fields of a document typed at once: 100 rows of 30 columns."""
PATH: Final = re.compile(r"[a-z0-9_]{1,60}|rows\.(0|[1-9][0-9]{0,2})\.[a-z0-9_]{1,60}")
# A register may be split into lettered volumes: 125/ب.
_DIGITS: Final = re.compile(r"[0-9]+(?:[ /.\-]{1,3}[0-9]+)*(?:[ /.\-]{0,3}[A-Z\u0621-\u064a])?")
_NUMBER: Final = re.compile(r"[0-9]+(?:[.,\u066b][0-9]+)?")
# A time in figures; one in words ("nine in the morning") is as the paper has it.
_FIGURES: Final = re.compile(r"[0-9:.\s]+")
_TIME: Final = re.compile(r"(?:[01]?[0-9]|2[0-3])\s*[:.]\s*[0-5][0-9]")
# What stands between the letters of a name in print: hyphen, dot, apostrophes, a stroke, brackets, commas.
_IN_NAMES: Final = frozenset(" -–.'’ʼ`/()،,\u200c")
# Enumerations that nothing can be added to; other lists name what is usual.
_CLOSED: Final = frozenset(
    {frozenset({"ذكر", "أنثى"}), frozenset({"A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"})}
)
_NUMERIC: Final = frozenset(
    {FieldKind.DIGITS, FieldKind.CODE, FieldKind.NUMBER, FieldKind.MONEY, FieldKind.TIME}
)


def field_at(kind: DocumentType, path: str) -> FieldSpec | None:
    """What `reference` says of the field at `path`; None for a column that the type leaves open.

    Raises `InvalidValue` for a path that the type does not have.
    """
    if PATH.fullmatch(path) is None:
        raise InvalidValue({"field": path[:80], "problem": "path"})
    key = path.rsplit(".", 1)[-1]
    if "." not in path:
        for field in kind.fields:
            if field.key == key:
                return field
        raise InvalidValue({"field": path, "problem": "path"})
    tables = [field for field in kind.fields if field.kind in (FieldKind.TABLE, FieldKind.LIST)]
    columns = [column for table in tables for column in table.columns]
    if not tables or (columns and key not in {column.key for column in columns}):
        raise InvalidValue({"field": path, "problem": "path"})
    return next((column for column in columns if column.key == key), None)


def known_field(kind: DocumentType | None, path: str) -> FieldSpec | None:
    """What is known of the field at `path`; None when the type does not have it (any more)."""
    try:
        return field_at(kind, path) if kind else None
    except InvalidValue:
        return None


def canonical(field: FieldSpec | None, path: str, text: str) -> str:
    """The canonical form of what was typed; empty means that the paper does not say.

    A date that can't be understood stays as typed: the rules tell of it. Raises `InvalidValue` for control
    signs, among them those that turn the direction of writing, and for more than 1,000 letters.
    """
    if len(text) > LONGEST:
        raise InvalidValue({"field": path, "problem": "length", "longest": LONGEST})
    if has_bidi_control(text) or _CONTROLS.search(text):
        raise InvalidValue({"field": path, "problem": "control_sign"})
    value = clean(text)
    if field is None:
        return value
    if field.kind is FieldKind.DATE:
        date = parse_date(value)
        return date.iso if date is not None and date.calendar == "gregorian" else to_western(value)
    return to_western(value) if field.kind in _NUMERIC else value


def misfit(field: FieldSpec, value: str) -> str | None:
    """Why a canonical value is none of its field's kind, None when it fits.

    The answer is `date`, `time`, `digits`, `number`, `name` or `choice`. A pattern is a hint and never asked;
    only what no reader of the field could mean is told. Words that say "not known" may stand in any field:
    they are kept as written, and are no evidence.
    """
    if says_unknown(value):
        return None
    match field.kind:
        case FieldKind.DATE if parse_date(value) is None:
            return "date"
        case FieldKind.TIME if _FIGURES.fullmatch(value) and _TIME.fullmatch(value) is None:
            return "time"
        case FieldKind.DIGITS if _DIGITS.fullmatch(value) is None:
            return "digits"
        case FieldKind.NUMBER if _NUMBER.fullmatch(value) is None:
            return "number"
        case FieldKind.NAME_PART | FieldKind.NAME_CHAIN if not _is_name(value):
            return "name"
        case FieldKind.ENUM if frozenset(field.values) in _CLOSED and value not in field.values:
            return "choice"
    return None


def _is_name(value: str) -> bool:
    """Whether a text has letters and nothing that no name has in print, such as figures."""
    return any(map(str.isalpha, value)) and all(
        sign.isalpha() or sign in _IN_NAMES or unicodedata.combining(sign) for sign in value
    )


def canonical_form(kind: DocumentType, path: str, text: str) -> str:
    """The canonical form of a value for comparing; what could not be kept stays as it is."""
    try:
        return canonical(field_at(kind, path), path, text)
    except InvalidValue:
        return text


def canonical_fields(kind: DocumentType, typed: Mapping[str, str]) -> dict[str, str]:
    """All of what was typed, canonical. Raises `InvalidValue` at the first that can't be kept."""
    if len(typed) > MOST:
        raise InvalidValue({"field": "fields", "problem": "count", "longest": MOST})
    return {path: canonical(field_at(kind, path), path, text) for path, text in typed.items()}
