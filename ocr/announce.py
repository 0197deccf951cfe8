"""Which segments are labels, and of which field: misread ones, broken ones, one label printed for two
fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr.geometry import Rect
from ocr.labels import Form, LabelHit, find_label, forms, is_heading, label_key
from ocr.layout import Sheet, left_of, reading_order
from reference.documents import DocumentType

BROKEN = 1.4
"""The widest gap inside a label that fell into two segments, in heights of a line."""


@dataclass(frozen=True, slots=True)
class Label:
    """A field's label on the paper.

    `segments` are those it stands in from the right, `rest` what follows it in the last of them.
    """

    key: str
    segments: tuple[int, ...]
    rect: Rect
    rest: str
    score: float


@dataclass(frozen=True, slots=True)
class _Hit:
    segments: tuple[int, ...]
    hit: LabelHit


def find_labels(sheet: Sheet, kind: DocumentType, side: str, skipped: frozenset[int]) -> tuple[Label, ...]:
    """The labels of one side of a paper; `skipped` segments are never labels.

    A field may be announced twice, in two languages or by a line of the letterhead that looks like a label.
    """
    known = forms(kind, side)
    hits: list[_Hit] = []
    used = set(skipped)
    for index in reading_order([segment.rect for segment in sheet.segments]):
        if index in used or is_heading(sheet.segments[index].text):
            continue
        hit = _hit(sheet, index, known, used)
        if hit is not None:
            hits.append(hit)
            used.update(hit.segments)
    hits = [hit for hit in hits if not _is_value(sheet, hit, hits)]
    places = {field.key: number for number, field in enumerate(kind.fields)}
    owners = _assign([hit.hit for hit in hits], places)
    return tuple(_label(sheet, hit, key) for hit, key in zip(hits, owners, strict=True) if key is not None)


def _is_value(sheet: Sheet, hit: _Hit, hits: Sequence[_Hit]) -> bool:
    """Whether what looks like a label is the value of the same label right beside it: `permission: with
    permission`.

    A caption in another script beside a label is its translation.
    """
    if hit.hit.rest:
        return False
    own = sheet.segments[hit.segments[0]]
    for other in hits:
        label = sheet.segments[other.segments[-1]]
        if other is hit or other.hit.rest or not set(other.hit.form.fields) & set(hit.hit.form.fields):
            continue
        next_to = left_of(sheet, label.rect)[:1] == [hit.segments[0]]
        if next_to and own.text.isascii() == label.text.isascii() and other.hit.score >= hit.hit.score - 0.1:
            return True
    return False


def _hit(sheet: Sheet, index: int, known: tuple[Form, ...], used: set[int]) -> _Hit | None:
    """The label in a segment, or in it and its left neighbour together when that makes a longer one."""
    text = sheet.segments[index].text
    alone = find_label(text, known)
    if alone is not None and alone.rest:
        return _Hit((index,), alone)
    if any(character.isdigit() for character in text) or not label_key(text):
        return None if alone is None else _Hit((index,), alone)
    beside = [i for i in left_of(sheet, sheet.segments[index].rect)[:1] if i not in used]
    gap = sheet.segments[index].rect.left - sheet.segments[beside[0]].rect.right if beside else 0.0
    if beside and gap < BROKEN * sheet.text_height:
        both = find_label(f"{text} {sheet.segments[beside[0]].text}", known)
        more = label_key(sheet.segments[beside[0]].text)
        longer = both is not None and len(both.form.key) > len(label_key(text)) + 0.7 * max(2, len(more))
        if both is not None and longer and (alone is None or both.score > 0.84):
            return _Hit((index, beside[0]), both)
    return None if alone is None else _Hit((index,), alone)


def _assign(hits: Sequence[LabelHit], places: Mapping[str, int]) -> list[str | None]:
    """A field for each hit in reading order; of a label that two fields share, printed order tells whose it
    is."""
    owners: list[str | None] = [hit.form.fields[0] if len(hit.form.fields) == 1 else None for hit in hits]
    shared = [number for number, hit in enumerate(hits) if len(hit.form.fields) > 1]
    for number in sorted(shared, key=lambda n: (-hits[n].score, n)):
        free = [key for key in hits[number].form.fields if key not in owners]
        same = sorted(other for other in shared if hits[other].form == hits[number].form)
        if len(same) == len(hits[number].form.fields):
            owners[number] = hits[number].form.fields[same.index(number)]
        elif free:
            owners[number] = _best_in_order(number, free, owners, places)
    return owners


def _best_in_order(
    number: int, free: Sequence[str], owners: Sequence[str | None], places: Mapping[str, int]
) -> str:
    """The field whose place in print agrees best with the labels around; near labels count more."""

    def agreement(key: str) -> float:
        return sum(
            (1.0 if (other < number) == (places[owner] < places[key]) else -1.0) / abs(other - number)
            for other, owner in enumerate(owners)
            if owner is not None and other != number
        )

    return max(free, key=agreement)


def _label(sheet: Sheet, found: _Hit, key: str) -> Label:
    rects = [sheet.segments[index].rect for index in found.segments]
    rect = rects[0]
    for other in rects[1:]:
        rect = rect.union(other)
    return Label(key, found.segments, rect, found.hit.rest, found.hit.score)
