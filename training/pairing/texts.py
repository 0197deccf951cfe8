"""What abstract pages say: values of every kind, labels of real types and invented ones, words of no use."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ocr.pairing.known import KINDS
from reference.documents import document_types
from reference.fields import FieldKind, FieldSpec
from reference.lexicon import given_names, laqabs
from reference.units import place_names
from specimens import sayings
from specimens.latin import latin_name
from specimens.pseudo import NameKind, pseudo_name
from specimens.wording import SORANI_LETTERS, pseudo_word

NAME, NUMBER, DATE, PLACE, TEXT, CHOICE, NOTHING = range(len(KINDS) + 1)
"""Places in KINDS, and of what has no value beside its label."""
INDIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
MONTHS: Final = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
    "تشرين الثاني", "كانون الأول", "محرم", "صفر", "ربيع الأول", "رجب", "شعبان", "رمضان", "شوال", "ئازار",
    "ئایار", "تەمووز", "ئاب", "کانوونی دووەم", "کانونی یەکەم",
)  # fmt: skip
CHOICES: Final = (
    "ذكر", "أنثى", "نێر", "مێ", "مسلم", "مسيحي", "عراقي", "عراقية", "أعزب", "متزوج",
    "متزوجة", "أرملة", "باكر", "مطلقة", "ابن", "ابنة", "زوجة", "رب الأسرة", "حي", "متوفى",
    "مفردة", "توأم", "رجعي", "خلع", "A+", "O-", "AB+", "Male", "Female", "M", "F", "نعم",
    "كلا", "طبيعية", "قيصرية", "عربي", "كوردي", "تركماني", "يقرأ ويكتب", "أمي", "كاسب",
    "موظف", "معلمة", "ربة بيت", "فلاح", "عسكري", "طالب", "كورد", "کوڕ", "کچ", "ژن",
    "موسڵمان",
)  # fmt: skip
HEADS: Final[Mapping[int, tuple[str, ...]]] = {
    NAME: ("اسم", "الاسم", "ناوی", "Name", "لقب", "", "والد", "السيد"),
    NUMBER: ("رقم", "عدد", "ژمارەی", "No.", "تسلسل", "", "مبلغ", "الرقم"),
    DATE: ("تاريخ", "تأريخ", "ڕۆژی", "Date of", "سنة", "", "يوم", "ساعة"),
    PLACE: ("محل", "مكان", "شوێنی", "Place of", "دائرة", "", "محافظة", "عنوان"),
    TEXT: ("سبب", "جهة", "نوع", "عنوان", "", "لایەنی", "ملاحظات", "الغرض"),
    CHOICE: ("نوع", "صفة", "حالة", "", "", "باری", "درجة", "صنف"),
    NOTHING: ("توقيع", "ختم", "صورة", "", "واژۆی", "مصادقة", "", "طابع"),
}
LETTERHEADS: Final = (
    "جمهورية العراق", "وزارة الداخلية", "وزارة الصحة", "وزارة التجارة", "مجلس القضاء الأعلى", "وزارة العدل",
    "محكمة الأحوال الشخصية", "مديرية الأحوال المدنية", "مديرية الجنسية العامة", "دائرة صحة الرصافة",
    "إقليم كوردستان العراق", "هەرێمی کوردستان - عێراق", "وەزارەتی ناوخۆ", "کۆماری عێراق", "Republic of Iraq",
    "Ministry of Interior", "الجمهورية العراقية", "دائرة التخطيط والمتابعة", "رئاسة محكمة استئناف",
    "بەڕێوەبەرایەتی باری کەسێتی", "المديرية العامة للأحوال المدنية والجوازات والإقامة",
)  # fmt: skip
STAMPS: Final = (
    "الختم الرسمي", "مكتب الولادات", "مۆری فەرمی", "صورة طبق الأصل", "مصدق", "دائرة الأحوال", "سجل", "النفوس",
    "طابع", "حسب الأصول", "أمانة", "الأحوال المدنية", "مديرية", "العراق", "وزارة", "لا يعمل به",
)  # fmt: skip
FILLERS: Final = (
    "بناء على الطلب المقدم من", "قررت المحكمة", "وبعد الاطلاع على", "حسب الأصول", "المذكور أعلاه",
    "نؤيد لكم بأن", "استنادا إلى القانون", "والمسجل في", "وذلك لغرض تقديمها إلى", "حكما وجاهيا قابلا للتمييز",
    "أمام هذه المحكمة", "وبحضور الشاهدين", "وأفهم علنا", "المرقم", "والمؤرخ في", "من أهالي", "المولود في",
    "ومن سكنة", "والمدعى عليه", "وحيث أن", "عليه قررنا", "تصحيح القيد", "بدلا من", "يرجى التفضل بالاطلاع",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label with what it announces, its other printed forms, and its label in a second language;
    `phrases` announce the same in running text."""

    text: str
    kind: int
    others: tuple[str, ...] = ()
    twin: str = ""
    values: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


Draw = Callable[[random.Random], str]


@cache
def real_labels() -> tuple[Label, ...]:
    """The labels of every field and column of our types, each spelling on its own."""
    out: list[Label] = []
    for kind in document_types().values():
        for spec in kind.fields:
            out += [label for one in (spec, *spec.columns) for label in labels_of(one)]
    return tuple(dict.fromkeys(out))


def labels_of(spec: FieldSpec) -> list[Label]:
    """The printed labels of one field."""
    number = next((place for place, kinds in enumerate(KINDS) if spec.kind in kinds), NOTHING)
    if spec.kind in {FieldKind.TABLE, FieldKind.MRZ, FieldKind.LIST}:
        return []
    every = (*spec.labels_ar, *spec.labels_ckb)
    twin = spec.labels_ckb[0] if spec.labels_ckb else spec.label_en
    english = [Label(spec.label_en, number, every)] if spec.labels_ar else []
    return [Label(text, number, every, twin, spec.values, spec.phrases) for text in every] + english


@cache
def _lists() -> tuple[tuple[str, ...], ...]:
    given = tuple(name.name for name in given_names())
    clans = tuple(name.name for name in laqabs())
    towns = tuple(dict.fromkeys(one.text for one in place_names() if not one.text.isascii()))
    return given, clans, towns


def name_word(rng: random.Random) -> str:
    """A given name, on a list or on none."""
    if rng.random() < 0.3:
        return pseudo_name(rng, rng.choice((NameKind.MALE, NameKind.FEMALE)), kurdish=rng.random() < 0.3)
    return rng.choice(_lists()[0])


def _name(rng: random.Random) -> str:
    parts = [name_word(rng) for _ in range(rng.choice((1, 1, 2, 3, 3, 4)))]
    if rng.random() < 0.4:
        parts.append(rng.choice(_lists()[1]) if rng.random() < 0.6 else pseudo_name(rng, NameKind.LAQAB))
    text = " ".join(parts)
    if rng.random() < 0.06:
        return latin_name(text)
    return f"{text} {rng.randrange(10, 3000)}" if rng.random() < 0.04 else text


def _number(rng: random.Random) -> str:
    draw, size = rng.random(), rng.choice((1, 2, 3, 4, 4, 5, 5, 6, 8, 10, 12))
    figure = str(rng.randrange(10**size))
    if draw < 0.78:
        return figure
    if draw < 0.84:
        return rng.choice("ABGNZ") + str(rng.randrange(10**8))
    if draw < 0.9:
        return f"{figure}/{rng.randrange(1, 99)}/{rng.randrange(1930, 2026)}"
    if draw < 0.95:
        return f"{figure} {rng.choice(('دينار', 'دينار عراقي', 'كغم', 'غم', 'سنة', 'م'))}"
    return f"{rng.choice(('سجل', 'صحيفة', 'جلد', 'ص'))} {figure} {rng.choice(('صحيفة', 'ص'))} {figure}"


def _date(rng: random.Random) -> str:
    year, month, day = rng.randrange(1905, 2027), rng.randrange(1, 13), rng.randrange(1, 29)
    draw = rng.random()
    if draw < 0.4:
        sign = rng.choice("///-.")
        return f"{year}{sign}{month:02}{sign}{day:02}"
    if draw < 0.6:
        return f"{day}/{month}/{year}"
    if draw < 0.66:
        return f"{day} / {month} / {year}"
    if draw < 0.78:
        return f"{day} {rng.choice(MONTHS)} {year}"
    if draw < 0.84:
        return str(year)
    if draw < 0.9:
        place = rng.choice(_lists()[2])
        return rng.choice((f"{year}/{month:02}/{day:02} {place}", f"{place} {year}/{month:02}/{day:02}"))
    if draw < 0.95:
        return f"{rng.randrange(24):02}:{rng.randrange(60):02}"
    return f"{day} {rng.choice(('Jan', 'Feb', 'Mar', 'Apr', 'Sep', 'Dec'))} {year}"


def _place(rng: random.Random) -> str:
    town = rng.choice(_lists()[2]) if rng.random() < 0.85 else pseudo_word(rng)
    draw = rng.random()
    if draw < 0.6:
        return town
    if draw < 0.75:
        return f"{town}{rng.choice((' / ', ' - ', ' '))}{rng.choice(_lists()[2])}"
    if draw < 0.8:
        return latin_name(town)
    head = rng.choice(("محافظة", "قضاء", "ناحية", "مديرية جنسية", "دائرة أحوال", "حي", "محكمة بداءة"))
    return f"{head} {town}"


def _address(rng: random.Random) -> str:
    """An address, whose inner words are labels elsewhere."""
    parts = [f"{word} {rng.randrange(1, 999)}" for word in ("محلة", "زقاق", "دار")[: rng.randrange(1, 4)]]
    town = [rng.choice(_lists()[2])] if rng.random() < 0.6 else []
    return rng.choice((" ", " ", " / ")).join([*town, *parts])


def _text(rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.3:
        return _address(rng)
    if draw < 0.65:
        lists = (sayings.HOSPITALS, sayings.CAUSES_OF_DEATH, sayings.QUARTERS, sayings.NOTES, sayings.LAWS,
                 sayings.AUTHORITIES, sayings.LOST_PLACES, sayings.LOST_WAYS)  # fmt: skip
        return rng.choice(rng.choice(lists))
    if draw < 0.8:
        return " ".join(pseudo_word(rng) for _ in range(rng.choice((1, 2, 3, 4))))
    return rng.choice((_name, _place))(rng) + rng.choice(("", "", f" {rng.randrange(1, 2000)}"))


def _choice(rng: random.Random) -> str:
    return rng.choice(CHOICES) if rng.random() < 0.85 else pseudo_word(rng)


VALUES: Final[tuple[Draw, ...]] = (_name, _number, _date, _place, _text, _choice)


def value(label: Label, rng: random.Random) -> str:
    """A value of what a label announces; empty for a picture or a stamp."""
    if label.kind == NOTHING:
        return ""
    if label.values and rng.random() < 0.7:
        return rng.choice(label.values)
    return VALUES[label.kind](rng)


def invented_label(rng: random.Random, kind: int | None = None) -> Label:
    """A label that stands in no type."""
    kind = rng.choices(range(NOTHING + 1), (5, 5, 4, 2, 2, 2, 1))[0] if kind is None else kind
    head = rng.choice(HEADS[kind]) if rng.random() < 0.6 else ""
    letters = SORANI_LETTERS if rng.random() < 0.15 else None
    draw = rng.random()
    if draw < 0.1:
        body = [
            rng.choice(("Card", "File", "Issue", "Holder", "Father", "Office", "Type", "Surname", "Family"))
        ]
        body += [rng.choice(("No.", "Name", "Date", "of"))] if rng.random() < 0.4 else []
    else:
        count = rng.choice((1, 1, 2, 2, 3))
        body = [pseudo_word(rng, letters) if letters else pseudo_word(rng) for _ in range(count)]
        if rng.random() < 0.4:
            body[0] = rng.choice(
                rng.choice((sayings.WORDS, ("الأسرة", "المولود", "الزوج", "المتوفى", "الوكيل")))
            )
    text = " ".join([*([head] if head else []), *body])
    twin = " ".join(pseudo_word(rng, SORANI_LETTERS) for _ in range(rng.choice((1, 2))))
    return Label(text, kind, (), twin)


def phrase(label: Label, rng: random.Random) -> Label:
    """The label as running text announces it: by a phrase of its type, by any other, or by its own words."""
    options = label.phrases or FILLERS
    if rng.random() < (0.7 if label.phrases else 0.4):
        return replace(label, text=rng.choice(options), twin="")
    return label


def prose(rng: random.Random) -> str:
    """A few words of running text that announce nothing."""
    if rng.random() < 0.5:
        return rng.choice(FILLERS)
    words = (rng.choice(sayings.LINKS if at % 3 == 1 else sayings.WORDS) for at in range(rng.randrange(1, 6)))
    return " ".join(words)
