"""A second reader's opinion on letters and numbers, and what follows when two readers differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from arabic.letters import fold
from ocr.confidence import Evidence, confidence, decide
from ocr.engine import Engine, Engines, LineReading
from ocr.geometry import Frame, Image, Rect
from ocr.reading import Alternative, FieldReading
from ocr.values import Typed, typed
from reference.documents import FieldKind, FieldSpec, document_types
from reference.lexicon import given_names, laqabs
from reference.units import place_names

NAMES: Final = frozenset({FieldKind.NAME_PART, FieldKind.NAME_CHAIN})
LETTERS: Final = NAMES | {FieldKind.PLACE, FieldKind.TEXT, FieldKind.ENUM}
NUMBERS: Final = frozenset({FieldKind.DIGITS, FieldKind.DATE})
SURE: Final = 0.97
"""Above this the main reader is believed on words that are no identity facts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A value as the main reader saw it: `confidence` from 0 to 1, `rect` in the straight frame."""

    spec: FieldSpec
    rect: Rect
    text: str
    confidence: float


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
        total = confidence(Evidence(one.confidence, first.fit, None))
        return _reading(one, first.value, total, engine, frame)
    second = typed(one.spec, other.text)
    agreed = bool(first.value) and first.value == second.value
    chosen = first if agreed else _choose(one.spec, first, second)
    total = confidence(Evidence(one.confidence, chosen.fit, agreed))
    unlike = [
        (value.value, sure)
        for value, sure in ((first, one.confidence), (second, other.confidence))
        if value.value not in ("", chosen.value)
    ]
    if not agreed and chosen.value == second.value:
        partner = engines.letters if one.spec.kind in LETTERS else engines.digits
        engine = partner.name if partner else engine
    return _reading(one, chosen.value, total, engine, frame, tuple(Alternative(v, s) for v, s in unlike))


def _reading(
    one: Seen, value: str, total: float, engine: str, frame: Frame, others: tuple[Alternative, ...] = ()
) -> FieldReading:
    return FieldReading(
        one.spec.key, value, one.text, total, decide(value, total), frame.box(one.rect), engine, others
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
