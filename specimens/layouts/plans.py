"""The plans of forms: columns, where labels stand, what frames a value; split like the fonts."""

import random
from dataclasses import dataclass
from enum import StrEnum

from specimens.fonts import Split


class Placing(StrEnum):
    """Where a label stands, seen from its value."""

    BESIDE = "beside"
    ABOVE = "above"
    COLUMN = "column"


class Frame(StrEnum):
    """What the form prints for the value to be written on or in."""

    NOTHING = "nothing"
    DOTS = "dots"
    UNDERLINE = "underline"
    BOX = "box"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to lay a form out. `shaded` tints label cells; `row` is a cell's height in mm."""

    name: str
    split: Split
    columns: int
    placing: Placing
    frame: Frame
    row: float
    shaded: bool = False
    colon: str = ":"


PLANS = (
    Plan("lines", Split.TRAINING, 1, Placing.BESIDE, Frame.DOTS, 9.5),
    Plan("two columns", Split.TRAINING, 2, Placing.BESIDE, Frame.NOTHING, 10.5),
    Plan("ledger", Split.TRAINING, 1, Placing.COLUMN, Frame.GRID, 9, shaded=True, colon=""),
    Plan("boxes", Split.TRAINING, 2, Placing.BESIDE, Frame.BOX, 12),
    Plan("stacked grid", Split.TRAINING, 3, Placing.ABOVE, Frame.GRID, 15, colon=""),
    Plan("underlined", Split.TRAINING, 2, Placing.BESIDE, Frame.UNDERLINE, 11),
    Plan("captions", Split.TRAINING, 2, Placing.ABOVE, Frame.NOTHING, 15, colon=""),
    Plan("dotted pairs", Split.TRAINING, 2, Placing.BESIDE, Frame.DOTS, 11),
    Plan("paired table", Split.CALIBRATION, 2, Placing.COLUMN, Frame.GRID, 10, shaded=True, colon=""),
    Plan("ruled captions", Split.CALIBRATION, 2, Placing.ABOVE, Frame.UNDERLINE, 16, colon=":"),
    Plan("wide lines", Split.CALIBRATION, 1, Placing.BESIDE, Frame.UNDERLINE, 10),
    Plan("four cells", Split.JUDGEMENT, 4, Placing.ABOVE, Frame.GRID, 16, shaded=True, colon=""),
    Plan("boxed captions", Split.JUDGEMENT, 2, Placing.ABOVE, Frame.BOX, 17, colon=":"),
    Plan("plain list", Split.JUDGEMENT, 1, Placing.BESIDE, Frame.NOTHING, 9, colon=" /"),
    Plan("grid pairs", Split.JUDGEMENT, 2, Placing.BESIDE, Frame.GRID, 11, colon=":"),
    Plan("open columns", Split.JUDGEMENT, 2, Placing.COLUMN, Frame.DOTS, 10.5, colon=":"),
    Plan("ruled columns", Split.PROOF, 2, Placing.COLUMN, Frame.UNDERLINE, 11.5, colon=""),
    Plan("dotted captions", Split.PROOF, 3, Placing.ABOVE, Frame.DOTS, 16, colon=":"),
    Plan("boxed rows", Split.PROOF, 1, Placing.BESIDE, Frame.BOX, 11, colon=":"),
    Plan("bare column", Split.PROOF, 1, Placing.COLUMN, Frame.NOTHING, 9.2, colon=" -"),
    Plan("shaded pairs", Split.PROOF, 2, Placing.ABOVE, Frame.GRID, 14.5, shaded=True, colon=":"),
)


def plans(split: Split) -> tuple[Plan, ...]:
    """The plans of one split."""
    return tuple(plan for plan in PLANS if plan.split is split)


def draw_plan(rng: random.Random, split: Split, name: str | None = None) -> Plan:
    """The plan of that name, else any of the split."""
    return next((plan for plan in PLANS if plan.name == name), None) or rng.choice(plans(split))
