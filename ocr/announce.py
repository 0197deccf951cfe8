"""Which segments are labels, and of which field: misread ones, broken ones, one label printed for two
fields."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Rect
from ocr.headings import headings
from ocr.labels import COLON, Forms, LabelHit, find_label, forms, label_key, similarity
from ocr.layout import LOWEST, WORDS_APART, Sheet, in_one_row, left_of, reading_order, walls_between
from reference.documents import DocumentType

LONGEST_CHAIN = 5
UNDER = 1.5
"""How far under its label a value may stand that reads like it, in heights of a line; one that only begins
like it may stand as far as any value."""
GUESSED = 0.76
"""The most that a label is worth whose field is told by its place among the others, or that may go on."""
CERTAIN = 0.9
"""How like a label of several words a text must be that is one wherever it stands."""
MARKED = 0.6
"""Share of a paper's labels that end with a colon where all were printed so."""
LEAST_LIKE = 0.8
AS_LIKE = 0.08
"""How like a free field's label a text must be at least, and how much less than the label of another field
that has one."""
IN_PHRASE = 0.85
"""The widest gap between the words of one phrase, in heights of a line."""


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
    order = reading_order([segment.rect for segment in sheet.segments])
    used = set(skipped) | headings(sheet, kind)
    for index in order:
        hit = None if index in used else _hit(sheet, index, known, used)
        if hit is not None and not _inside_phrase(sheet, hit, used):
            hits.append(hit)
            used.update(hit.segments)
    hits = [hit for hit in hits if not _is_value(sheet, hit, hits)]
    hits = [_told(sheet, _another(sheet, hit, hits, known), known) for hit in hits]
    places = {field.key: number for number, field in enumerate(kind.fields)}
    owners = _assign([hit.hit for hit in hits], places)
    claims = {index for hit in hits for index in hit.segments}
    hits = [_cut_short(sheet, _doubted(hit, hits), known, claims) for hit in hits]
    hits = [_cut_front(sheet, hit, known, claims) for hit in hits]
    claimed = {index: frozenset(hit.hit.form.fields) for hit in hits for index in hit.segments}
    hits = [_with_twin(sheet, hit, claimed) for hit in hits]
    return tuple(_label(sheet, hit, key) for hit, key in zip(hits, owners, strict=True) if key is not None)


def _another(sheet: Sheet, hit: _Hit, hits: Sequence[_Hit], known: Forms) -> _Hit:
    """A label hardly read, that of another field called nearly alike when its own field has one that was read
    rightly: of `mother's name` a worn copy makes `father's name`."""
    if hit.hit.score == 1.0:
        return hit
    exact = {key for other in hits if other.hit.score == 1.0 for key in other.hit.form.fields}
    if not exact.issuperset(hit.hit.form.fields):
        return hit
    said = {key for other in hits if other is not hit for key in other.hit.form.fields}
    head = _head(sheet, hit)
    free = [form for form in known.every if said.isdisjoint(form.fields)]
    best = max(free, key=lambda form: similarity(head, form.key), default=None)
    if best is None or similarity(head, best.key) < max(LEAST_LIKE, hit.hit.score - AS_LIKE):
        return hit
    return _guessed(replace(hit, hit=replace(hit.hit, form=best)))


def _told(sheet: Sheet, hit: _Hit, known: Forms) -> _Hit:
    """A label hardly read that is nearly as like another field's: a guess."""
    head, fields = _head(sheet, hit), frozenset(hit.hit.form.fields)
    own = similarity(head, hit.hit.form.key)
    if own == 1.0:
        return hit
    others = (form.key for form in known.every if fields.isdisjoint(form.fields))
    alike = max((similarity(head, key) for key in others), default=0.0)
    return _guessed(hit) if alike >= own - AS_LIKE else hit


def _head(sheet: Sheet, hit: _Hit) -> str:
    """What was read of a label itself."""
    text = " ".join(sheet.segments[index].text for index in hit.segments)
    return label_key(COLON.split(text)[0] if hit.hit.colon else text.removesuffix(hit.hit.rest))


def _doubted(hit: _Hit, hits: Sequence[_Hit]) -> _Hit:
    """A label that several fields share, hardly believed when not all of them have one: whose it is is a
    guess from its place."""
    alike = sum(other.hit.form == hit.hit.form for other in hits)
    return hit if alike >= len(hit.hit.form.fields) else _guessed(hit)


def _cut_short(sheet: Sheet, hit: _Hit, known: Forms, claims: Container[int]) -> _Hit:
    """A label, hardly believed when a longer one begins like it and words follow that may be its rest:
    of `date of birth` a worn copy leaves `date`."""
    if hit.hit.colon or hit.hit.rest:
        return hit
    rect = sheet.segments[hit.segments[-1]].rect
    follows = [
        index
        for index in left_of(sheet, rect)[:1]
        if index not in claims
        and rect.left - sheet.segments[index].rect.right < WORDS_APART * sheet.text_height
        and not any(map(str.isdigit, sheet.segments[index].text))
    ]
    begins = any(form.key.startswith(hit.hit.form.key + " ") for form in known)
    return _guessed(hit) if follows and begins else hit


def _cut_front(sheet: Sheet, hit: _Hit, known: Forms, claims: Container[int]) -> _Hit:
    """A label, hardly believed when a longer one ends like it and words stand right before it that may be its
    beginning: of `mother's father` a worn copy leaves `mother`."""
    rect = sheet.segments[hit.segments[0]].rect
    row = [
        (index, segment)
        for index, segment in enumerate(sheet.segments)
        if segment.rect.left >= rect.right and in_one_row(segment.rect, rect)
    ]
    # Words after another label are its value.
    before = not any(index in claims for index, _ in row) and any(
        segment.rect.left - rect.right < WORDS_APART * sheet.text_height and _is_caption(segment.text)
        for _, segment in row
    )
    ends = any(form.key.endswith(" " + hit.hit.form.key) for form in known.every)
    return _guessed(hit) if before and ends else hit


def _guessed(hit: _Hit) -> _Hit:
    """The label, worth no more than a guess."""
    return replace(hit, hit=replace(hit.hit, score=min(hit.hit.score, GUESSED)))


def _with_twin(sheet: Sheet, hit: _Hit, claimed: Mapping[int, frozenset[str]]) -> _Hit:
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
    if twin is None or not _is_caption(sheet.segments[twin].text):
        return hit
    if twin in claimed and claimed[twin].isdisjoint(hit.hit.form.fields):
        return hit
    return replace(hit, segments=(twin, *hit.segments))


def _is_caption(text: str) -> bool:
    """Whether a text may be a caption in Arabic letters."""
    return bool(label_key(text)) and not any(
        sign.isdigit() or (sign.isascii() and sign.isalpha()) for sign in text
    )


def _inside_phrase(sheet: Sheet, hit: _Hit, used: set[int]) -> bool:
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


def _is_value(sheet: Sheet, hit: _Hit, hits: Sequence[_Hit]) -> bool:
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


def _hit(sheet: Sheet, index: int, known: Forms, used: set[int]) -> _Hit | None:
    """The label in a segment, or in it and its left neighbours together when that makes a longer one."""
    text = sheet.segments[index].text
    alone = find_label(text, known)
    best = None if alone is None else _Hit((index,), alone)
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
            best = _Hit(chain, both)
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


def _label(sheet: Sheet, found: _Hit, key: str) -> Label:
    rects = [sheet.segments[index].rect for index in found.segments]
    rect = rects[0]
    for other in rects[1:]:
        rect = rect.union(other)
    return Label(key, found.segments, rect, found.hit.rest, found.hit.score)
