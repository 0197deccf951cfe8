"""Puts the network's values beside those of the rules: which is taken, and what a person must look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ocr.extraction.find_values import NO_VALUE, Located
from ocr.geometry import Rect
from ocr.layout.sheet import Sheet, in_one_row
from ocr.pairing.decode import CELL, HEADER, LABEL, Paired, Pairing
from ocr.result.doubt import Doubt
from ocr.tables.grid import Cell, Table
from ocr.text.parsing import typed
from reference.documents import FieldSpec

SURE: Final = 0.95
"""Chance of its weakest word from which the network's value is taken where the rules have another one."""
LEAST: Final = 0.5
"""The same where the rules have none, or what is surely a label's or another field's; below it the network
says nothing."""
GOOD_FIT: Final = 0.5
"""How well a text must fit a field's kind to be taken from the network."""
WHOLE: Final = 1.2
"""How much wider than its words a segment may be that holds nothing else."""


@dataclass(frozen=True, slots=True)
class Told:
    """What pairing says of one value: doubts, and the other value with its chance, if there is one."""

    doubts: frozenset[Doubt] = frozenset()
    other: tuple[str, float] | None = None


CERTAIN: Final = Told()


@dataclass(frozen=True, slots=True)
class Beside:
    """The values and the table that are taken, and what is told of each: fields by key, cells by their place
    in the table."""

    located: Mapping[str, Located]
    table: Table | None
    fields: Mapping[str, Told] = field(default_factory=dict)
    cells: Mapping[tuple[int, str], Told] = field(default_factory=dict)

    def of_field(self, key: str) -> Told:
        """What is told of a field."""
        return self.fields.get(key, CERTAIN)

    def of_cell(self, row: int, key: str) -> Told:
        """What is told of a cell."""
        return self.cells.get((row, key), CERTAIN)


def beside_rules(
    sheet: Sheet, located: Mapping[str, Located], table: Table | None, paired: Pairing | None
) -> Beside:
    """Join what rules located on a sheet with what the network paired; without it the rules stand."""
    if paired is None or not paired.words:
        return Beside(located, table)
    chosen, told = dict(located), dict[str, Told]()
    by_key = {
        one.spec.key: one for one in paired.fields if one.spec.kind not in NO_VALUE and one.chance >= LEAST
    }
    for key, ours in located.items():
        theirs = by_key.get(key)
        if theirs is None:
            if _elsewhere(ours, paired):
                told[key] = _nearer(None)
        elif not _same(ours, theirs):
            needed = LEAST if _elsewhere(ours, paired) else SURE
            if theirs.chance >= needed and _fit(theirs) >= GOOD_FIT:
                chosen[key] = _located(sheet, theirs)
                told[key] = _nearer(_other(theirs.spec, ours.text, 1 - theirs.chance))
            else:
                told[key] = _nearer(_other(theirs.spec, theirs.text, theirs.chance))
        elif theirs.unclaimed:
            told[key] = Told(frozenset({Doubt.WORD_UNCLAIMED}))
    for key, theirs in by_key.items():
        if key not in located and _fit(theirs) >= GOOD_FIT:
            chosen[key] = _located(sheet, theirs)
            doubts = {Doubt.LABEL_UNSURE, *({Doubt.WORD_UNCLAIMED} if theirs.unclaimed else ())}
            told[key] = Told(frozenset(doubts))
    whole, cells = _tables(sheet, table, paired)
    return Beside(chosen, whole, told, cells)


def _nearer(other: tuple[str, float] | None) -> Told:
    """That another value may belong here."""
    return Told(frozenset({Doubt.NEARER_VALUE}), other)


def _fit(one: Paired) -> float:
    return typed(one.spec, one.text).fit


def _other(spec: FieldSpec, text: str, chance: float) -> tuple[str, float] | None:
    value = typed(spec, text).value
    return (value, round(chance, 3)) if value else None


def _same(ours: Located, theirs: Paired) -> bool:
    """Whether both took the same words, or words that say the same."""
    said, heard = typed(theirs.spec, ours.text).value, typed(theirs.spec, theirs.text).value
    return said == heard or ours.text.replace(" ", "") == theirs.text.replace(" ", "")


def _elsewhere(ours: Located, paired: Pairing) -> bool:
    """Whether the network surely holds most words of a value for another field's, a label or a cell."""
    mine = [number for number, word in enumerate(paired.words) if _within(word.rect, ours.rect)]
    claimed = {id(word) for one in paired.fields if one.chance >= SURE for word in one.words}
    away = [
        number
        for number in mine
        if id(paired.words[number]) in claimed
        or (paired.roles[number] in (LABEL, HEADER, CELL) and paired.sure[number] >= SURE)
    ]
    return len(away) * 2 > len(mine)


def _within(word: Rect, rect: Rect) -> bool:
    return rect.left <= word.centre <= rect.right and word.overlap_down(rect) > 0.5


def _segments(sheet: Sheet, rects: Sequence[Rect]) -> tuple[int, ...]:
    """The segments of a sheet that hold words, in their order."""
    found = [
        max(
            (index for index, segment in enumerate(sheet.segments) if segment.text),
            key=lambda index: _shared(sheet.segments[index].rect, rect),
            default=-1,
        )
        for rect in rects
    ]
    return tuple(dict.fromkeys(index for index in found if index >= 0))


def _shared(one: Rect, other: Rect) -> float:
    """The area that two rectangles share."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, across) * max(0.0, down)


def _located(sheet: Sheet, one: Paired) -> Located:
    """The network's value as one that was located."""
    segments = _segments(sheet, [word.rect for word in one.words])
    wide = sum(sheet.segments[index].rect.width for index in segments)
    own = sum(word.rect.width for word in one.words)
    return Located(one.spec.key, one.text, segments, wide > WHOLE * max(own, one.rect.width), one.rect)


Cells = Mapping[tuple[int, str], Told]


def _tables(sheet: Sheet, table: Table | None, paired: Pairing) -> tuple[Table | None, Cells]:
    """The fuller of both tables, and what is told of cells in which they differ."""
    ours = [cell for row in (table.rows if table else ()) for cell in row]
    theirs = [one for row in paired.rows for one in row]
    if not theirs or len(theirs) < len(ours):
        return table, _doubted(table, theirs) if table and theirs else {}
    rows, told = [], dict[tuple[int, str], Told]()
    for number, row in enumerate(paired.rows):
        cells = []
        for one in row:
            alike = [cell for cell in ours if cell.field == one.spec and _same_place(cell.rect, one.rect)]
            same = next((cell for cell in alike if _same_cell(cell, one)), None)
            cells.append(same or _cell(sheet, one))
            if same is not None:
                continue
            other = _other(one.spec, alike[0].text, 1 - one.chance) if alike else None
            doubt = Doubt.NEARER_VALUE if alike else Doubt.LABEL_UNSURE
            if alike and one.chance < SURE and _alone(alike[0], one, theirs):
                cells[-1], other = alike[0], _other(one.spec, one.text, one.chance)
            told[number, one.spec.key] = Told(frozenset({doubt}), other)
        rows.append(tuple(cells))
    words = [word.rect for one in theirs for word in one.words]
    heads = dict.fromkeys(one.label for one in theirs)
    used = frozenset(_segments(sheet, [*words, *heads])) | (table.used if table else frozenset())
    return Table(tuple(rows), used), told


def _doubted(table: Table, theirs: Sequence[Paired]) -> Cells:
    """What the network tells of the rules' cells: that it sees another text or column in their place."""
    told: dict[tuple[int, str], Told] = {}
    for number, row in enumerate(table.rows):
        for cell in row:
            near = [one for one in theirs if _same_place(cell.rect, one.rect)]
            own = [one for one in near if one.spec == cell.field]
            if near and not any(_same_cell(cell, one) for one in own):
                other = _other(cell.field, own[0].text, own[0].chance) if own else None
                told[number, cell.field.key] = _nearer(other)
    return told


def _alone(cell: Cell, one: Paired, theirs: Sequence[Paired]) -> bool:
    """Whether a cell of the rules lies over no other cell of the network's: it is no two rows in one."""
    over = [other for other in theirs if other.spec == cell.field and _same_place(cell.rect, other.rect)]
    return over == [one]


def _same_place(one: Rect, other: Rect) -> bool:
    return in_one_row(one, other) and one.gap_across(other) < 0


def _same_cell(cell: Cell, one: Paired) -> bool:
    return typed(one.spec, cell.text).value == typed(one.spec, one.text).value


def _cell(sheet: Sheet, one: Paired) -> Cell:
    return Cell(one.spec, _segments(sheet, [word.rect for word in one.words]), one.text, one.rect)
