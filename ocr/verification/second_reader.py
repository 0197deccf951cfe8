"""A second reader's opinion on letters and numbers, and what follows when two readers differ."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from arabic.digits import to_western
from ocr.extraction.candidate import Seen
from ocr.geometry import Frame, Image, Rect
from ocr.recognition.handwriting import LABELS_COMPARED, written
from ocr.recognition.line_reader import Engine, LineReading
from ocr.result.evidence import Agreement, Evidence
from ocr.result.reading import Alternative, Decision, FieldReading
from ocr.text.parsing import FIGURES, NAMES
from ocr.text.vocabulary import known
from ocr.text.word_completion import completed, may_be_cut
from ocr.verification.calibration import Calibration, weigh
from ocr.verification.choice import LETTERS, choose
from ocr.verification.gather_evidence import gathered
from ocr.verification.repetition import repeated
from reference.documents import FieldKind

SURE: Final = 0.97
"""Above this the main reader is believed on known words that are no identity facts."""
FULL_DATE: Final = re.compile(r"\d{4}/\d{2}/\d{2}|\d{2}/\d{2}/\d{4}")
DIPPED: Final = "٢"
HOOKED: Final = "۲"
"""How the digit reader spells a two drawn as a hook; a two with a dip in its head, as most print has it, is
DIPPED."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the readers made of one value, before the room around it is asked."""

    seen: Seen
    value: str
    engine: str
    evidence: Evidence
    others: tuple[Alternative, ...] = ()


class Readers(Protocol):
    """What of a process's engines a second look asks: its readers, and what their words are worth."""

    @property
    def main(self) -> Engine: ...

    @property
    def letters(self) -> Engine | None: ...

    @property
    def digits(self) -> Engine | None: ...

    @property
    def calibration(self) -> Calibration | None: ...


def settle(
    seen: Sequence[Seen], cut: Callable[[Rect], Image], engines: Readers, frame: Frame
) -> list[FieldReading]:
    """Every value with the opinions of all readers it deserves; raises OcrError when a reader fails."""
    seen = _with_whole_words(seen, cut, engines.main)
    figures = _ask(seen, cut, engines.digits, _wants_digits)
    others = _ask(seen, cut, engines.letters, _wants_letters) | figures
    by_hand = as_by_hand([reading.text for reading in figures.values()])
    opinions = [
        _opinion(one, others.get(number), engines, frame, by_hand=by_hand) for number, one in enumerate(seen)
    ]
    again = repeated([(opinion.value, opinion.evidence) for opinion in opinions])
    opinions = [
        replace(opinion, evidence=replace(opinion.evidence, repeated=often))
        for opinion, often in zip(opinions, again, strict=True)
    ]
    return [_reading(opinion, engines, frame) for opinion in _looked_wider(opinions, cut, engines)]


def _with_whole_words(seen: Sequence[Seen], cut: Callable[[Rect], Image], main: Engine) -> list[Seen]:
    """The values, words that were cut at the edge of their crops put right from the room around them.

    Such a value was read once in its place and once with more around it, which said another thing: for a fact
    of identity that is not enough.
    """
    numbers = [
        n for n, one in enumerate(seen) if one.spec.kind in LETTERS and one.room and may_be_cut(one.text)
    ]
    rooms = [cut(seen[number].around) for number in numbers]
    said = zip(numbers, main.read_lines(rooms) if rooms else [], strict=True)
    whole = {number: completed(seen[number].text, reading.text) for number, reading in said}
    return [
        replace(one, text=whole[n], again=0.0) if whole.get(n, one.text) != one.text else one
        for n, one in enumerate(seen)
    ]


def as_by_hand(texts: Sequence[str]) -> bool:
    """Whether a paper's figures may be those of a hand, whose three is drawn like the two of print.

    Print has one two: with a dip, or as a hook beside a three of two dips. Where both are seen, the one with
    the dip may be a three, and no reader of a single value can tell.
    """
    seen = "".join(texts)
    return HOOKED in seen and DIPPED in seen


def _looked_wider(
    opinions: Sequence[Opinion], cut: Callable[[Rect], Image], engines: Readers
) -> list[Opinion]:
    """The opinions with what the main reader says of all the room around facts on which both readers agree.

    Two readers of one crop agree on a value that was cut in two.
    """
    numbers = [number for number, one in enumerate(opinions) if _matters(one, engines.calibration)]
    rooms = [cut(opinions[n].seen.around) for n in numbers]
    said = dict(zip(numbers, engines.main.read_lines(rooms) if rooms else [], strict=True))
    return [_heard(one, said.get(number)) for number, one in enumerate(opinions)]


def _matters(one: Opinion, calibration: Calibration | None) -> bool:
    """Whether the room could still decide: what a person will look at anyway needs no more evidence.

    Without a calibration nothing is decided yet, and every fact's evidence is complete.
    """
    evidence = one.evidence
    if one.seen.room is None or not evidence.identity or evidence.agreement is not Agreement.AGREED:
        return False
    if calibration is None:
        return True
    return calibration.decide(one.value, replace(evidence, wide=1.0)) is Decision.ACCEPTED


def _heard(one: Opinion, room: LineReading | None) -> Opinion:
    """The opinion once the room was read, if it was."""
    if room is None:
        return one
    same = one.seen.typed(room.text).value == one.value or _whole_in(one.seen, one.value, room.text)
    return replace(one, evidence=replace(one.evidence, wide=float(same)))


def _whole_in(seen: Seen, value: str, around: str) -> bool:
    """Whether the room holds the value and beside it only signs that can be no part of it.

    Nothing is missing of a date with all its figures, or of a code of a set length, beside which a colon or a
    box was read, too.
    """
    said, room = (to_western(text).replace(" ", "") for text in (seen.text, around))
    pattern = seen.spec.pattern
    if seen.spec.kind is FieldKind.DATE:
        return FULL_DATE.fullmatch(said) is not None and said in room
    if pattern is None or value not in room:
        return False
    return re.fullmatch(pattern, value) is not None and re.fullmatch(pattern, room) is None


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
    unsure = one.confidence < SURE or not all(known(word, name=False) for word in one.text.split())
    return one.spec.kind in NAMES or (one.spec.kind in LETTERS and unsure)


def _wants_digits(one: Seen) -> bool:
    return one.spec.kind in FIGURES


def _opinion(
    one: Seen, other: LineReading | None, engines: Readers, frame: Frame, *, by_hand: bool
) -> Opinion:
    """One value; what the other reader saw stays beside it as an alternative."""
    first, engine = one.typed(), engines.main.name
    if other is None or not other.text:
        evidence = gathered(one, first, None, Agreement.ALONE, frame, by_hand=by_hand)
        return Opinion(one, first.value, engine, evidence, one.others)
    second = one.typed(other.text)
    agreed = bool(first.value) and first.value == second.value
    chosen = first if agreed else choose(one.spec, first, second)
    unlike = [
        Alternative(value.value, sure)
        for value, sure in ((first, one.confidence), (second, other.confidence))
        if value.value not in ("", chosen.value)
    ]
    if not agreed and chosen.value == second.value:
        partner = engines.letters if one.spec.kind in LETTERS else engines.digits
        engine = partner.name if partner else engine
    agreement = Agreement.AGREED if agreed else Agreement.DIFFERED
    evidence = gathered(one, chosen, other, agreement, frame, by_hand=by_hand)
    return Opinion(one, chosen.value, engine, evidence, (*unlike, *one.others))


def _reading(one: Opinion, engines: Readers, frame: Frame) -> FieldReading:
    weighed = weigh(one.value, one.evidence, engines.calibration)
    return FieldReading(
        one.seen.spec.key,
        one.value,
        one.seen.text,
        weighed.confidence,
        weighed.decision,
        frame.box(one.seen.rect),
        one.engine,
        one.others,
        one.evidence,
        weighed.doubts,
    )


def mark_written(seen: Sequence[Seen], printed: Sequence[Rect], cut: Callable[[Rect], Image]) -> list[Seen]:
    """The values of a paper, those written with a pen marked; `printed` are its labels, `cut` gives crops."""
    labels = [cut(rect) for rect in printed[:LABELS_COMPARED]]
    hands = written([cut(one.rect) for one in seen], labels)
    return [replace(one, handwritten=hand) for one, hand in zip(seen, hands, strict=True)]
