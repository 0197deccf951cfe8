"""What a paper still asks of a person before it may be signed: doubtful values, empty required ones, misfits.

Pure: the paper's type, what was read, what stands and what was answered go in; the open questions come out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from reference.documents import DocumentType, FieldSpec
from reference.unknown_words import known_values
from registry.domain.errors import InvalidFields
from registry.domain.values import field_at, misfit
from registry.rules.finding import Finding

ACCEPTED: Final = "accepted"
NOTHING: Final[frozenset[str]] = frozenset()


class Absence(StrEnum):
    """Why a value is not there: the paper has none, nobody can read it, or what is printed is no value.

    A day that no calendar has (31/02/1982) is kept `as_printed`: the words stay, and nothing is made of them.
    """

    not_on_paper = "not_on_paper"
    unreadable = "unreadable"
    as_printed = "as_printed"


EMPTY: Final = (Absence.not_on_paper, Absence.unreadable)
NO_DATE: Final = "date"


class Open(StrEnum):
    """What is wrong with a value that keeps a paper from being signed."""

    doubtful = "undecided"
    missing = "missing"
    contradiction = "contradiction"
    nobody = "nobody"
    """Nothing of the paper names anybody: no search would ever find such a record."""


Shown = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a clerk says of a paper besides its values.

    `looked`: paths of doubtful values that were looked at and stand as read. `absent`: why a value is empty,
    or that its words stand for none as they are printed.
    `shown`: the findings (rule, fields) in sight when the reason was given; None: those last kept.
    """

    looked: frozenset[str] = NOTHING
    absent: Mapping[str, Absence] = field(default_factory=dict)
    shown: frozenset[Shown] | None = None


SILENT: Final = Answers()


@dataclass(frozen=True, slots=True)
class Standing:
    """A paper as it stands: decisions of the reader by path, values by path, and what a person typed."""

    decisions: Mapping[str, str]
    values: Mapping[str, str]
    typed: frozenset[str]


def key_of(finding: Finding) -> Shown:
    """What tells a finding from another: its rule and the fields it speaks about."""
    return finding.rule, tuple(finding.fields)


def asked_field(kind: DocumentType, path: str) -> FieldSpec | None:
    """The field at a path that the desk asks about; None for pictures, tables, sensitive and unknown ones."""
    if path.startswith("rows."):
        columns = kind.table.columns if kind.table else ()
        spec = next((one for one in columns if one.key == path.rsplit(".", 1)[-1]), None)
    else:
        spec = kind.field(path)
    return spec if spec is not None and spec.kind.is_text and not spec.sensitive else None


def doubtful(kind: DocumentType, decisions: Mapping[str, str]) -> tuple[str, ...]:
    """The paths whose reading was not accepted, in the order of the readings."""
    return tuple(
        path for path, decision in decisions.items() if decision != ACCEPTED and asked_field(kind, path)
    )


def required_empty(
    kind: DocumentType, values: Mapping[str, str], excused: frozenset[str] = NOTHING
) -> tuple[str, ...]:
    """The required paths without a value, in printed order; of the table, those of rows that say anything.

    `excused`: fields that a circumstance leaves open, such as the father's while he is absent.
    """
    columns = kind.table.columns if kind.table else ()
    rows = sorted({int(path.split(".")[1]) for path, value in values.items() if _in_row(path) and value})
    paths = [spec.key for spec in kind.fields]
    paths += [f"rows.{row}.{column.key}" for row in rows for column in columns]
    return tuple(
        path
        for path in paths
        if (spec := asked_field(kind, path)) is not None
        and spec.required
        and not values.get(path)
        and path not in excused
    )


def open_questions(
    kind: DocumentType, standing: Standing, answers: Answers, excused: frozenset[str] = NOTHING
) -> Mapping[str, str]:
    """What stands between a paper and its signing: the problem by path, in the order of the paper."""
    problems = dict.fromkeys(required_empty(kind, standing.values, excused), Open.missing.value)
    for path, why in answers.absent.items():
        printed = why == Absence.as_printed
        if printed and not standing.values.get(path):
            problems.setdefault(path, Open.missing)
        elif not printed:
            problems.pop(path, None)
            if standing.values.get(path):
                problems[path] = Open.contradiction
    names = naming_fields(kind) - excused
    known = known_values(standing.values)
    if names and not any(known.get(path) for path in names):
        problems |= dict.fromkeys(names, Open.nobody.value)
    settled = standing.typed | answers.looked | answers.absent.keys()
    for path in doubtful(kind, standing.decisions):
        if path not in settled and path not in problems and path not in excused:
            problems[path] = Open.doubtful
    for path, value in standing.values.items():
        spec = asked_field(kind, path)
        wrong = misfit(spec, value) if spec is not None and value else None
        if answers.absent.get(path) == Absence.as_printed and value:
            wrong = None if wrong == NO_DATE else wrong or Open.contradiction
        if wrong:
            problems[path] = wrong
    order = {spec.key: number for number, spec in enumerate(kind.fields)}
    last = len(order)
    return dict(sorted(problems.items(), key=lambda pair: (order.get(pair[0], last), pair[0])))


def naming_fields(kind: DocumentType) -> frozenset[str]:
    """The required names of those whom a paper of this type is about, outside its table; no witness's."""
    asked = (spec for field in kind.fields if (spec := asked_field(kind, field.key)) is not None)
    return frozenset(spec.key for spec in asked if spec.required and spec.role is not None)


def require_answers(
    kind: DocumentType, standing: Standing, answers: Answers, excused: frozenset[str] = NOTHING
) -> None:
    """Raise `InvalidFields`, naming every open question, and `InvalidValue` for a path of no such paper."""
    for path in (*answers.looked, *answers.absent):
        field_at(kind, path)
    problems = open_questions(kind, standing, answers, excused)
    if problems:
        raise InvalidFields(problems)


def _in_row(path: str) -> bool:
    return path.startswith("rows.")
