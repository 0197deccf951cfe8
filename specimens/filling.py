"""What one side of a paper says: a written value for each of its fields, the rows of its table, its MRZ."""

from collections.abc import Mapping
from dataclasses import dataclass

from reference.documents import DocumentType, FieldKind, FieldSpec
from specimens.fallback import invented
from specimens.occasion import Occasion
from specimens.rows import row_values
from specimens.sources import source_of
from specimens.writing import Hand, printed
from specimens.zones import machine_lines

# Drawn as pictures, as the zone or as rows of their own, never as one value after a label.
NOT_PLAIN = frozenset({FieldKind.IMAGE, FieldKind.STAMP, FieldKind.MRZ, FieldKind.LIST})
BLANK_SHARE = 0.12
# Blank in some offices, never at random: a person without a mother's name would be another case.
LEFT_OUT_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Item:
    """A field as it stands on one paper; an empty `canonical` means that its place is blank."""

    key: str
    kind: FieldKind
    label: str
    label_ckb: str
    label_en: str
    canonical: str
    printed: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns as (key, caption), and its rows with an item for each column."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """All that one side says."""

    items: tuple[Item, ...]
    table: Table | None
    mrz: tuple[str, ...]

    @property
    def fields(self) -> Mapping[str, str]:
        """Canonical values of the fields that are filled in, the MRZ's lines among them."""
        zone = {f"mrz_line_{index}": line for index, line in enumerate(self.mrz, 1)}
        return {item.key: item.canonical for item in self.items if item.canonical} | zone


def fill(paper: DocumentType, side: str, occasion: Occasion, hand: Hand) -> Filling:
    """Fill one side of a paper in; the table and the MRZ come out apart from the plain fields."""
    specs = [spec for spec in paper.fields if spec.side == side]
    items = [item for spec in specs if (item := _item(paper, spec, occasion, hand)) is not None]
    table = next((spec for spec in specs if spec.columns), None)
    has_zone = any(spec.kind is FieldKind.MRZ for spec in specs)
    return Filling(
        items=tuple(items),
        table=None if table is None else _table(table, occasion, hand),
        mrz=machine_lines(paper.key, occasion) if has_zone else (),
    )


def _item(paper: DocumentType, spec: FieldSpec, occasion: Occasion, hand: Hand) -> Item | None:
    """One field, or None when it is no plain text or this office's form leaves it out."""
    rng = occasion.rng
    if spec.kind in NOT_PLAIN or spec.columns:
        return None
    if not spec.required and rng.random() < LEFT_OUT_SHARE:
        return None
    source = source_of(paper.key, spec.key)
    value = source(occasion) if source else invented(spec, occasion)
    if not spec.required and rng.random() < BLANK_SHARE:
        value = ""
    return _written(spec, value, occasion, hand)


def _written(spec: FieldSpec, value: str, occasion: Occasion, hand: Hand) -> Item:
    label = occasion.rng.choice(spec.labels_ar) if spec.labels_ar else ""
    return Item(
        key=spec.key,
        kind=spec.kind,
        label=label,
        label_ckb=spec.labels_ckb[0] if spec.labels_ckb else "",
        label_en=spec.name.en,
        canonical=value,
        printed=printed(spec.kind, value, hand, occasion.rng),
    )


def _table(spec: FieldSpec, occasion: Occasion, hand: Hand) -> Table:
    columns = [column for column in spec.columns if not column.sensitive]
    rows = tuple(
        tuple(_written(column, values[column.key], occasion, hand) for column in columns)
        for values in row_values(columns, occasion)
    )
    return Table(tuple((column.key, occasion.rng.choice(column.labels_ar)) for column in columns), rows)
