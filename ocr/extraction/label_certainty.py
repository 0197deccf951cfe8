"""How sure it is that a text is the label of a field."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Rect
from ocr.labels.forms import COLON, Forms, LabelHit
from ocr.layout.sheet import WORDS_APART, Sheet, in_one_row, left_of
from ocr.text.similarity import label_key, similarity

GUESSED = 0.76
"""The most that a label is worth whose field is told by its place among the others, or that may go on."""
LEAST_LIKE = 0.8
AS_LIKE = 0.08
"""How like a free field's label a text must be at least, and how much less than the label of another field
that has one."""


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
class Hit:
    segments: tuple[int, ...]
    hit: LabelHit


def another(sheet: Sheet, hit: Hit, hits: Sequence[Hit], known: Forms) -> Hit:
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


def told(sheet: Sheet, hit: Hit, known: Forms) -> Hit:
    """A label hardly read that is nearly as like another field's: a guess."""
    head, fields = _head(sheet, hit), frozenset(hit.hit.form.fields)
    own = similarity(head, hit.hit.form.key)
    if own == 1.0:
        return hit
    others = (form.key for form in known.every if fields.isdisjoint(form.fields))
    alike = max((similarity(head, key) for key in others), default=0.0)
    return _guessed(hit) if alike >= own - AS_LIKE else hit


def _head(sheet: Sheet, hit: Hit) -> str:
    """What was read of a label itself."""
    text = " ".join(sheet.segments[index].text for index in hit.segments)
    return label_key(COLON.split(text)[0] if hit.hit.colon else text.removesuffix(hit.hit.rest))


def doubted(hit: Hit, hits: Sequence[Hit]) -> Hit:
    """A label that several fields share, hardly believed when not all of them have one: whose it is is a
    guess from its place."""
    alike = sum(other.hit.form == hit.hit.form for other in hits)
    return hit if alike >= len(hit.hit.form.fields) else _guessed(hit)


def cut_short(sheet: Sheet, hit: Hit, known: Forms, claims: Container[int]) -> Hit:
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


def cut_front(sheet: Sheet, hit: Hit, known: Forms, claims: Container[int]) -> Hit:
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
        segment.rect.left - rect.right < WORDS_APART * sheet.text_height and is_caption(segment.text)
        for _, segment in row
    )
    ends = any(form.key.endswith(" " + hit.hit.form.key) for form in known.every)
    return _guessed(hit) if before and ends else hit


def _guessed(hit: Hit) -> Hit:
    """The label, worth no more than a guess."""
    return replace(hit, hit=replace(hit.hit, score=min(hit.hit.score, GUESSED)))


def is_caption(text: str) -> bool:
    """Whether a text may be a caption in Arabic letters."""
    return bool(label_key(text)) and not any(
        sign.isdigit() or (sign.isascii() and sign.isalpha()) for sign in text
    )
