"""What stands above and below the fields of an official form: issuer, title, notes, stamp, signature."""

import random
from dataclasses import replace

from reference.documents import DocumentType
from specimens.layouts.decor import bars, emblem, signature, stamp
from specimens.layouts.style import Style
from specimens.sheet import Sheet

STATE = ("جمهورية العراق", "الجمهورية العراقية")
ISSUERS = {
    "birth_certificate": ("وزارة الصحة", "مكتب تسجيل الولادات والوفيات"),
    "death_certificate": ("وزارة الصحة", "مكتب تسجيل الولادات والوفيات"),
    "marriage_contract": ("مجلس القضاء الأعلى", "محكمة الأحوال الشخصية"),
    "divorce_deed": ("مجلس القضاء الأعلى", "محكمة الأحوال الشخصية"),
    "birth_proof": ("مجلس القضاء الأعلى", "محكمة الأحوال الشخصية"),
    "rectification_decision": ("مجلس القضاء الأعلى", "محكمة البداءة"),
    "ration_card": ("وزارة التجارة", "مركز التموين"),
    "residence_letter": ("المجلس البلدي", "مختار المحلة"),
    "passport": ("وزارة الداخلية", "مديرية شؤون الجوازات"),
}
INTERIOR = ("وزارة الداخلية", "مديرية الأحوال المدنية والجوازات والإقامة")
FOOTNOTES = (
    "لا تعتمد هذه الوثيقة بدون ختم الدائرة", "كل حك أو شطب يبطل هذه الوثيقة", "تنظم هذه الاستمارة بثلاث نسخ",
    "ترسل النسخة الأولى إلى دائرة الأحوال المدنية", "على صاحب العلاقة المحافظة على هذه الوثيقة",
    "معفاة من الرسم", "أعطيت له هذه الوثيقة بناء على طلبه",
)  # fmt: skip


def issuer_lines(paper: DocumentType, rng: random.Random) -> tuple[str, ...]:
    """The state and who issues the paper, outermost first."""
    return (rng.choice(STATE), *ISSUERS.get(paper.key, INTERIOR))


def paper_title(paper: DocumentType, rng: random.Random) -> str:
    """One of the titles the paper is printed with, else its name."""
    return rng.choice(paper.titles or (paper.name.ar,))


def draw_header(sheet: Sheet, paper: DocumentType, style: Style, rng: random.Random, title: str) -> float:
    """Draw issuer and title; returns the y (mm) below which the form may begin."""
    lines = issuer_lines(paper, rng)
    step = style.label.points * 0.55
    side = rng.choice(("right", "centre", "right"))
    x, align = (sheet.width - 16, 1.0) if side == "right" else (sheet.width / 2, 0.5)
    y = 18.0
    for line in lines:
        sheet.write(line, style.label, x, y, align=align)
        y += step
    if side == "right" and rng.random() < 0.7:
        emblem(sheet, sheet.width / 2, 22, 17, style.label.ink)
    if rng.random() < 0.3:
        bars(sheet, rng, (16, 12, 52, 20))
    y = max(y + 5, 38 if side == "right" else 0) + style.title.points * 0.3
    pen = sheet.fitted(title, style.title, sheet.width - 50)
    wide = sheet.write(title, pen, sheet.width / 2, y, align=0.5)
    if rng.random() < 0.4:
        sheet.rule(
            (sheet.width - wide) / 2, y + 2.6, (sheet.width + wide) / 2, y + 2.6, style.label.ink, 0.35
        )
    return y + 7


def draw_footer(sheet: Sheet, style: Style, rng: random.Random, y: float, office: str) -> None:
    """Draw notes, an official's signature and the stamp below `y`, wherever there is room."""
    low = min(max(y + 10, sheet.height * 0.72), sheet.height - 42)
    who = rng.choice(("أمين السجل المدني", "مدير الدائرة", "الموظف المختص", "التوقيع والختم", "القاضي"))
    left = rng.uniform(34, 60)
    sheet.write(who, style.label, left, low + 8, align=0.5)
    signature(sheet, rng, left, low + 17)
    pen = replace(style.label, points=9)
    stamp(sheet, rng, pen, (rng.choice(STATE), office), left + rng.uniform(18, 55), low + rng.uniform(4, 18))
    notes = rng.sample(FOOTNOTES, rng.randrange(0, 3))
    for index, note in enumerate(notes):
        sheet.write(
            f"{index + 1}- {note}" if len(notes) > 1 else f"ملاحظة: {note}",
            style.fine,
            sheet.width - 16,
            sheet.height - 22 + 6 * index,
        )
