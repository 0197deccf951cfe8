"""What differs from one printed form to the next beside its plan: faces, inks, paper, colours."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from specimens.fonts import Face, Split, covering, faces
from specimens.handwriting import PENS, draw_scrawl, hand_faces
from specimens.sheet import Colour, Pen

# Tinted copies are law: white, pink, green, yellow and blue copies of one form (Law 148/1971).
TINTS: tuple[Colour, ...] = (
    (255, 255, 255), (253, 252, 248), (252, 250, 240), (250, 246, 232), (253, 238, 238), (238, 248, 238),
    (252, 250, 224), (236, 243, 251), (247, 243, 236), (244, 238, 222),
)  # fmt: skip
PRINT_INKS: tuple[Colour, ...] = ((24, 24, 28), (30, 36, 90), (20, 70, 60), (96, 24, 32), (60, 60, 66))
VALUE_INKS: tuple[Colour, ...] = ((18, 18, 22), (16, 24, 96), (40, 40, 46), (10, 40, 120), (52, 38, 36))
# Type made for headlines: nobody fills a form in with it.
DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Style:
    """Pens and colours of one document. `value_drop` shifts typed values off the printed line, mm."""

    title: Pen
    label: Pen
    value: Pen
    fine: Pen
    tint: Colour
    shade: Colour
    rule_mm: float
    value_drop: float
    centred: bool
    kurdish: bool


def written(style: Style, split: Split, texts: Sequence[str], rng: random.Random) -> Style:
    """The style with somebody's pen for the values. Raises NoFont when no face can draw them.

    Letters that no hand has (Kurdish ones) are written after a printed face.
    """
    letters = "".join(sorted(set("".join(texts))))
    able = [face for face in hand_faces(split) if face.draws(letters)] or covering(faces(split), letters)
    pen = Pen(
        rng.choice(able), style.value.points * rng.uniform(1.0, 1.3), rng.choice(PENS), draw_scrawl(rng)
    )
    return replace(style, value=pen)


def draw_style(
    rng: random.Random, split: Split, texts: Sequence[str], face: Face | None = None, *, kurdish: bool = False
) -> Style:
    """Draw a style whose faces hold every letter of `texts`; `face` prints all, whatever it holds.

    `kurdish` prints a Kurdish twin beside each Arabic label.

    Raises NoFont when no face of the split can draw them.
    """
    able = (face,) if face else _able(split, texts)
    label = rng.choice(able)
    value = label if rng.random() < 0.35 else rng.choice(able)
    print_ink, tint = rng.choice(PRINT_INKS), rng.choice(TINTS)
    size = rng.uniform(10.5, 13)
    return Style(
        title=Pen(rng.choice(able), size * rng.uniform(1.4, 1.9), print_ink),
        label=Pen(label, size, print_ink),
        value=Pen(value, size * rng.uniform(0.95, 1.2), rng.choice(VALUE_INKS)),
        fine=Pen(label, size * 0.7, print_ink),
        tint=tint,
        shade=(max(0, tint[0] - 18), max(0, tint[1] - 14), max(0, tint[2] - 10)),
        rule_mm=rng.choice((0.15, 0.2, 0.3, 0.45)),
        value_drop=rng.choice((0, 0, 0, -0.6, 0.5, -1.0)),
        centred=rng.random() < 0.35,
        kurdish=kurdish,
    )


def _able(split: Split, texts: Sequence[str]) -> Sequence[Face]:
    """The faces of running text that hold every letter. Raises NoFont when none does."""
    plain = [candidate for candidate in faces(split) if candidate.style != DISPLAY]
    return covering(plain, "".join(sorted(set("".join(texts)))))
