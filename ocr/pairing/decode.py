"""The network's answer about words in, values of fields and rows of a table out, each with its chance."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ocr.geometry import Rect
from ocr.layout.sheet import Sheet, in_one_row
from ocr.pairing.features import features
from ocr.pairing.known import forms_of, of_type
from ocr.pairing.linker import Linker, Links
from ocr.pairing.naming import announcing, best_form, columns_of, fields_of
from ocr.pairing.words import Word, text_of, words_of
from reference.documents import DocumentType, FieldSpec

OTHER, LABEL, VALUE, HEADER, CELL = range(5)
"""Roles, by the number of the network's output."""
MOST_WORDS: Final = 700
"""Words from which on a sheet is no form and is not paired."""
LEAST_COLUMNS: Final = 3
"""Captions with a known name that make a table: two stand side by side on any form."""
LEAST_CELLS: Final = 2
"""Cells that make a row of it: one alone may be anything that stands under a caption."""


@dataclass(frozen=True, slots=True)
class Paired:
    """A value of a field: its words line by line, what they say, and the chance of the least sure one.

    Words stand from the right; the chance is 0 to 1; `label` is where its label stands, `unclaimed` whether a
    word between both is nobody's.
    """

    spec: FieldSpec
    words: tuple[Word, ...]
    text: str
    rect: Rect
    chance: float
    label: Rect
    unclaimed: bool = False


@dataclass(frozen=True, slots=True)
class Pairing:
    """The values of a sheet by field and the cells of its rows.

    `words` are all of the sheet, `roles` what each most likely is, `sure` how likely (0 to 1).
    """

    fields: tuple[Paired, ...]
    rows: tuple[tuple[Paired, ...], ...]
    words: tuple[Word, ...]
    roles: tuple[int, ...]
    sure: tuple[float, ...]


def pair(sheet: Sheet, kind: DocumentType, side: str, linker: Linker) -> Pairing:
    """The values and rows of one side of a type on a sheet."""
    words = words_of(sheet)
    if not words or len(words) > MOST_WORDS:
        return Pairing((), (), words, (), ())
    seen = features(words, sheet.horizontal, sheet.vertical, sheet.text_height, of_type(kind, side))
    said = _Said(words, linker.link(seen.grams, seen.numbers, seen.pairs))
    fields = _fields(said, kind, side)
    rows = _rows(said, kind.table) if kind.table is not None and kind.table.side == side else ()
    sure = tuple(float(chance) for chance in said.links.roles.max(axis=1))
    return Pairing(fields, rows, words, said.roles, sure)


class _Said:
    """The network's answer with the most likely roles and the groups of words that are one label."""

    def __init__(self, words: tuple[Word, ...], links: Links) -> None:
        self.words, self.links = words, links
        self.roles = tuple(int(role) for role in links.roles.argmax(axis=1))
        self.labels = self._groups(LABEL)
        self.headers = self._groups(HEADER)

    def _groups(self, role: int) -> dict[int, list[int]]:
        """The words of each label (or caption) by its first word."""
        members = [number for number, one in enumerate(self.roles) if one == role]
        first = {number: int(self.links.labels[number, members].argmax()) for number in members}
        heads = {number: members[place] for number, place in first.items()}
        groups: dict[int, list[int]] = defaultdict(list)
        for number in members:
            head = heads[number]
            # A first word names itself; a chain of two is followed, a ring is not.
            groups[heads[head] if heads[heads[head]] == heads[head] else head].append(number)
        return groups

    def text(self, numbers: Sequence[int]) -> str:
        """What some words say, line by line."""
        return " ".join(text_of(line) for line in lines_of([self.words[number] for number in numbers]))

    def claims(self, role: int, groups: dict[int, list[int]]) -> dict[int, list[tuple[int, float]]]:
        """The words of a role with their chances (0 to 1), by the label that they most likely stand for.

        Words of one run stand for one label, by the mean of what each says.
        """
        out: dict[int, list[tuple[int, float]]] = defaultdict(list)
        heads = list(groups)
        if not heads:
            return out
        shares = np.stack([self.links.labels[:, groups[head]].sum(axis=1) for head in heads], axis=1)
        for run in self._runs(role):
            means = shares[run].mean(axis=0)
            place = int(means.argmax())
            if means[place] <= self.links.labels[run, -1].mean():
                continue
            for number in run:
                chance = float(self.links.roles[number, role] * min(1.0, means[place]))
                out[heads[place]].append((number, chance))
        return out

    def _runs(self, role: int) -> list[list[int]]:
        """Words of a role that follow each other in one segment.

        Cells come word by word, since a segment may run through several.
        """
        runs: list[list[int]] = []
        # Words come segment by segment, from the right.
        for number in (number for number, one in enumerate(self.roles) if one == role):
            before = runs[-1][-1] if runs and role != CELL else None
            if before == number - 1 and self.words[before].segment == self.words[number].segment:
                runs[-1].append(number)
            else:
                runs.append([number])
        return runs

    def between(self, label: Sequence[int], value: Sequence[int]) -> bool:
        """Whether a word that belongs to nothing stands on one line between a label and its value."""
        right, left = union_of(self.words[n].rect for n in label), union_of(self.words[n].rect for n in value)
        if not in_one_row(right, left):
            return False
        start, end = min(right.right, left.right), max(right.left, left.left)
        return any(
            self.roles[number] == OTHER
            and start < word.rect.centre < end
            and any(map(str.isalnum, word.text))
            and in_one_row(word.rect, left)
            for number, word in enumerate(self.words)
        )


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words by line from the top, from the right within a line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.rect.middle):
        if lines and in_one_row(lines[-1][0].rect, word.rect):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: -word.rect.right) for line in lines]


def union_of(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around some, at least one."""
    every = list(rects)
    whole = every[0]
    for rect in every[1:]:
        whole = whole.union(rect)
    return whole


def _paired(
    said: _Said, spec: FieldSpec, claimed: Sequence[tuple[int, float]], label: Sequence[int]
) -> Paired:
    numbers = [number for number, _ in claimed]
    words = tuple(word for line in lines_of([said.words[number] for number in numbers]) for word in line)
    return Paired(
        spec,
        words,
        said.text(numbers),
        union_of([word.rect for word in words]),
        min(chance for _, chance in claimed),
        union_of([said.words[number].rect for number in label]),
        said.between(label, numbers),
    )


def _fields(said: _Said, kind: DocumentType, side: str) -> tuple[Paired, ...]:
    specs = {spec.key: spec for spec in kind.on_side(side)}
    known, places = announcing(kind, side), {key: number for number, key in enumerate(specs)}
    top = {head: min(said.words[n].rect.middle for n in group) for head, group in said.labels.items()}
    order = sorted(
        said.labels, key=lambda head: (round(top[head] / _line(said)), -said.words[head].rect.right)
    )
    named = [(head, found) for head in order if (found := best_form(said.text(said.labels[head]), known))]
    owners = fields_of([found for _, found in named], places)
    claims = said.claims(VALUE, said.labels)
    best: dict[str, tuple[float, Paired]] = {}
    for (head, (_, score)), key in zip(named, owners, strict=True):
        if key is None or head not in claims:
            continue
        one = _paired(said, specs[key], claims[head], said.labels[head])
        if key not in best or score * one.chance > best[key][0]:
            best[key] = (score * one.chance, one)
    return tuple(best[key][1] for key in specs if key in best)


def _line(said: _Said) -> float:
    """The usual height of a line."""
    return max(1.0, float(np.median([word.rect.height for word in said.words])))


def _rows(said: _Said, table: FieldSpec) -> tuple[tuple[Paired, ...], ...]:
    heads = sorted(
        said.headers, key=lambda head: -union_of([said.words[n].rect for n in said.headers[head]]).right
    )
    printed = {column.key: [form.key for form in forms_of(column)] for column in table.columns}
    found = columns_of([said.text(said.headers[head]) for head in heads], table.columns, printed)
    if sum(column is not None for column in found) < LEAST_COLUMNS:
        return ()
    columns = {head: column for head, column in zip(heads, found, strict=True) if column is not None}
    owner = _row_of(said)
    cells: dict[int, dict[int, list[tuple[int, float]]]] = defaultdict(lambda: defaultdict(list))
    for head, claimed in said.claims(CELL, said.headers).items():
        for number, chance in claimed if head in columns else ():
            row, sure = owner[number]
            cells[row][head].append((number, chance * sure))
    rows = [
        tuple(
            _paired(said, columns[head], cells[row][head], said.headers[head])
            for head in heads
            if head in cells[row]
        )
        for row in sorted(
            cells, key=lambda row: min(said.words[n].rect.middle for c in cells[row].values() for n, _ in c)
        )
    ]
    return tuple(row for row in rows if len(row) >= LEAST_CELLS)


def _row_of(said: _Said) -> dict[int, tuple[int, float]]:
    """The first word of each cell's row, and how likely it is."""
    members = [number for number, role in enumerate(said.roles) if role == CELL]
    heads = {number: members[int(said.links.rows[number, members].argmax())] for number in members}
    roots = {
        number: heads[head] if heads[heads[head]] == heads[head] else head for number, head in heads.items()
    }
    alike: dict[int, list[int]] = defaultdict(list)
    for number, root in roots.items():
        alike[root].append(number)
    return {
        number: (root, min(1.0, float(said.links.rows[number, alike[root]].sum())))
        for number, root in roots.items()
    }
