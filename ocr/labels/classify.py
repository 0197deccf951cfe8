"""Which document and which side a paper is, from its titles and labels; weak evidence means `unknown`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import exp
from typing import Final

import numpy as np

from arabic.mrz import MrzFormat
from ocr.labels.forms import find_label, heads
from ocr.labels.nearest import Nearest, nearest_forms
from ocr.labels.printed import Printed, label_weights, printed_by
from ocr.result.reading import Mrz
from ocr.text.similarity import Likeness, label_key, likeness, similarity
from reference.documents import UNKNOWN, DocumentType

IRAQ = ("جمهوريه العراق", "كوماري عيراق", "republic of iraq", "وزاره الداخليه", "مجلس القضاء الاعلي")
ELSEWHERE = (
    "المملكه الاردنيه الهاشميه", "الجمهوريه العربيه السوريه", "جمهوريه مصر العربيه", "الجمهوريه اللبنانيه",
    "المملكه العربيه السعوديه", "دوله الكويت", "الجمهوريه اليمنيه", "دوله فلسطين", "جمهوري اسلامي ايران",
    "الجمهوريه التونسيه", "المملكه المغربيه", "الجمهوريه الجزائريه", "دوله ليبيا", "جمهوريه السودان",
    "الامارات العربيه المتحده", "سلطنه عمان", "مملكه البحرين", "دوله قطر",
)  # fmt: skip
LEAST_EVIDENCE: Final = 3.2
"""Least points of a type that a paper may be: a title is worth 4.5, a label one or two, so four labels or
so."""
AT_HOME: Final = 0.8
"""Points that a letterhead of the state takes off those needed: only papers of ours bear it."""
LEAST_LEAD: Final = 1.12
"""Least ratio of the best type's points to the next one's below which their titles decide."""
LIKE_TITLE: Final = 0.7
"""Least likeness (0 to 1) of a line to a title by which one of two types as likely is chosen."""
TITLE_LEAD: Final = 0.12
"""Least lead in likeness of that title over the other type's: types of one family have like titles."""
TITLE: Final = 0.82
"""Least likeness (0 to 1) of a line to a title that it is: every sixth letter may be misread."""
NAMED: Final = 0.88
"""Least likeness (0 to 1) of a line to a type's own title at which it adds `NAME_WORTH`."""
BY_NAME: Final = 0.2
"""Least lead in likeness of that line over the next type's title."""
NAME_WORTH: Final = 1.5
"""Points that a paper's own title adds to its type's lead."""
FEWEST_LABELS: Final = 3
"""Labels of a type that a paper must bear to be it for sure: a title alone may be what a value says."""
UNSURE: Final = 0.9
"""Most chance (0 to 1) of a type of which fewer labels were found."""
BACK: Final = "back"
UNTITLED: Final = 0.965
"""Least chance (0 to 1) of a type whose title the paper lacks, as it lacks the letterhead of the state."""
MOST_LABELS: Final = 0.5
"""Least share of such a type's labels on the paper: foreign cards ask for name, date of birth and sex,
too."""
NO_LEAD: Final = -0.4
"""Log odds that the best type is the paper's without a lead; measured as `PER_POINT` is."""
PER_POINT: Final = 0.85
"""Log odds for each point of lead, measured on the texts of 569 drawn papers of which up to three quarters of
the lines were taken away."""


@dataclass(frozen=True, slots=True)
class Classified:
    """A document type's key (or 'unknown'), the side, and how sure that is (0 to 1)."""

    key: str
    side: str
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """A paper's texts with their keys, likeness to what types print, and the nearest forms."""

    every: Sequence[str]
    keys: Sequence[str]
    like: Likeness
    near: Nearest

    def hold(self, phrases: Sequence[str], sure: float) -> int:
        """How many of some phrases any text holds so surely."""
        return int((self.like.contains(phrases) > sure).any(axis=1).sum())


@dataclass(frozen=True, slots=True)
class _Score:
    """The points of one side of a type for a paper.

    `labelled` says that enough of its labels were found for it to be sure, `titled` that the paper bears its
    title and anything else that the type prints, `share` how many of its labels were found (0 to 1).
    """

    printed: Printed
    side: str
    points: float
    labelled: bool
    titled: bool
    share: float


def classify(texts: Sequence[str], types: Mapping[str, DocumentType], mrz: Mrz | None = None) -> Classified:
    """Choose among `types` by the texts of a paper, in any order."""
    by_zone = _from_mrz(mrz, types)
    if by_zone is not None:
        return by_zone
    every = tuple(types.values())
    printed, weights = printed_by(every), label_weights(every)
    seen = _compared(texts, printed)
    if not seen.keys:
        return Classified(UNKNOWN, "", 1.0)
    if seen.hold(ELSEWHERE, 0.87):
        return Classified(UNKNOWN, "", 0.9)
    scores = [score for one in printed for score in _scores(seen, one, weights)]
    scores.sort(key=lambda score: -score.points)
    at_home = bool(seen.hold(IRAQ, 0.85))
    needed = LEAST_EVIDENCE - (AT_HOME if at_home else 0.0)
    if not scores or scores[0].points < needed:
        return Classified(UNKNOWN, "", 0.0 if not scores else max(0.0, 1 - scores[0].points / needed))
    best = scores[0]
    next_best = next((score for score in scores if score.printed is not best.printed), None)
    rival = next_best.points if next_best else 0.0
    if best.points < LEAST_LEAD * rival and best.points < rival + 1.8:
        titled = _by_title(seen, [score for score in scores if score.points * LEAST_LEAD >= best.points])
        return titled or Classified(UNKNOWN, "", 0.3)
    sure = _chance(best.points - rival + _name(seen, best, next_best))
    sure = sure if best.labelled else min(sure, UNSURE)
    # Backs bear neither letterhead nor title.
    told = best.share >= MOST_LABELS and (best.side == BACK or sure >= UNTITLED)
    if not (at_home or best.titled or told):
        return Classified(UNKNOWN, "", round(1 - sure, 3))
    return Classified(best.printed.kind.key, best.side, sure)


def _compared(texts: Sequence[str], types: Sequence[Printed]) -> _Texts:
    """Texts beside all that types print."""
    keys = list(dict.fromkeys(key for key in (label_key(text) for text in texts) if key))
    phrases = chain(ELSEWHERE, IRAQ, *((*one.titles, *one.words, *one.against) for one in types))
    sides = [side.labels for one in types for side in one.sides]
    near = nearest_forms(chain.from_iterable(heads(text) for text in texts), sides)
    return _Texts(texts, keys, likeness(phrases, keys), near)


def _by_title(seen: _Texts, rivals: Sequence[_Score]) -> Classified | None:
    """The one of equal rivals whose title is most like a line of the paper, if it is by far."""
    ranked = sorted(((_likest(seen, score.printed), score) for score in rivals), key=lambda pair: -pair[0])
    likest, best = ranked[0]
    second = max((like for like, score in ranked if score.printed is not best.printed), default=0.0)
    if likest < LIKE_TITLE or likest < second + TITLE_LEAD:
        return None
    return Classified(best.printed.kind.key, best.side, _chance(0.0))


def _chance(lead: float) -> float:
    """The chance (0 to 1) that the best type is right which leads by so many points.

    Types share labels, so that what counts is what the paper bears and the next type doesn't.
    """
    return round(1 / (1 + exp(-NO_LEAD - PER_POINT * lead)), 3)


def _name(seen: _Texts, best: _Score, next_best: _Score | None) -> float:
    """The points that a paper's own title adds to a lead."""
    like = _likest(seen, best.printed)
    other = _likest(seen, next_best.printed) if next_best else 0.0
    return NAME_WORTH if like >= NAMED and like - other >= BY_NAME else 0.0


def _likest(seen: _Texts, printed: Printed) -> float:
    """How like the likest line is to a title of a type."""
    return float(seen.like.similarity(printed.named).max(initial=0.0))


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


def _scores(seen: _Texts, printed: Printed, weights: Mapping[str, float]) -> Iterator[_Score]:
    """Points for each side of a type: for its title and its key words, then for the labels of that side."""
    worded = 0.8 * seen.hold(printed.words, 0.86) - 1.5 * seen.hold(printed.against, 0.9)
    for side in printed.sides:
        found = {key: side.captions[key] for key in seen.keys if key in side.captions}
        announcing: dict[str, float] = {}
        named: set[str] = set()
        for text in seen.every:
            hit = find_label(text, side.labels, seen.near)
            if hit is not None:
                key = hit.form.key
                found[key] = max(found.get(key, 0.0), hit.score * weights.get(key, 1.0))
                announcing[label_key(text)] = hit.score
                named.add(hit.form.fields[0])
        share = min(1.0, len(found) / max(1, side.required))
        title = _title(seen, printed.titles, announcing)
        points = 4.5 * title + worded + sum(found.values()) * (0.4 + 0.6 * share)
        labelled = len(found) >= min(FEWEST_LABELS, side.labelled)
        borne = len(named) / max(1, side.labelled)
        # A newspaper's headline is like some title sooner or later: without one label it names nothing.
        yield _Score(printed, side.side, points, labelled, title > 0 and bool(found), borne)


def _title(seen: _Texts, names: Sequence[str], announcing: Mapping[str, float]) -> float:
    """How surely a text is one of the titles: it must not be much longer than that, nor as like a label."""
    sizes, lengths = (np.array([len(text) for text in some], np.float64) for some in (names, seen.keys))
    sizes = sizes[:, None]
    within = seen.like.contains(names) * np.minimum(1.0, 1.5 * sizes / lengths)
    titles = np.where(lengths > 2.2 * sizes, 0.0, np.maximum(seen.like.similarity(names), within))
    titles[titles <= np.array([announcing.get(key, 0.0) for key in seen.keys])] = 0.0
    best = float(titles.max(initial=0.0))
    return best if best > TITLE else 0.0
