"""Lines at the head and foot of papers which look like labels and announce nothing: the state, the title."""

from functools import cache

from ocr.labels import label_key, similarity
from ocr.layout import Sheet, in_one_row, left_of, reading_order
from reference.documents import DocumentType

HEADINGS = (
    "جمهورية العراق", "وزارة الداخلية", "وزارة الصحة", "وزارة العدل", "وزارة التجارة", "مجلس القضاء الأعلى",
    "مديرية الأحوال المدنية والجوازات والإقامة", "مديرية الجنسية العامة", "مديرية الأحوال المدنية العامة",
    "المديرية العامة للأحوال المدنية والجوازات والإقامة", "مديرية شؤون الجوازات", "مديرية الجوازات العامة",
    "کۆماری عێراق", "وەزارەتی ناوخۆ", "الختم والتوقيع",
)  # fmt: skip
ALIKE = 0.82
TITLE_ALIKE = 0.86
LONGEST_GAP = 3.0
"""The widest space between the words of a heading, in heights of its own line."""


def headings(sheet: Sheet, kind: DocumentType) -> set[int]:
    """Segments which are, alone or with their neighbours to the left, a heading or the paper's title."""
    found: set[int] = set()
    for index in reading_order([segment.rect for segment in sheet.segments]):
        chain: tuple[int, ...] = (index,)
        text = sheet.segments[index].text
        for beside in (None, *left_of(sheet, sheet.segments[index].rect)[:6]):
            if beside is not None:
                last, rect = sheet.segments[chain[-1]].rect, sheet.segments[beside].rect
                if not in_one_row(last, rect) or last.left - rect.right > LONGEST_GAP * last.height:
                    break
                chain, text = (*chain, beside), f"{text} {sheet.segments[beside].text}"
            if is_heading(text, kind):
                found.update(chain)
    return found


def is_heading(text: str, kind: DocumentType) -> bool:
    """Whether a text is a line of the letterhead or the foot, or the paper's title, rather than a label."""
    key = label_key(text)
    if any(similarity(key, heading) > ALIKE for heading in _heading_keys()):
        return True
    like = max((similarity(key, title) for title in _title_keys(kind)), default=0.0)
    return like > TITLE_ALIKE and all(similarity(key, label) < like for label in _label_keys(kind))


@cache
def _heading_keys() -> tuple[str, ...]:
    return tuple(label_key(heading) for heading in HEADINGS)


@cache
def _label_keys(kind: DocumentType) -> frozenset[str]:
    """The labels of a type: a card's number is announced by the card's title and a word more."""
    return frozenset(
        label_key(label) for field in kind.fields for label in (*field.labels_ar, *field.labels_ckb)
    )


@cache
def _title_keys(kind: DocumentType) -> tuple[str, ...]:
    """The titles of a type, but for those that are labels of it too."""
    labels = _label_keys(kind)
    names = (kind.name.ar, kind.name.ckb, kind.name.en, *kind.titles)
    return tuple(key for key in dict.fromkeys(label_key(name) for name in names) if key and key not in labels)
