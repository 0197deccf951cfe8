"""A value as the main reader saw it, before anybody looked again."""

from dataclasses import dataclass

from arabic.digits import DigitScript
from ocr.geometry import Rect
from ocr.result.doubt import Doubt
from ocr.result.evidence import FARTHEST
from ocr.result.reading import Alternative
from ocr.text.parsing import Typed, typed
from reference.documents import FieldSpec


@dataclass(frozen=True, slots=True)
class Seen:
    """A value as the main reader saw it: `confidence` and `clean` from 0 to 1, `rect` in the straight frame.

    `place`, `again`, `offset`, `gap` are those of Evidence, `doubts` its `seen`; `room` is the widest area
    around it in which nothing stands that belongs elsewhere; `dotless` and `figures` as in
    `ocr.text.parsing.typed`.
    """

    spec: FieldSpec
    rect: Rect
    text: str
    confidence: float
    clean: float = 1.0
    place: float = 1.0
    again: float = 0.5
    offset: float = 0.0
    gap: float = FARTHEST
    room: Rect | None = None
    handwritten: bool = False
    dotless: bool = False
    figures: DigitScript | None = None
    doubts: frozenset[Doubt] = frozenset()
    others: tuple[Alternative, ...] = ()
    """The value that pairing would take instead."""

    @property
    def around(self) -> Rect:
        """The widest rectangle around the value that is known to be free, or its own."""
        return self.room or self.rect

    def typed(self, text: str | None = None) -> Typed:
        """The value that another reader's text, or else the main reader's, is in this field."""
        said = self.text if text is None else text
        return typed(self.spec, said, dotless=self.dotless, figures=self.figures)
