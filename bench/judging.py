"""Sets a reading beside the truth of a drawn paper, value by value."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from arabic.digits import script_of, to_western
from arabic.letters import clean
from arabic.visual import as_printed
from ocr import Reading
from ocr.result.evidence import Evidence, Group, group_of
from ocr.result.reading import Decision, FieldReading, RowReading
from reference.documents import DocumentType
from specimens.documents import Truth
from specimens.sheet import Corners, Role

MISSED = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One value: what the paper says (`truth`, '' when it says nothing there) and what was read.

    `script` names the digits on paper ('' for letters); `evidence` is None for what was not found.
    """

    key: str
    group: Group
    script: str
    truth: str
    value: str
    confidence: float
    decision: Decision
    evidence: Evidence | None

    @property
    def right(self) -> bool:
        return same(self.truth, self.value)

    @property
    def accepted(self) -> bool:
        return self.decision is Decision.ACCEPTED

    @property
    def silent(self) -> bool:
        """Wrong, and nobody would look: the harm that is measured."""
        return self.accepted and not self.right

    @property
    def identity(self) -> bool:
        return self.group is not Group.WORD


def same(truth: str, value: str) -> bool:
    """Equal after NFKC, without marks and tatweel, digits Western, spaces folded, or alike in print.

    ديار and the Sorani دیار are told apart by their code points and by nothing on paper.
    """
    said, read = folded(truth), folded(value)
    return said == read or as_printed(said) == as_printed(read)


def folded(text: str) -> str:
    """A value as it is compared."""
    return to_western(clean(text))


def judged(readings: Sequence[Reading], truth: Truth, kind: DocumentType) -> tuple[Judged, ...]:
    """Every value of the truth and every value that was read without being there."""
    own = next((r for r in readings if (r.document_type, r.side) == (kind.key, truth.side)), None)
    others = [reading for reading in readings if reading is not own]
    found = [*_fields(own, truth, kind), *_rows(own, truth, kind)]
    strays = [
        _one(field, "", field.evidence.group if field.evidence else Group.WORD, "")
        for reading in others
        for field in reading.values()
        if field.value
    ]
    return (*found, *strays)


def _fields(own: Reading | None, truth: Truth, kind: DocumentType) -> Iterator[Judged]:
    read = {field.key: field for field in own.fields} if own else {}
    groups = {spec.key: group_of(spec.kind) for spec in kind.fields}
    scripts = _scripts(truth)
    for key in dict.fromkeys((*truth.fields, *read)):
        said, field = truth.fields.get(key, ""), read.get(key)
        if said or (field and field.value):
            yield _one(field, said, groups[key], scripts.get(key, ""), key)


def _rows(own: Reading | None, truth: Truth, kind: DocumentType) -> Iterator[Judged]:
    columns = {c.key: group_of(c.kind) for c in kind.table.columns} if kind.table else {}
    scripts = _scripts(truth)
    met: set[tuple[int, str]] = set()
    for row in own.rows if own else ():
        place = _row_of(row, truth.boxes)
        said = truth.rows[place] if place is not None else {}
        for cell in row.cells:
            if cell.value or said.get(cell.key):
                path = f"rows.{place}.{cell.key}"
                met.add((-1 if place is None else place, cell.key))
                yield _one(cell, said.get(cell.key, ""), columns[cell.key], scripts.get(path, ""))
    for place, values in enumerate(truth.rows):
        for key, value in values.items():
            if value and (place, key) not in met:
                yield _one(None, value, columns[key], scripts.get(f"rows.{place}.{key}", ""), key)


def _one(field: FieldReading | None, truth: str, group: Group, script: str, key: str = "") -> Judged:
    if field is None:
        return Judged(key, group, script, truth, MISSED, 0.0, Decision.UNREADABLE, None)
    return Judged(
        field.key, group, script, truth, field.value, field.confidence, field.decision, field.evidence
    )


def _scripts(truth: Truth) -> Mapping[str, str]:
    """Which digits each value is printed in."""
    found = {line.path: script_of(line.text) for line in truth.lines if line.role is Role.VALUE}
    return {path: script.value for path, script in found.items() if script is not None}


def _row_of(row: RowReading, boxes: Mapping[str, Corners]) -> int | None:
    """The row of the truth that most cells of a read row lie on; None when they lie on none."""
    votes: Counter[int] = Counter()
    for cell in row.cells:
        if cell.box is None:
            continue
        x = sum(point.x for point in cell.box.corners) / 4
        y = sum(point.y for point in cell.box.corners) / 4
        near = [
            (_distance(corners, x, y), int(path.split(".")[1]))
            for path, corners in boxes.items()
            if path.startswith("rows.") and path.endswith(f".{cell.key}")
        ]
        if near:
            votes[min(near)[1]] += 1
    return votes.most_common(1)[0][0] if votes else None


def _distance(corners: Corners, x: float, y: float) -> float:
    middle = sum(c[0] for c in corners) / 4, sum(c[1] for c in corners) / 4
    return (middle[0] - x) ** 2 + (middle[1] - y) ** 2
