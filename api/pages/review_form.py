"""From a document to the form of its review: each field with its crop, how sure it is, and what rules say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from api.labels import field_label, side_name
from messages import Catalogue
from reference.documents import DocumentType, FieldKind, FieldSpec
from registry.documents.documents import DocumentView, FieldView, SideView
from registry.domain.states import DocumentState
from registry.review.questions import SILENT, Absence, Answers
from registry.rules.finding import Finding, Severity

NOT_TYPED: Final = frozenset({FieldKind.IMAGE, FieldKind.STAMP, FieldKind.TABLE, FieldKind.LIST})
LEFT_TO_RIGHT: Final = frozenset(
    {FieldKind.DIGITS, FieldKind.CODE, FieldKind.DATE, FieldKind.TIME, FieldKind.MRZ, FieldKind.NUMBER}
)
NUMERIC: Final = frozenset({FieldKind.DIGITS, FieldKind.NUMBER})
ACCEPTED: Final = "accepted"
SIGNED: Final = frozenset({DocumentState.entered, DocumentState.registered})
BACK: Final = "back"
LOUD: Final = frozenset({Severity.BLOCK, Severity.ERROR, Severity.WARN})


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One field of the form. `standing`: who answers for its value.

    The reader (accepted, review, unreadable), a person (kept as read, typed, emptied, absent) or nobody
    (missing, empty, masked). `read`: what was read; `chance`: how sure that is, where it stands. `to_look`:
    the reader was not sure of it, `doubts`: why; `looked`: somebody was; `absent`: why it is empty; `date`:
    it holds a day, `printed`: which no calendar has, as somebody said; `problem`: why it was refused.
    """

    path: str
    anchor: str
    label: str
    value: str
    read: str
    standing: str
    doubtful: bool
    chance: float | None
    crop: str | None
    required: bool
    masked: bool
    direction: str
    numeric: bool
    choices: tuple[str, ...]
    choices_read: tuple[str, ...]
    findings: tuple[Finding, ...]
    folded: bool
    doubts: tuple[str, ...]
    to_look: bool
    looked: bool
    absent: str
    date: bool
    printed: bool
    problem: str


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one side of the paper."""

    name: str
    values: tuple[ValueRow, ...]


@dataclass(frozen=True, slots=True)
class TableForm:
    """The rows of the paper's table."""

    name: str
    rows: tuple[tuple[ValueRow, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands on the page: corners for an SVG polygon, and the field that they belong to."""

    anchor: str
    points: str


@dataclass(frozen=True, slots=True)
class ShownPage:
    """One page picture with the marks of its values; sizes in pixels of the original page."""

    page: UUID
    width: int
    height: int
    has_picture: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """Everything the review page shows besides the document itself."""

    groups: tuple[Group, ...]
    table: TableForm | None
    pages: tuple[ShownPage, ...]
    findings: tuple[Finding, ...]
    advice: tuple[str, ...]
    doubtful: int
    by_hand: bool
    type_unknown: bool
    can_decide: bool
    reason_needed: bool
    labels: Mapping[str, str]
    anchors: Mapping[str, str]


def review_form(
    document: DocumentView,
    kind: DocumentType | None,
    words: Catalogue,
    rows: int = 0,
    *,
    folding: bool = False,
    answers: Answers = SILENT,
    problems: Mapping[str, str] | None = None,
) -> ReviewForm:
    """The form of a document; `rows` asks for at least so many rows in its table.

    `folding`: accepted values that no rule speaks of are folded away from the eye. `answers`: what was said
    of values before; `problems`: why some were refused, by path.
    """
    maker = _Maker(document, words, folding=folding, answers=answers, problems=problems or {})
    groups = maker.groups(kind) if kind else ()
    table = maker.table(kind, rows) if kind else None
    values = [value for group in groups for value in group.values]
    values += [value for row in (table.rows if table else ()) for value in row]
    return ReviewForm(
        groups=groups,
        table=table,
        pages=_pages(document.sides, maker.read.values()),
        findings=tuple(f for f in document.findings if len(f.fields) != 1 or f.fields[0] not in maker.shown),
        advice=document.advice,
        doubtful=sum(value.doubtful for value in values),
        by_hand=not maker.read,
        type_unknown=kind is None,
        can_decide=document.state is DocumentState.review,
        reason_needed=any(finding.severity in LOUD for finding in document.findings),
        labels={value.path: value.label for value in values},
        anchors={value.path: value.anchor for value in values},
    )


class _Maker:
    """Knows one document, and makes the rows of its form."""

    def __init__(
        self,
        document: DocumentView,
        words: Catalogue,
        *,
        folding: bool,
        answers: Answers,
        problems: Mapping[str, str],
    ) -> None:
        self._answers: Final = answers
        self._problems: Final = problems
        self._document: Final = document
        self._folding: Final = folding
        self._words: Final = words
        self.read: Final = surest(document)
        self.shown: Final[set[str]] = set()

    def groups(self, kind: DocumentType) -> tuple[Group, ...]:
        """The fields side by side, in the order of the paper."""
        found = (
            Group(
                side_name(side, self._words) if len(kind.sides) > 1 else self._words.say("review.values"),
                tuple(self._row(f.key, f) for f in kind.on_side(side) if f.kind not in NOT_TYPED),
            )
            for side in kind.sides
        )
        return tuple(group for group in found if group.values)

    def table(self, kind: DocumentType, at_least: int) -> TableForm | None:
        """The rows that were read or typed, and one more to type in when there is none."""
        spec = kind.table
        if spec is None:
            return None
        numbers = [_row_number(path) for path in (*self.read, *self._document.draft)]
        count = min(max(*numbers, at_least, 1, 0), 200)
        rows = tuple(
            tuple(self._row(f"rows.{number}.{column.key}", column) for column in spec.columns)
            for number in range(count)
        )
        return TableForm(field_label(spec, self._words), rows)

    def _row(self, path: str, field: FieldSpec) -> ValueRow:
        self.shown.add(path)
        read = self.read.get(path)
        typed = self._document.draft.get(path)
        findings = tuple(f for f in self._document.findings if f.fields == (path,))
        printed = self._answers.absent.get(path) == Absence.as_printed
        absent = "" if printed else self._answers.absent.get(path, "")
        looked = path in self._answers.looked or typed is not None or self._document.state in SIGNED
        standing = "absent" if absent and not typed else _standing(read, typed, field, looked=looked)
        asked = self._document.state is DocumentState.review
        if standing == "missing" and not asked:
            standing = "empty"
        problem = self._problems.get(path, "")
        loud = any(finding.severity in LOUD for finding in findings)
        value = typed if typed is not None else (read.value or "") if read else ""
        others = tuple(text for text, _ in read.alternatives[:3] if text != value) if read else ()
        return ValueRow(
            path=path,
            anchor="v-" + path.replace(".", "-"),
            label=field_label(field, self._words),
            value=value,
            read=(read.value or "") if read else "",
            standing=standing,
            doubtful=asked
            and (
                bool(problem)
                or standing in {"review", "unreadable", "missing"}
                or (loud and standing not in {"kept", "typed", "emptied", "absent"})
            ),
            chance=read.confidence if read and standing in {ACCEPTED, "review", "kept"} else None,
            crop=crop_address(self._document.id, path)
            if read and read.crop and not (field.sensitive and read.masked)
            else None,
            required=field.required,
            masked=field.sensitive and (read is None or read.masked),
            direction="ltr" if field.kind in LEFT_TO_RIGHT else "auto",
            numeric=field.kind in NUMERIC,
            choices=field.values,
            choices_read=others,
            findings=findings,
            folded=self._folding and standing == ACCEPTED and not findings and not problem,
            doubts=read.doubts if read and standing in {"review", "unreadable"} else (),
            to_look=read is not None and read.decision != ACCEPTED and asked_of(field),
            looked=looked,
            absent=absent,
            date=field.kind is FieldKind.DATE,
            printed=printed,
            problem=problem,
        )


def crop_address(document: UUID, path: str) -> str:
    """Where the picture of one value is."""
    return f"/api/v1/documents/{document}/crops/{path}.webp"


def surest(document: DocumentView) -> dict[str, FieldView]:
    """The surest reading of each path over all sides, as the registry takes it."""
    best: dict[str, FieldView] = {}
    for field in (field for reading in document.readings for field in reading.fields):
        if field.path not in best or field.confidence > best[field.path].confidence:
            best[field.path] = field
    return best


def asked_of(field: FieldSpec) -> bool:
    """Whether a doubt about this field is put to the clerk: not of sensitive ones, which few may see."""
    return field.kind.is_text and not field.sensitive


def _standing(read: FieldView | None, typed: str | None, field: FieldSpec, *, looked: bool) -> str:
    if field.sensitive and typed is None and (read is None or read.masked):
        return "masked"
    value = typed if typed is not None else (read.value or "") if read else ""
    if not value and field.required and asked_of(field):
        return "missing"
    if typed is not None and typed != ((read.value or "") if read else ""):
        return "typed" if typed else "emptied"
    if read is None:
        return "empty"
    return "kept" if looked else read.decision


def _pages(sides: Iterable[SideView], read: Iterable[FieldView]) -> tuple[ShownPage, ...]:
    fields = [field for field in read if field.box and not field.masked]
    # The front first, in whatever order the two sides were handed in: the form begins with it.
    pages = {side.page: side for side in sorted(sides, key=lambda side: side.side == BACK)}
    return tuple(
        ShownPage(
            page=side.page,
            width=side.width,
            height=side.height,
            has_picture=side.has_picture and side.width > 0,
            marks=tuple(
                Mark(
                    "v-" + field.path.replace(".", "-"),
                    " ".join(f"{x:.0f},{y:.0f}" for x, y in field.box or ()),
                )
                for field in fields
                if field.page == side.page
            ),
        )
        for side in pages.values()
    )


def _row_number(path: str) -> int:
    match path.split("."):
        case ["rows", number, _] if number.isdecimal():
            return int(number) + 1
    return 0
