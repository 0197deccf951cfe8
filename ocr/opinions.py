"""A second reader's opinion on letters and numbers, and what follows when two readers differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from arabic.letters import fold
from ocr.confidence import weigh
from ocr.engine import Engine, Engines, LineReading
from ocr.evidence import Evidence, Witness, group_of
from ocr.geometry import Frame, Image, Rect
from ocr.reading import Alternative, FieldReading
from ocr.values import Typed, typed
from reference.documents import FieldKind, FieldSpec, document_types
from reference.lexicon import given_names, laqabs
from reference.units import place_names

NAMES: Final = frozenset({FieldKind.NAME_PART, FieldKind.NAME_CHAIN})
LETTERS: Final = NAMES | {FieldKind.PLACE, FieldKind.TEXT, FieldKind.ENUM}
NUMBERS: Final = frozenset({FieldKind.DIGITS, FieldKind.DATE, FieldKind.CODE})
SURE: Final = 0.97
"""Above this the main reader is believed on words that are no identity facts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A value as the main reader saw it: `confidence` and `clean` from 0 to 1, `rect` in the straight frame.

    `place` says how well its label was matched, `again` whether a second look of the same reader said the
    same (see Evidence).
    """

    spec: FieldSpec
    rect: Rect
    text: str
    confidence: float
    clean: float = 1.0
    place: float = 1.0
    again: float = 0.5
    handwritten: bool = False


def settle(
    seen: Sequence[Seen], cut: Callable[[Rect], Image], engines: Engines, frame: Frame
) -> list[FieldReading]:
    """Every value with the opinions of all readers it deserves; raises OcrError when a reader fails."""
    others = _ask(seen, cut, engines.letters, _wants_letters) | _ask(seen, cut, engines.digits, _wants_digits)
    return [_settled(one, others.get(number), engines, frame) for number, one in enumerate(seen)]


def _ask(
    seen: Sequence[Seen],
    cut: Callable[[Rect], Image],
    engine: Engine | None,
    wanted: Callable[[Seen], bool],
) -> dict[int, LineReading]:
    """One call of a reader on all crops that want it, by the value's number."""
    numbers = [number for number, one in enumerate(seen) if wanted(one)] if engine else []
    if engine is None or not numbers:
        return {}
    return dict(zip(numbers, engine.read_lines([cut(seen[n].rect) for n in numbers]), strict=True))


def _wants_letters(one: Seen) -> bool:
    """Whether the reader of Arabic letters may look: it knows neither Latin letters nor most figures."""
    if any(character.isdigit() or (character.isascii() and character.isalpha()) for character in one.text):
        return False
    return one.spec.kind in NAMES or (one.spec.kind in LETTERS and one.confidence < SURE)


def _wants_digits(one: Seen) -> bool:
    return one.spec.kind in NUMBERS


def _settled(one: Seen, other: LineReading | None, engines: Engines, frame: Frame) -> FieldReading:
    """One value; what the other reader saw stays beside it as an alternative."""
    first, engine = typed(one.spec, one.text), engines.main.name
    if other is None or not other.text:
        return _reading(
            one, _evidence(one, first, None, Witness.ALONE, frame), first.value, engine, engines, frame
        )
    second = typed(one.spec, other.text)
    agreed = bool(first.value) and first.value == second.value
    chosen = first if agreed else _choose(one.spec, first, second)
    unlike = [
        Alternative(value.value, sure)
        for value, sure in ((first, one.confidence), (second, other.confidence))
        if value.value not in ("", chosen.value)
    ]
    if not agreed and chosen.value == second.value:
        partner = engines.letters if one.spec.kind in LETTERS else engines.digits
        engine = partner.name if partner else engine
    evidence = _evidence(one, chosen, other, Witness.AGREED if agreed else Witness.DIFFERED, frame)
    return _reading(one, evidence, chosen.value, engine, engines, frame, tuple(unlike))


def _evidence(
    one: Seen, chosen: Typed, other: LineReading | None, witness: Witness, frame: Frame
) -> Evidence:
    """All that is known for and against a value."""
    words = chosen.value.split()
    return Evidence(
        group_of(one.spec.kind),
        witness,
        round(one.confidence, 5),
        round(one.clean, 5),
        round(other.confidence, 5) if other else 0.0,
        round(other.clean, 5) if other else 0.0,
        round(chosen.fit, 3),
        min(map(_known, words), default=0.0),
        len(chosen.value),
        round(one.place, 3),
        one.again,
        round(one.rect.height * frame.local_scale(), 1),
        one.handwritten,
    )


def _reading(
    one: Seen,
    evidence: Evidence,
    value: str,
    engine: str,
    engines: Engines,
    frame: Frame,
    others: tuple[Alternative, ...] = (),
) -> FieldReading:
    sure, decision = weigh(value, evidence, engines.calibration)
    return FieldReading(
        one.spec.key, value, one.text, sure, decision, frame.box(one.rect), engine, others, evidence
    )


def _choose(spec: FieldSpec, first: Typed, second: Typed) -> Typed:
    """Between two readings that differ: the one that is a value at all, then word by word a known word.

    A word is taken from what a reader saw, never from a list: a rare name stays as it was read.
    """
    if spec.kind not in LETTERS:
        return second if not first.value and second.fit >= 1.0 else first
    if not first.value or not second.value:
        return first if first.value else second
    ours, theirs = first.value.split(), second.value.split()
    if len(ours) == len(theirs):
        words = [b if _known(b) > _known(a) else a for a, b in zip(ours, theirs, strict=True)]
        return Typed(" ".join(words), max(first.fit, second.fit))
    return second if _known_share(theirs) > _known_share(ours) else first


def _known_share(words: Sequence[str]) -> float:
    return sum(_known(word) * len(word) for word in words) / max(1, sum(map(len, words)))


def _known(word: str) -> float:
    """How well a word is known: 1 as it is written, 0.9 but for hamza and the like, 0 not at all."""
    if word in _known_words():
        return 1.0
    return 0.9 if fold(word) in _known_folds() else 0.0


@cache
def _known_folds() -> frozenset[str]:
    return frozenset(map(fold, _known_words()))


@cache
def _known_words() -> frozenset[str]:
    """Words of names, places and closed lists: opinions on which reading is likelier."""
    fields = [field for kind in document_types().values() for field in kind.fields]
    texts = [
        *(name.name for name in given_names()),
        *(laqab.name for laqab in laqabs()),
        *(place.text for place in place_names()),
        *(value for field in fields for value in field.values),
        *(value for field in fields for column in field.columns for value in column.values),
        *(label for field in fields for label in field.labels_ar),
    ]
    return frozenset(word for text in texts for word in text.split())
