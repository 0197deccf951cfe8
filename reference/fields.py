"""What a document type is made of: fields with their printed labels, kinds and sides."""

from dataclasses import dataclass
from enum import StrEnum

from arabic.partial import Precision
from reference.meaning import Role, Script, Vocabulary
from reference.words import Words


class FieldKind(StrEnum):
    """What a field holds, which settles how it is read and checked."""

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

    @property
    def is_text(self) -> bool:
        """Whether the field is read as one value; pictures, stamps, lists and tables are not."""
        return self not in {FieldKind.IMAGE, FieldKind.STAMP, FieldKind.LIST, FieldKind.TABLE}

    @property
    def is_identity(self) -> bool:
        """Whether a silent error here harms a person: names, numbers, dates."""
        return self in {
            FieldKind.NAME_PART,
            FieldKind.NAME_CHAIN,
            FieldKind.DIGITS,
            FieldKind.CODE,
            FieldKind.DATE,
            FieldKind.MRZ,
        }


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a document, or one column of its table: where, under which labels, holding what.

    Labels are the spellings met in print, without the colon; a field without labels is found by its place
    or shape. `values` lists the canonical values of an ENUM (none: any word of its vocabulary), `pattern` is
    the shape of a usual value (a hint, never a reason to refuse), `phrases` are words of running text after
    which the value stands ("born in"), `source` says where the field was read of.

    What the field means is said apart from its key: `role` whose name it holds, `precision` the least that
    the form asks of a date, `script` the letters of a text, `vocabulary` the words of its values.
    """

    key: str
    name: Words
    kind: FieldKind
    side: str
    labels_ar: tuple[str, ...] = ()
    labels_ckb: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    required: bool = False
    sensitive: bool = False
    values: tuple[str, ...] = ()
    role: Role | None = None
    precision: Precision = Precision.DAY
    script: Script = Script.ARABIC
    vocabulary: Vocabulary | None = None
    pattern: str | None = None
    format: str = ""
    source: str = ""
    columns: tuple["FieldSpec", ...] = ()

    def __hash__(self) -> int:
        # Alike fields have one key; all their words would be gone through at every look into a table.
        return hash((self.side, self.key))

    @property
    def label_en(self) -> str:
        """The field's name in English."""
        return self.name.en

    @property
    def labels(self) -> tuple[str, ...]:
        """Every printed label, Arabic before Kurdish."""
        return self.labels_ar + self.labels_ckb


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of paper: how its heading tells it from others, and its fields in printed order.

    `titles` are headings that name it, `keywords` other printed words that speak for it, `excluded` words
    that speak against it. `mrz` is the format of its machine-readable zone (`TD1`, `TD3`) or empty,
    `validity_years` how long it is valid when that is limited.
    """

    key: str
    name: Words
    sides: tuple[str, ...]
    handwritten: bool
    titles: tuple[str, ...]
    fields: tuple[FieldSpec, ...]
    keywords: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    mrz: str = ""
    validity_years: int | None = None
    issuer: str = ""
    source: str = ""

    def __hash__(self) -> int:
        # As for a field, whose words a type has by the hundred.
        return hash(self.key)

    def on_side(self, side: str) -> tuple[FieldSpec, ...]:
        """Return the fields of one side, in printed order."""
        return tuple(spec for spec in self.fields if spec.side == side)

    def field(self, key: str) -> FieldSpec | None:
        """Return one field, or None for a key that this document does not have."""
        return next((spec for spec in self.fields if spec.key == key), None)

    @property
    def table(self) -> FieldSpec | None:
        """The document's table (the rows of a reading), if it has one."""
        return next((spec for spec in self.fields if spec.kind is FieldKind.TABLE), None)
