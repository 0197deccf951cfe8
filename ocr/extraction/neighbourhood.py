"""What stands around a value: the room it has, print that nobody claims, how it stands to its label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ocr.extraction.alignment import Arrangement
from ocr.extraction.label_certainty import Label
from ocr.geometry import Rect
from ocr.layout.sheet import LOWEST, POST, Sheet, in_one_row, walls_between
from ocr.result.doubt import Doubt
from ocr.result.evidence import FARTHEST

UNLABELLED: Final = 0.8
"""What a place is worth that was told by the value's shape alone."""
OWN_LABEL: Final = 0.86
MISTAKEN: Final = 0.75
"""How like a field's label one must be to be no other's (الزوج and الزوجة), and the most that a label is
worth that is less like it."""
ROOM_ACROSS: Final = 1.2
ROOM_DOWN: Final = 0.16
"""How much wider and lower than a value its room is, in heights of it."""
WALL: Final = 0.3
"""What is left free before an upright rule, a reader's margin included."""
CROWDED: Final = 0.9
"""Heights of a line within which the next cell's text is too near."""
CLEAR: Final = 0.25
"""What is left free before print that belongs elsewhere."""
UNDERLINE: Final = 1.2
"""Heights of a line within which a level rule under a value is the line that it was written on."""
FLUSH: Final = 1.5
"""Heights of a line by which such a rule may begin off its label's right edge."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A sheet, the segments that are labels or values, the labels by field, and where the values of fields
    are that were found."""

    sheet: Sheet
    claimed: frozenset[int]
    labels: Mapping[str, Label]
    values: Mapping[str, Rect]

    def belief(self, segments: Sequence[int]) -> tuple[float, float]:
        """The weakest character of some segments, and the least share of belief in what was read."""
        readings = [self.sheet.segments[index].reading for index in segments]
        return min(reading.confidence for reading in readings), min(reading.clean for reading in readings)

    def place(self, key: str) -> float:
        """How well the label of a field was matched; a poor match may be the label of a field called nearly
        alike, and is worth less than none."""
        if key not in self.labels:
            return UNLABELLED
        score = self.labels[key].score
        return score if score >= OWN_LABEL else min(score, MISTAKEN)

    def offset(self, key: str, rect: Rect) -> float:
        """How far off its label's line or, under it, its label's right edge a value stands, in heights."""
        label = self.labels.get(key)
        if label is None:
            return 0.0
        height = max(rect.height, 1.0)
        if rect.overlap_down(label.rect) > 0:
            return abs(rect.middle - label.rect.middle) / height
        return min(2.0, 0.1 * abs(rect.right - label.rect.right) / height)

    def doubts(self, key: str, rect: Rect, segments: Sequence[int]) -> frozenset[Doubt]:
        """What the place of a field's value, made of these segments, says against it.

        It stands out of the column of a label that heads it, or another text under labels side by side is so
        near that both may be one.
        """
        own = self.labels.get(key)
        if own is None or rect.overlap_down(own.rect) > 0:
            return frozenset()
        aside = rect.overlap_across(own.rect) <= 0
        told = {
            Doubt.OUT_OF_COLUMN: aside and not self._heads(own.rect, rect),
            Doubt.CROWDED_CELL: self.crowded(rect, segments),
        }
        return frozenset(doubt for doubt, holds in told.items() if holds)

    def _heads(self, label: Rect, value: Rect) -> bool:
        """Whether a label, the last of its row before it, stands over a value as other labels over theirs, or
        where the level rule begins that the value stands on."""
        height = max(value.height, self.sheet.text_height)
        if not label.bottom - CLEAR * height < value.middle < label.bottom + LOWEST * height:
            return False
        ruled = any(
            value.middle < rule.middle < value.bottom + UNDERLINE * height
            and rule.left < value.centre < rule.right
            and abs(rule.right - label.right) < FLUSH * height
            for rule in self.sheet.horizontal
        )
        return (ruled or self._arrangement().fits(label, value)) and not any(
            value.left < segment.rect.right < label.left and in_one_row(segment.rect, label)
            for segment in self.sheet.segments
            if segment.text
        )

    def _arrangement(self) -> Arrangement:
        pairs = tuple(
            (label.rect, self.values[key]) for key, label in self.labels.items() if key in self.values
        )
        return Arrangement(pairs, self.sheet.text_height)

    def crowded(self, rect: Rect, own: Sequence[int]) -> bool:
        """Whether a cell's text stands so near to the next cell's that it may be one value cut in two."""
        return any(
            rect.gap_across(other) < CROWDED * rect.height and not walls_between(self.sheet, other, rect)
            for _, other in self._beside(rect, own)
        )

    def gap(self, rect: Rect, own: Sequence[int]) -> float:
        """Heights of a line up to the nearest print of the row that is neither label nor value."""
        gaps = [
            max(0.0, rect.gap_across(other)) / max(rect.height, 1.0)
            for index, other in self._beside(rect, own)
            if index not in self.claimed and not self._announces(index)
        ]
        return min([FARTHEST, *gaps])

    def room(self, rect: Rect, own: Sequence[int], *, tail: bool) -> Rect:
        """The rectangle around a value in which nothing stands that belongs elsewhere.

        With `tail` the value's label stands right before it in its own segment.
        """
        reach = ROOM_ACROSS * max(rect.height, self.sheet.text_height)
        left, right = rect.left - reach, rect.right + reach
        for index, other in self._beside(rect, own):
            if index in self.claimed or self._announces(index):
                if other.centre < rect.centre:
                    left = max(left, min(rect.left, other.right + CLEAR * rect.height))
                else:
                    right = min(right, max(rect.right, other.left - CLEAR * rect.height))
        for wall in (wall for wall in self.sheet.vertical if wall.height > POST * rect.height):
            if wall.top < rect.middle < wall.bottom and not rect.left < wall.centre < rect.right:
                if wall.centre < rect.centre:
                    left = max(left, min(rect.left, wall.right + WALL * rect.height))
                else:
                    right = min(right, max(rect.right, wall.left - WALL * rect.height))
        return Rect(left, rect.top, rect.right if tail else right, rect.bottom + ROOM_DOWN * rect.height)

    def _beside(self, rect: Rect, own: Sequence[int]) -> list[tuple[int, Rect]]:
        return [
            (index, segment.rect)
            for index, segment in enumerate(self.sheet.segments)
            if segment.rect.top < rect.bottom
            and segment.rect.bottom > rect.top
            and index not in own
            and segment.text
            and in_one_row(segment.rect, rect)
        ]

    def _announces(self, index: int) -> bool:
        return self.sheet.segments[index].text.endswith((":", "؛"))
