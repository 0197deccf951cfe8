"""Which segments are labels, and of which field: misread ones, broken ones, one label printed for two
fields."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocr.extraction.label_certainty import (
    Hit,
    Label,
    another,
    cut_front,
    cut_short,
    doubted,
    is_caption,
    told,
)
from ocr.extraction.letterhead import headings
from ocr.labels.forms import COLON, Forms, LabelHit, find_label, forms
from ocr.layout.sheet import LOWEST, WORDS_APART, Sheet, in_one_row, left_of, reading_order, walls_between
from ocr.text.similarity import label_key
from reference.documents import DocumentType

LONGEST_CHAIN = 5
UNDER = 1.5
"""How far under its label a value may stand that reads like it, in heights of a line; one that only begins
like it may stand as far as any value."""
CERTAIN = 0.9
"""How like a label of several words a text must be that is one wherever it stands."""
MARKED = 0.6
"""Share of a paper's labels that end with a colon where all were printed so."""
IN_PHRASE = 0.85
"""The widest gap between the words of one phrase, in heights of a line."""


def find_labels(sheet: Sheet, kind: DocumentType, side: str, skipped: frozenset[int]) -> tuple[Label, ...]:
    """The labels of one side of a paper; `skipped` segments are never labels.

    A field may be announced twice, in two languages or by a line of the letterhead that looks like a label.
    """
    known = forms(kind, side)
    hits: list[Hit] = []
    order = reading_order([segment.rect for segment in sheet.segments])
    used = set(skipped) | headings(sheet, kind)
    for index in order:
        hit = None if index in used else _hit(sheet, index, known, used)
        if hit is not None and not _inside_phrase(sheet, hit, used):
            hits.append(hit)
            used.update(hit.segments)
    hits = [hit for hit in hits if not _is_value(sheet, hit, hits)]
    hits = [told(sheet, another(sheet, hit, hits, known), known) for hit in hits]
    places = {field.key: number for number, field in enumerate(kind.fields)}
    owners = _assign([hit.hit for hit in hits], places)
    claims = {index for hit in hits for index in hit.segments}
    hits = [cut_short(sheet, doubted(hit, hits), known, claims) for hit in hits]
    hits = [cut_front(sheet, hit, known, claims) for hit in hits]
    claimed = {index: frozenset(hit.hit.form.fields) for hit in hits for index in hit.segments}
    hits = [_with_twin(sheet, hit, claimed) for hit in hits]
    return tuple(_label(sheet, hit, key) for hit, key in zip(hits, owners, strict=True) if key is not None)


def _with_twin(sheet: Sheet, hit: Hit, claimed: Mapping[int, frozenset[str]]) -> Hit:
    """A label in Latin letters with the caption to the right of it, of the same field or of none that could
    be read: passports print each label twice, and the value under the Arabic one."""
    rect = sheet.segments[hit.segments[0]].rect
    if not sheet.segments[hit.segments[0]].text.isascii():
        return hit
    beside = [
        index
        for index, segment in enumerate(sheet.segments)
        if segment.rect.left > rect.right and segment.text and in_one_row(segment.rect, rect)
    ]
    twin = min(beside, key=lambda index: sheet.segments[index].rect.left, default=None)
    if twin is None or not is_caption(sheet.segments[twin].text):
        return hit
    if twin in claimed and claimed[twin].isdisjoint(hit.hit.form.fields):
        return hit
    return replace(hit, segments=(twin, *hit.segments))


def _inside_phrase(sheet: Sheet, hit: Hit, used: set[int]) -> bool:
    """Whether what looks like a label goes on from words right before it, which are none: `moved from
    another *register*`."""
    if hit.hit.colon or (" " in hit.hit.form.key and hit.hit.score > CERTAIN):
        return False
    rect = sheet.segments[hit.segments[0]].rect
    return any(
        index not in used
        and 0 <= segment.rect.left - rect.right < IN_PHRASE * sheet.text_height
        and in_one_row(segment.rect, rect)
        and (len(label_key(segment.text)) > 1 or any(map(str.isdigit, segment.text)))
        and not segment.text.endswith((":", "؛"))
        and not walls_between(sheet, segment.rect, rect)
        for index, segment in enumerate(sheet.segments)
        if index not in hit.segments
    )


def _is_value(sheet: Sheet, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether what looks like a label is the value of the same label right beside it or under it:
    `permission: with permission`; or, where labels end with a colon, of any: `address: quarter ...`.

    A caption in another script beside a label is its translation, and one in Latin letters always is.
    """
    own = sheet.segments[hit.segments[0]]
    if hit.hit.colon or own.text.isascii():
        return False
    unmarked = bool(hit.hit.rest) and sum(other.hit.colon for other in hits) >= MARKED * len(hits)
    for other in hits:
        label = sheet.segments[other.segments[-1]]
        same = not set(other.hit.form.fields).isdisjoint(hit.hit.form.fields)
        if other is hit or other.hit.rest or not (same or (unmarked and other.hit.colon)):
            continue
        reach = LOWEST if hit.hit.rest else UNDER
        next_to = left_of(sheet, label.rect)[:1] == [hit.segments[0]] or (
            0 <= own.rect.top - label.rect.bottom < reach * sheet.text_height
            and own.rect.overlap_across(label.rect) > 0
        )
        if next_to and not label.text.isascii() and other.hit.score >= hit.hit.score - 0.1:
            return True
    return False


def _hit(sheet: Sheet, index: int, known: Forms, used: set[int]) -> Hit | None:
    """The label in a segment, or in it and its left neighbours together when that makes a longer one."""
    text = sheet.segments[index].text
    alone = find_label(text, known)
    best = None if alone is None else Hit((index,), alone)
    announced = alone is not None and alone.colon and bool(alone.rest)
    if announced or any(character.isdigit() for character in text) or not label_key(text):
        return best
    chain: tuple[int, ...] = (index,)
    letters = len(label_key(text))
    for beside in left_of(sheet, sheet.segments[index].rect)[: LONGEST_CHAIN - 1]:
        last, rect = sheet.segments[chain[-1]].rect, sheet.segments[beside].rect
        if beside in used or last.left - rect.right > WORDS_APART * sheet.text_height:
            break
        if walls_between(sheet, last, rect) or COLON.search(sheet.segments[chain[-1]].text):
            break
        chain = (*chain, beside)
        text = f"{text} {sheet.segments[beside].text}"
        more = len(label_key(COLON.split(sheet.segments[beside].text)[0]))
        both = find_label(text, known)
        longer = both is not None and len(both.form.key) > letters + 0.7 * max(2, more)
        # Before a label stands the value of another sooner than a misread part of a longer one.
        free = best is None and find_label(sheet.segments[beside].text, known) is None
        if both is not None and longer and (free or both.score > 0.84):
            best = Hit(chain, both)
        letters += more + 1
    return best


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


def _label(sheet: Sheet, found: Hit, key: str) -> Label:
    rects = [sheet.segments[index].rect for index in found.segments]
    rect = rects[0]
    for other in rects[1:]:
        rect = rect.union(other)
    return Label(key, found.segments, rect, found.hit.rest, found.hit.score)
