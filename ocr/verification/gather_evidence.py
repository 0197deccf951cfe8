"""All that is known for and against a value."""

from collections.abc import Sequence

from ocr.extraction.candidate import Seen
from ocr.geometry import Frame
from ocr.recognition.line_reader import LineReading
from ocr.result.evidence import Agreement, Evidence, group_of
from ocr.text.parsing import NAMES, Typed
from ocr.text.validity import plausible
from ocr.text.vocabulary import has_twin, known
from reference.unknown_words import says_unknown


def gathered(
    one: Seen, chosen: Typed, other: LineReading | None, agreement: Agreement, frame: Frame, *, by_hand: bool
) -> Evidence:
    """All that is known for and against a value before the room around it is read."""
    spelt = [word for word in chosen.value.split() if any(map(str.isalpha, word))]
    words = [known(word, name=one.spec.kind in NAMES) for word in spelt]
    return Evidence(
        group_of(one.spec.kind),
        agreement,
        weakest=round(one.confidence, 5),
        clean=round(one.clean, 5),
        second=round(other.confidence, 5) if other else 0.0,
        second_clean=round(other.clean, 5) if other else 0.0,
        fit=round(chosen.fit, 3),
        known=sum(word == 1.0 for word in words) / max(1, len(words)),
        variant=any(0.0 < word < 1.0 for word in words) or _unsettled(spelt, words),
        length=len(chosen.value),
        place=round(one.place, 3),
        again=one.again,
        offset=round(one.offset, 2),
        gap=round(one.gap, 2),
        height=round(one.rect.height * frame.local_scale(), 1),
        plausible=plausible(one.spec, chosen.value, chosen.fit) and not _read_as_unknown(one, other),
        seen=one.doubts,
        handwritten=one.handwritten,
        alike=by_hand and any(figure in chosen.value for figure in "23"),
    )


def _read_as_unknown(one: Seen, other: LineReading | None) -> bool:
    """Whether either reader of a name read a word that says "not known": the other's name is no fact then."""
    said = (one.text, other.text if other else "") if one.spec.kind in NAMES else ()
    return any(says_unknown(text) and any(map(str.isalpha, text)) for text in said)


def _unsettled(spelt: Sequence[str], words: Sequence[float]) -> bool:
    """Whether a word may have lost a hamza or dots; `words` says how well each is known (0 to 1).

    An unknown one begins or ends with such a letter, or a known name is another one but for a mark.
    """
    return any(map(has_twin, spelt)) or any(
        not sure and (word.endswith("ى") or (word.startswith("ا") and not word.startswith("ال")))
        for word, sure in zip(spelt, words, strict=True)
    )
