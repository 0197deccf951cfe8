"""Abstract pages without end: words and boxes, no pixels, with the truth of who belongs to whom.

Half of all labels are invented, labels of the type are hidden and rules left out, letters misread, words
split, joined and torn off their line: what a network must not learn by heart.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Rect
from ocr.pairing.features import Features, features
from ocr.pairing.known import LabelForm, known_labels
from ocr.pairing.words import COLONS, Word
from ocr.text.similarity import label_key
from reference.documents import document_types
from training.pairing import around, blocks
from training.pairing.canvas import NONE, Canvas, Piece, Role
from training.pairing.tables import table
from training.pairing.texts import Label, invented_label, labels_of, phrase, real_labels

MOST_WORDS: Final = 260
"""Words of a page; the rest is left out."""
ALIKE: Final = ("بتثنيى", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "كل", "هة", "وؤ", "اأإآ",
                "٠.", "١اا", "٢٣", "٥٠", "٧٨", "٦٩", "01", "38", "56", "ەه", "یي")  # fmt: skip
UNKNOWN: Final = -100
"""A target that doesn't count."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the network sees it and what it is to say: the role (n) of each word; the first word of the
    label that it is of or stands for (n), n for none; the first word of its row (n)."""

    seen: Features
    roles: Ints
    links: Ints
    rows: Ints


def draw_page(seed: str) -> Page:
    """The page of a seed."""
    rng = random.Random(seed)
    canvas = Canvas(
        rng,
        rng.choices((rng.uniform(34, 85), rng.uniform(16, 34)), (4, 1))[0],
        rng.uniform(0.26, 0.52),
        rng.uniform(0.22, 0.5),
        rng.random() < 0.6,
    )
    labels = _labels(rng)
    labels += _write(canvas, labels)
    hidden = rng.uniform(0.05, 0.4) if rng.random() < 0.6 else 0.0
    forms = _forms(rng, labels, hidden)
    return _page(canvas, forms)


def _labels(rng: random.Random) -> list[Label]:
    """The labels of a page: those of one of our types, of many, or invented ones in their place."""
    count = rng.choice((3, 6, 8, 10, 12, 14, 18))
    draw = rng.random()
    if draw < 0.4:
        kind = rng.choice(list(document_types().values()))
        specs = [one for spec in kind.fields for one in (spec, *spec.columns)]
        start = rng.randrange(max(1, len(specs) - count))
        options = [labels_of(spec) for spec in specs[start : start + count]]
        own = [rng.choice(option) for option in options if option]
    else:
        own = rng.sample(real_labels(), count)
    share = rng.choice((0.0, 0.5, 0.5, 1.0))
    labels = [invented_label(rng) if rng.random() < share else label for label in own]
    return labels or [invented_label(rng) for _ in range(4)]


def _write(canvas: Canvas, labels: Sequence[Label]) -> list[Label]:
    """Fill the page with blocks; returns the phrases that running text announces values by."""
    rng = canvas.rng
    style = blocks.style_of(canvas)
    rest, phrases = list(labels), list[Label]()
    y = 1.5
    if rng.random() < 0.75:
        y = around.letterhead(canvas, style, [rest.pop() for _ in range(min(2, len(rest) - 1))], y)
    kinds: tuple[blocks.Block, ...] = (blocks.beside, blocks.stacked, table, around.sentences)
    for _ in range(rng.choice((1, 1, 2, 3))):
        if not rest:
            break
        block = rng.choices(kinds, (5, 3.6, 3, 2.2))[0]
        if block is table:
            taken, rest = (
                rest,
                [invented_label(rng), *rng.sample(real_labels(), 3)] if rng.random() < 0.3 else [],
            )
            taken = taken if len(taken) > 5 else [*taken, *rng.sample(real_labels(), 6)]
        else:
            count = max(1, round(len(rest) * rng.uniform(0.4, 1.0)))
            taken, rest = rest[:count], rest[count:]
        if block is around.sentences:
            taken = [phrase(label, rng) for label in taken]
            phrases += taken
        y = block(canvas, style, taken, y)
        if rng.random() < 0.35:
            style = replace(blocks.style_of(canvas), left=style.left, right=style.right)
    if rng.random() < 0.6:
        y = around.foot(canvas, style, (), y)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        around.litter(canvas, style.left, 1.0, style.right, y)
    return phrases


def _forms(rng: random.Random, labels: Sequence[Label], hidden: float) -> tuple[LabelForm, ...]:
    """What the type at hand is known to print: labels of the page but for the hidden ones, and others."""
    shown = [label for label in labels if rng.random() >= hidden]
    gone = {label_key(text) for label in labels if label not in shown for text in (label.text, *label.others)}
    more = [
        *rng.sample(real_labels(), rng.randrange(0, 50)),
        *(invented_label(rng) for _ in range(rng.randrange(8))),
    ]
    own = [
        LabelForm(label_key(text), one.kind) for one in shown for text in (one.text, one.twin, *one.others)
    ]
    other = [LabelForm(label_key(one.text), one.kind) for one in more]
    kept = [form for form in other if form.key not in gone]
    every = [form for form in (*own, *kept) if len(form.key.replace(" ", "")) > 1 or form.key == "ت"]
    return tuple(dict.fromkeys(every))


def _page(canvas: Canvas, forms: tuple[LabelForm, ...]) -> Page:
    """The page with a reader's mistakes, as features and targets."""
    rng = canvas.rng
    pieces = _misread(canvas)
    boxed, segments = _segmented(canvas, pieces)
    order = sorted(range(len(pieces)), key=lambda n: (segments[n], -boxed[n].right))[:MOST_WORDS]
    rate = rng.uniform(0.0, 0.12) if rng.random() < 0.6 else 0.0
    words = []
    for number in order:
        text, sure = _confused(rng, pieces[number].text, rate)
        words.append(Word(text, boxed[number], sure, segments[number]))
    ruled = rng.random()
    walls = canvas.walls if ruled < 0.5 else []
    floors = canvas.floors if ruled < 0.5 or ruled > 0.9 else []
    walls = [wall for wall in walls if rng.random() < 0.97]
    seen = features(words, floors, walls, rng.uniform(0.85, 1.15), known_labels(forms))
    kept = [pieces[number] for number in order]
    return Page(seen, *_targets(kept, boxed=[boxed[number] for number in order]))


def _targets(pieces: Sequence[Piece], boxed: Sequence[Rect]) -> tuple[Ints, Ints, Ints]:
    """Roles, links and rows of words in their order."""
    count = len(pieces)
    reading = sorted(range(count), key=lambda n: (round(pieces[n].middle, 1), -boxed[n].right))
    heads: dict[int, int] = {}
    starts: dict[int, int] = {}
    for number in reading:
        piece = pieces[number]
        if piece.role in (Role.LABEL, Role.HEADER):
            heads.setdefault(piece.item, number)
        if piece.role is Role.CELL:
            starts.setdefault(piece.row, number)
    roles = np.array([piece.role for piece in pieces], np.int64)
    links = np.array(
        [heads.get(piece.item, count) if piece.item != NONE else count for piece in pieces], np.int64
    )
    rows = np.array([starts[p.row] if p.role is Role.CELL else UNKNOWN for p in pieces], np.int64)
    return roles, links, rows


def _misread(canvas: Canvas) -> list[Piece]:
    """The words as a reader parts them: glued after a colon or a stroke, split, joined, lost."""
    rng = canvas.rng
    split, join = (rng.choice((0.0, 0.01, 0.05)), rng.choice((0.0, 0.01, 0.04)))
    lost = rng.choice((0.0, 0.0, 0.02))
    out: list[Piece] = []
    for piece in canvas.pieces:
        if rng.random() < lost:
            continue
        last = out[-1] if out else None
        if (
            last is not None
            and last.line == piece.line
            and last.item == piece.item
            and last.role == piece.role
        ):
            glued = rng.random() < join and last.row == piece.row and last.text[-1] not in COLONS
            if glued and 0 <= last.left - piece.right < 1:
                last.text, last.left = last.text + piece.text, piece.left
                continue
        if len(piece.text) > 3 and rng.random() < split:
            at = rng.randrange(1, len(piece.text))
            share = piece.right - (piece.right - piece.left) * at / len(piece.text)
            out.append(replace(piece, text=piece.text[:at], left=share + 0.08))
            out.append(replace(piece, text=piece.text[at:], right=share - 0.08))
            continue
        out.append(replace(piece))
    return out


def _segmented(canvas: Canvas, pieces: Sequence[Piece]) -> tuple[list[Rect], list[int]]:
    """Each word's rectangle and segment: words of a line up to a gap or a rule, of one height."""
    rng = canvas.rng
    apart, torn = rng.uniform(0.55, 1.6), rng.choice((0.0, 0.0, 0.01, 0.04))
    slope = rng.gauss(0, 0.004) if rng.random() < 0.4 else 0.0
    lines: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        lines.setdefault(piece.line, []).append(number)
    boxed: list[Rect] = [Rect(0, 0, 1, 1)] * len(pieces)
    segments, segment = [0] * len(pieces), 0
    for members in sorted(lines.values(), key=lambda line: pieces[line[0]].middle):
        ordered = sorted(members, key=lambda n: -pieces[n].right)
        run: list[int] = []
        for number in ordered:
            gap = pieces[run[-1]].left - pieces[number].right if run else 0.0
            walled = bool(run) and _walled(canvas, pieces[run[-1]], pieces[number])
            if run and (gap > apart or walled or rng.random() < torn):
                segment = _close(rng, pieces, run, segment, slope, boxed, segments)
                run = []
            run.append(number)
        segment = _close(rng, pieces, run, segment, slope, boxed, segments)
    return boxed, segments


def _walled(canvas: Canvas, right: Piece, left: Piece) -> bool:
    """Whether an upright rule parts two words of a line, drawn or only thought of."""
    return any(
        left.right - 0.2 < wall.centre < right.left + 0.2 and wall.top < left.middle < wall.bottom
        for wall in canvas.walls
    )


def _close(
    rng: random.Random, pieces: Sequence[Piece], run: Sequence[int], segment: int, slope: float,
    boxed: list[Rect], segments: list[int],
) -> int:  # fmt: skip
    """Give the words of a segment one top and bottom; returns the next segment's number."""
    if not run:
        return segment
    height = max(pieces[n].height for n in run) * rng.uniform(0.75, 1.25)
    middle = (
        pieces[run[0]].middle + rng.gauss(0, 0.07) + slope * (pieces[run[0]].left + pieces[run[-1]].left) / 2
    )
    for number in run:
        piece = pieces[number]
        boxed[number] = Rect(
            piece.left, middle - height / 2, max(piece.right, piece.left + 0.1), middle + height / 2
        )
        segments[number] = segment
    return segment + 1


def _confused(rng: random.Random, text: str, rate: float) -> tuple[str, float]:
    """A word with some letters taken for others, and how sure the reader was."""
    if rate and any(rng.random() < rate for _ in text):
        letters = list(text)
        at = rng.randrange(len(letters))
        alike = next((group for group in ALIKE if letters[at] in group), "")
        draw = rng.random()
        letters[at] = (
            rng.choice(alike) if alike and draw < 0.7 else "" if draw < 0.85 else rng.choice("البنيمور٠١")
        )
        return "".join(letters) or ".", rng.uniform(0.2, 0.99)
    return text, 1 - rng.random() ** 3 * (0.5 if rng.random() < 0.2 else 0.05)
