"""What speaks for a value and against it, in figures; confidence is made of this and of nothing else."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ocr.result.doubt import Doubt
from reference.documents import FieldKind


class Group(StrEnum):
    """Kinds of fields which go wrong in the same ways."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"
    ZONE = "zone"
    WORD = "word"

    @property
    def identity(self) -> bool:
        """Whether its fields are facts of identity: names, numbers, dates, register and page, zones."""
        return self is not Group.WORD


class Agreement(StrEnum):
    """What the second, independent reader did."""

    ALONE = "alone"
    AGREED = "agreed"
    DIFFERED = "differed"


GROUPS: Final = {
    FieldKind.NAME_PART: Group.NAME,
    FieldKind.NAME_CHAIN: Group.NAME,
    FieldKind.DIGITS: Group.NUMBER,
    FieldKind.DATE: Group.DATE,
    FieldKind.CODE: Group.CODE,
    FieldKind.MRZ: Group.ZONE,
}


FARTHEST: Final = 4.0
"""Heights of a line beyond which other print doesn't matter."""


def group_of(kind: FieldKind) -> Group:
    """The group a kind of field is calibrated in; words that are no identity facts are the rest."""
    return GROUPS.get(kind, Group.WORD)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One value's evidence; shares and chances from 0 to 1.

    `weakest` is the first reader's chance of its least sure character, `clean` the share of its belief that
    went to what it read where it hesitated most, `second` and `second_clean` the same of the other reader (0
    when there is none). `fit` says how well the text is a value of its kind, `known` is the share of its
    words, figures left out, that are known, `variant` whether one differs from a known word by hamza or the
    like alone, `length` counts characters. `place` is how well the label that announces the value was
    matched, `again` 1 when reading the value on its own said the same as reading it in its line, 0 when not,
    0.5 when it was read once; `wide` is the same for reading it with all the room around it. In heights of a
    line: `offset` is how far off its label's line it stands, `gap` how near other print is that nobody claims
    (up to FARTHEST). `height` is the line's height in pixels of the original. `plausible` says whether the
    field can hold such a value at all, `alike` whether it holds a two or a three on a paper where one may be
    the other, `repeated` whether it is a name whose words that no list holds stand elsewhere on the paper,
    too. `seen` are the doubts that the paper shows and no reader of a crop can know.
    """

    group: Group
    agreement: Agreement
    weakest: float
    clean: float = 1.0
    second: float = 0.0
    second_clean: float = 0.0
    fit: float = 1.0
    known: float = 0.0
    variant: bool = False
    length: int = 1
    place: float = 1.0
    again: float = 0.5
    wide: float = 0.5
    offset: float = 0.0
    gap: float = FARTHEST
    height: float = 30.0
    plausible: bool = True
    handwritten: bool = False
    alike: bool = False
    repeated: bool = False
    seen: frozenset[Doubt] = frozenset()

    @property
    def identity(self) -> bool:
        """Whether the value is a fact of identity."""
        return self.group.identity
