"""Which document and which side a paper is, from its titles and labels; weak evidence means `unknown`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from arabic.mrz import MrzFormat
from ocr.labels import contains, find_label, forms, label_key, printed_forms, similarity
from ocr.reading import Mrz
from reference.documents import UNKNOWN, DocumentType, FieldSpec

IRAQ = ("جمهوريه العراق", "كوماري عيراق", "republic of iraq", "وزاره الداخليه", "مجلس القضاء الاعلي")
ELSEWHERE = (
    "المملكه الاردنيه الهاشميه", "الجمهوريه العربيه السوريه", "جمهوريه مصر العربيه", "الجمهوريه اللبنانيه",
    "المملكه العربيه السعوديه", "دوله الكويت", "الجمهوريه اليمنيه", "دوله فلسطين", "جمهوري اسلامي ايران",
    "الجمهوريه التونسيه", "المملكه المغربيه", "الجمهوريه الجزائريه", "دوله ليبيا", "جمهوريه السودان",
    "الامارات العربيه المتحده", "سلطنه عمان", "مملكه البحرين", "دوله قطر",
)  # fmt: skip
LEAST_EVIDENCE = 3.2
AT_HOME = 0.8
"""What a letterhead of the state takes off the evidence needed."""
LEAST_LEAD = 1.12
LIKE_TITLE = 0.7
TITLE_LEAD = 0.12
"""How like a title a line must be, alone and before the next title, to settle which of two types it is."""
TITLE = 0.82
TITLED = 0.85
"""From which likeness on a line is a title, and how sure a type of that title is."""


@dataclass(frozen=True, slots=True)
class Classified:
    """A document type's key (or 'unknown'), the side, and how sure that is (0 to 1)."""

    key: str
    side: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Score:
    kind: DocumentType
    side: str
    points: float
    labels: int


def classify(texts: Sequence[str], types: Mapping[str, DocumentType], mrz: Mrz | None = None) -> Classified:
    """Choose among `types` by the texts of a paper, in any order."""
    by_zone = _from_mrz(mrz, types)
    keys = list(dict.fromkeys(key for key in (label_key(text) for text in texts) if key))
    if by_zone is not None:
        return by_zone
    if any(contains(key, phrase) > 0.87 for key in keys for phrase in ELSEWHERE):
        return Classified(UNKNOWN, "", 0.9)
    weights = _weights(tuple(types.values()))
    sides = [(kind, side) for kind in types.values() for side in kind.sides]
    home = max((contains(key, phrase) for key in keys for phrase in IRAQ), default=0.0) > 0.85
    named = {kind.key: _name(keys, kind) for kind in types.values()}
    scores = [_score(texts, keys, kind, side, weights, named[kind.key]) for kind, side in sides]
    scores.sort(key=lambda score: -score.points)
    needed = LEAST_EVIDENCE - (AT_HOME if home else 0.0)
    if not scores or scores[0].points < needed:
        return Classified(UNKNOWN, "", 0.0 if not scores else max(0.0, 1 - scores[0].points / needed))
    best = scores[0]
    rival = next((score.points for score in scores if score.kind.key != best.kind.key), 0.0)
    if best.points < LEAST_LEAD * rival and best.points < rival + 1.8:
        titled = _by_title(keys, [score for score in scores if score.points * LEAST_LEAD >= best.points])
        return titled or Classified(UNKNOWN, "", 0.3)
    sure = (1 - 0.5 * min(1.0, rival / best.points)) * min(1.0, 0.55 + best.points / 20)
    # Types share labels; a paper that bears its own title is what it says, however near the next type comes.
    likeness = _likest(keys, best.kind)
    by_name = TITLED * likeness if likeness > TITLE else 0.0
    return Classified(best.kind.key, best.side, round(max(sure, by_name), 3))


def _by_title(keys: Sequence[str], rivals: Sequence[_Score]) -> Classified | None:
    """The one of equal rivals whose title is most like a line of the paper, if it is by far."""
    ranked = sorted(((_likest(keys, score.kind), score) for score in rivals), key=lambda pair: -pair[0])
    likeness, best = ranked[0]
    second = max((like for like, score in ranked if score.kind.key != best.kind.key), default=0.0)
    if likeness < LIKE_TITLE or likeness < second + TITLE_LEAD:
        return None
    return Classified(best.kind.key, best.side, round(TITLED * likeness, 3))


def _likest(keys: Sequence[str], kind: DocumentType) -> float:
    titles = [label_key(title) for title in (kind.name.ar, *kind.titles)]
    return max((similarity(key, title) for key in keys for title in titles if len(title) >= 6), default=0.0)


def _from_mrz(mrz: Mrz | None, types: Mapping[str, DocumentType]) -> Classified | None:
    """A zone of an Iraqi card or passport settles the matter; a foreign zone means unknown."""
    if mrz is None:
        return None
    head = mrz.lines[0]
    if mrz.format is MrzFormat.TD1 and similarity(head[:5], "IDIRQ") > 0.7 and "national_card" in types:
        return Classified("national_card", "back", 0.99)
    if (
        mrz.format is MrzFormat.TD3
        and head[:1] == "P"
        and similarity(head[2:5], "IRQ") > 0.6
        and "passport" in types
    ):
        return Classified("passport", types["passport"].sides[0], 0.99)
    return Classified(UNKNOWN, "", 0.95)


@cache
def _weights(types: tuple[DocumentType, ...]) -> Mapping[str, float]:
    """What finding a label says: much when few types print it, little when most do."""
    count: Counter[str] = Counter()
    for kind in types:
        printed = [*kind.fields, *(column for field in kind.fields for column in field.columns)]
        count.update({form for field in printed for form in printed_forms(field)})
    return {form: log(1 + len(types) / number) for form, number in count.items()}


def _name(keys: Sequence[str], kind: DocumentType) -> float:
    """Points for a type's title and its key words, whatever the side."""
    titles = dict.fromkeys(label_key(title) for title in (kind.name.ar, kind.name.ckb, *kind.titles))
    title = max((_title(key, name) for key in keys for name in titles if name), default=0.0)
    words = [label_key(word) for word in kind.keywords]
    hits = sum(any(contains(key, word) > 0.86 for key in keys) for word in words if word)
    against = sum(any(contains(key, label_key(word)) > 0.9 for key in keys) for word in kind.excluded)
    return 4.5 * title - 1.5 * against + 0.8 * hits


def _score(
    texts: Sequence[str],
    keys: Sequence[str],
    kind: DocumentType,
    side: str,
    weights: Mapping[str, float],
    named: float,
) -> _Score:
    """Points for the labels of one side of a type, on top of `named` for its title."""
    found: dict[str, float] = {}
    known = forms(kind, side)
    columns = tuple(form for column in _columns(kind, side) for form in printed_forms(column))
    found |= {key: 0.8 * weights.get(key, 1.0) for key in keys if key in columns}
    for text in texts:
        hit = find_label(text, known)
        if hit is not None:
            found[hit.form.key] = max(
                found.get(hit.form.key, 0.0), hit.score * weights.get(hit.form.key, 1.0)
            )
    labels = sum(found.values())
    expected = sum(1 for field in kind.fields if field.side == side and field.required and field.labels_ar)
    share = min(1.0, len(found) / max(1, expected))
    points = named + labels * (0.4 + 0.6 * share)
    return _Score(kind, side, points, len(found))


def _columns(kind: DocumentType, side: str) -> tuple[FieldSpec, ...]:
    """The columns of the table on a side."""
    return tuple(column for field in kind.on_side(side) for column in field.columns)


def _title(key: str, name: str) -> float:
    """How surely a text is the title `name`: the text must not be much longer than it."""
    if len(key) > 2.2 * len(name):
        return 0.0
    likeness = max(similarity(key, name), contains(key, name) * min(1.0, 1.5 * len(name) / max(1, len(key))))
    return likeness if likeness > TITLE else 0.0
