"""What stands around the fields of abstract pages: letterheads, running text, signatures, stamps."""

from collections.abc import Sequence
from typing import Final

from training.pairing.blocks import Style, filled, label_at
from training.pairing.canvas import NONE, Canvas, Role
from training.pairing.texts import FILLERS, LETTERHEADS, STAMPS, Label, name_word, prose

TITLES: Final = (
    "شهادة ولادة", "شهادة وفاة", "عقد زواج", "حجة طلاق", "صورة قيد", "هوية الأحوال المدنية",
    "البطاقة التموينية",
    "شهادة الجنسية العراقية", "بطاقة السكن", "تأييد سكن", "صحيفة السجل المدني", "قرار", "البطاقة الوطنية",
    "جواز سفر", "PASSPORT", "بڕوانامەی لەدایک بوون", "کارتی نیشتمانی", "إخبار عن ولادة", "قسام شرعي",
    "سجل النفوس",
)  # fmt: skip


def sentences(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """Running text in which phrases announce values; it breaks over lines anywhere."""
    rng = canvas.rng
    run: list[tuple[str, Role, int]] = []
    for label in labels:
        for _ in range(rng.randrange(0, 4)):
            run += [(word, Role.OTHER, NONE) for word in prose(rng).split()]
        item = canvas.item()
        run += [
            (word, Role.LABEL, item) for word in f"{label.text}{rng.choice(('', '', '', ':', ' /'))}".split()
        ]
        run += [(word, Role.VALUE, item) for word in filled(label, rng).split()]
    run += [(word, Role.OTHER, NONE) for word in rng.choice(FILLERS).split()]
    at, line = style.right - rng.choice((0.0, 3.0)), canvas.line()
    for word, role, item in run:
        wide = canvas.extent(word)
        if at - wide < style.left:
            at, y, line = style.right, y + style.step * 0.7 + 0.4, canvas.line()
        at = canvas.write(word, at, y, role, item, line=line) - canvas.space * rng.uniform(0.7, 1.4)
    return y + style.step


def letterhead(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """The office's lines on the right, perhaps in a second language on the left, and the title; labels stand
    opposite, on the same lines."""
    rng = canvas.rng
    rest = list(labels)
    for _ in range(rng.randrange(0, 5)):
        line = canvas.line()
        canvas.write(rng.choice(LETTERHEADS), style.right, y, scale=rng.uniform(0.8, 1.2), line=line)
        if rng.random() < 0.3:
            text = rng.choice(LETTERHEADS)
            canvas.write(text, style.left + canvas.extent(text), y, line=line)
        elif rest and rng.random() < 0.4:
            label, item = rest.pop(), canvas.item()
            text = filled(label, rng)
            spot = style.left + canvas.extent(f"{label.text} {text}") + 1.5
            at = label_at(canvas, style, label, item, spot, y, line)
            if text:
                canvas.write(
                    text, at - rng.uniform(0.3, 1.0), y, Role.VALUE, item, scale=style.value_scale, line=line
                )
        y += rng.uniform(1.2, 1.9)
    if rng.random() < 0.85:
        text, scale = prose(rng) if rng.random() < 0.3 else rng.choice(TITLES), rng.uniform(1.0, 1.9)
        wide = canvas.extent(text, scale)
        line = canvas.line()
        end = canvas.write(text, (canvas.width + wide) / 2, y + 0.5, scale=scale, line=line)
        if rng.random() < 0.12:
            # A number beside the title, which nothing announces.
            canvas.write(str(rng.randrange(10**12)), end - rng.uniform(1, 6), y + 0.5, Role.VALUE, line=line)
        y += 1.0 + 1.2 * scale
    return y + rng.uniform(0.3, 2.0)


def foot(canvas: Canvas, style: Style, labels: Sequence[Label], y: float) -> float:
    """Signatures with their holders' names over or under them, small print, a list that heads no column."""
    rng = canvas.rng
    del labels
    y += rng.uniform(0.5, 4.0)
    if rng.random() < 0.25:
        for number in range(rng.randrange(1, 7)):
            line, who = canvas.line(), f"{number + 1} {name_word(rng)} {name_word(rng)}"
            canvas.write(who, style.right - 0.5, y, line=line)
            canvas.write(
                rng.choice(("ابن", "ابنة", "زوجة", "أخ")), style.left + 0.3 * canvas.width, y, line=line
            )
            y += style.step * 0.7 + 0.4
    for spot in rng.sample((0.25, 0.5, 0.8), rng.randrange(0, 3)):
        texts = [
            rng.choice(("التوقيع", "أمين السجل المدني", "مدير الدائرة", "القاضي", "الختم", "واژۆ", "الشاهد"))
        ]
        if rng.random() < 0.6:
            texts.insert(rng.randrange(2), f"{name_word(rng)} {name_word(rng)} {name_word(rng)}")
        for number, text in enumerate(texts):
            at = spot * canvas.width + canvas.extent(text) / 2
            canvas.write(text, at, y + 1.4 * number)
    return y + 3.0


def litter(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A stamp's words, somewhere."""
    rng = canvas.rng
    x, y = rng.uniform(left, right), rng.uniform(top, bottom)
    for _ in range(rng.randrange(1, 5)):
        text = (
            rng.choice(STAMPS)
            if rng.random() < 0.6
            else "".join(rng.choices("اهـوم٠٥:.|", k=rng.randrange(1, 4)))
        )
        canvas.write(text, x + rng.uniform(-3, 3), y, scale=rng.uniform(0.5, 1.3))
        y += rng.uniform(0.8, 1.5)
