"""The labels that a type prints, as pairing compares words with them."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from ocr.labels.forms import printed_forms
from ocr.text.similarity import Prepared, label_key, prepared
from reference.documents import DocumentType, FieldKind, FieldSpec

KINDS: Final = (
    frozenset({FieldKind.NAME_PART, FieldKind.NAME_CHAIN}),
    frozenset({FieldKind.DIGITS, FieldKind.NUMBER, FieldKind.MONEY, FieldKind.CODE}),
    frozenset({FieldKind.DATE, FieldKind.DATE_PLACE, FieldKind.TIME}),
    frozenset({FieldKind.PLACE}),
    frozenset({FieldKind.TEXT}),
    frozenset({FieldKind.ENUM}),
)
"""Kinds of fields whose values look alike; all others have none that is read beside its label."""
LONGEST: Final = 7
"""Words of the longest label that is compared."""


@dataclass(frozen=True, slots=True)
class LabelForm:
    """One printed label: its key, what kind of value it announces, and whether it heads a column.

    The kind is a place in KINDS, their number for none.
    """

    key: str
    kind: int
    column: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The labels of a type's side, with what comparing with all of them at once takes."""

    forms: tuple[LabelForm, ...]
    keys: Prepared
    single: tuple[str, ...]
    """Every word that a label holds."""


def known_labels(forms: tuple[LabelForm, ...]) -> Known:
    """The labels made ready to compare."""
    single = tuple(dict.fromkeys(word for form in forms for word in form.key.split()))
    return Known(forms, prepared(form.key for form in forms), single)


@cache
def of_type(kind: DocumentType, side: str) -> Known:
    """The labels of one side of a type and of the columns of its table, and phrases that announce a value."""
    fields = [form for spec in kind.on_side(side) for form in forms_of(spec, column=False)]
    fields += [form for spec in kind.on_side(side) for form in phrases_of(spec)]
    columns = [form for spec in kind.on_side(side) for column in spec.columns for form in forms_of(column)]
    return known_labels(tuple(dict.fromkeys([*fields, *columns])))


def phrases_of(spec: FieldSpec) -> list[LabelForm]:
    """Words of running text after which a field's value stands."""
    return [LabelForm(label_key(phrase), _kind(spec)) for phrase in spec.phrases]


def forms_of(spec: FieldSpec, *, column: bool = True) -> list[LabelForm]:
    """Every printed label of a field, or of a column."""
    keys = printed_forms(spec)
    if column:
        letters = (label_key(label) for label in spec.labels_ar)
        keys = (*keys, *(key for key in letters if len(key) == 1))
    return [LabelForm(key, _kind(spec), column) for key in dict.fromkeys(keys) if len(key.split()) <= LONGEST]


def _kind(spec: FieldSpec) -> int:
    """The place in KINDS of what a field holds, their number for what is not read."""
    return next((place for place, kinds in enumerate(KINDS) if spec.kind in kinds), len(KINDS))
