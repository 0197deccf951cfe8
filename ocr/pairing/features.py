"""What the pairing network sees of a sheet: words as numbers, and how every two of them stand to each other.

Training and reading share this code, so that both see the same.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from arabic.digits import to_western
from arabic.letters import fold
from ocr.geometry import Rect
from ocr.pairing.known import KINDS, LONGEST, Known
from ocr.pairing.words import COLONS, Word
from ocr.text.similarity import label_key, prepared, similarities

BUCKETS: Final = 4096
"""Hashed letter n-grams; 0 is none."""
GRAMS: Final = 14
"""n-grams of a word that are kept."""
PHRASE_GAP: Final = 1.4
"""Heights of a line between two words of one label at most."""
SAME_ROW: Final = 0.45
"""Shared share of the lower word's height from which two stand on one line of print."""
FARTHEST: Final = 6.0
"""Log-compressed distances are cut off here; log1p(400 heights) is 6."""
LEAST_LIKE: Final = 0.55
"""Likeness to a label below which it says nothing."""
DATE: Final = re.compile(r"\d{1,4}[/.\-]\d{1,2}([/.\-]\d{1,4})?")
CACHED: Final = 20_000
"""Words whose n-grams and signs are remembered."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What the network sees of n words: n-grams (n, GRAMS), numbers (n, NUMBERS), pairs (n, n, PAIRS)."""

    grams: NDArray[np.int64]
    numbers: Floats
    pairs: Floats


SIGNS: Final = 14
"""Numbers about the letters of one word, as `_signs` counts them."""
LIKENESS: Final = 7 + len(KINDS) + 1 + 1
"""Numbers about how like known labels a word and its neighbours are, as `_likeness` counts them."""
PLACES: Final = 13
"""Numbers about where a word stands, as `_places` counts them."""
NUMBERS: Final = SIGNS + LIKENESS + PLACES
"""All numbers about one word."""
PAIRS: Final = 15
"""Numbers about how two words stand to each other, as `_stand` counts them."""


def features(
    words: Sequence[Word],
    horizontal: Sequence[Rect],
    vertical: Sequence[Rect],
    text_height: float,
    known: Known,
) -> Features:
    """The features of a sheet's words in any order; rules and words in one frame."""
    boxes = _boxes([word.rect for word in words]) / max(text_height, 1e-6)
    walls = _boxes(list(vertical)) / max(text_height, 1e-6)
    floors = _boxes(list(horizontal)) / max(text_height, 1e-6)
    segments = np.array([word.segment for word in words], np.intp)
    stand = _stand(boxes, walls, floors, segments)
    beside = _beside(stand)
    grams = np.array([_grams(word.text) for word in words], np.int64).reshape(len(words), GRAMS)
    signs = np.array([_signs(word.text) for word in words], np.float32).reshape(len(words), SIGNS - 1)
    sure = np.array([[word.confidence] for word in words], np.float32).reshape(len(words), 1)
    like = _likeness([word.text for word in words], beside, known)
    places = _places(boxes, stand, beside)
    numbers = np.concatenate([signs, sure, like, places], axis=1).astype(np.float32)
    return Features(grams, numbers, stand.pairs)


@dataclass(frozen=True, slots=True)
class _Stand:
    """How words stand: pair features, and what single-word features are taken from them."""

    pairs: Floats
    gaps: Floats
    row: NDArray[np.bool_]
    walls: NDArray[np.intp]
    floors: NDArray[np.intp]


def _boxes(rects: Sequence[Rect]) -> Floats:
    """Left, top, right, bottom of rectangles (n, 4)."""
    return np.array([(r.left, r.top, r.right, r.bottom) for r in rects], np.float32).reshape(len(rects), 4)


def _squeezed(distance: NDArray[np.floating]) -> Floats:
    """Signed logarithm of distances in heights of a line."""
    return np.asarray(np.sign(distance) * np.minimum(FARTHEST, np.log1p(np.abs(distance))), np.float32)


def _before(boxes: Floats, rules: Floats, *, upright: bool) -> NDArray[np.intp]:
    """How many rules stand left of (or over) each word, on its own line (or column)."""
    if not len(rules) or not len(boxes):
        return np.zeros(len(boxes), np.intp)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    along, across = (y, x) if upright else (x, y)
    start, end = (rules[:, 1], rules[:, 3]) if upright else (rules[:, 0], rules[:, 2])
    at = (rules[:, 0] + rules[:, 2]) / 2 if upright else (rules[:, 1] + rules[:, 3]) / 2
    crosses = (start[None] - 0.1 < along[:, None]) & (along[:, None] < end[None] + 0.1)
    return np.asarray((crosses & (at[None] < across[:, None])).sum(axis=1), np.intp)


def _stand(boxes: Floats, walls: Floats, floors: Floats, segments: NDArray[np.intp]) -> _Stand:
    left, top, right, bottom = (boxes[:, side] for side in range(4))
    x, y, height = (left + right) / 2, (top + bottom) / 2, np.maximum(bottom - top, 1e-3)
    gaps = np.maximum(left[None] - right[:, None], left[:, None] - right[None])
    over = np.minimum(bottom[None], bottom[:, None]) - np.maximum(top[None], top[:, None])
    low = np.minimum(height[None], height[:, None])
    row = (over > SAME_ROW * low) | (np.abs(y[None] - y[:, None]) < 0.35 * low)
    shared = np.minimum(right[None], right[:, None]) - np.maximum(left[None], left[:, None])
    narrow = np.maximum(np.minimum(right - left, (right - left)[:, None]), 1e-3)
    column, level = _before(boxes, walls, upright=True), _before(boxes, floors, upright=False)
    apart = np.clip(column[None] - column[:, None], -3, 3)
    under = np.clip(level[None] - level[:, None], -3, 3)
    pairs = np.stack(
        [
            _squeezed(x[None] - x[:, None]), _squeezed(y[None] - y[:, None]), _squeezed(gaps),
            row, segments[None] == segments[:, None], np.clip(shared / narrow, 0, 1),
            _squeezed(right[None] - right[:, None]), _squeezed(left[None] - left[:, None]),
            apart / 3, apart == 0, under / 3, under == 0,
            _squeezed(top[None] - bottom[:, None]), _squeezed(height[None] - height[:, None]),
            np.eye(len(boxes), dtype=np.float32),
        ],
        axis=-1,
    ).astype(np.float32)  # fmt: skip
    return _Stand(pairs, gaps.astype(np.float32), row, column, level)


def _beside(stand: _Stand) -> NDArray[np.intp]:
    """The nearest word left of each on its line with no wall between, -1 for none."""
    count = len(stand.gaps)
    if not count:
        return np.zeros(0, np.intp)
    # pairs[..., 0] is how far right the other's middle is.
    left = stand.row & (stand.pairs[..., 0] < 0) & (stand.walls[None] == stand.walls[:, None])
    distance = np.where(left, np.maximum(stand.gaps, 0.0) - 1e-3 * stand.pairs[..., 0], np.inf)
    nearest = distance.argmin(axis=1)
    near = distance[np.arange(count), nearest] < PHRASE_GAP
    return np.asarray(np.where(near, nearest, -1), np.intp)


@lru_cache(maxsize=CACHED)
def _grams(text: str) -> tuple[int, ...]:
    """Hashes of a word: whole, its beginnings, its ends, its letters three by three; digits count alike."""
    key = re.sub(r"\d", "0", to_western(fold(text)))
    parts = [f"={key}", f"^{key[:2]}", f"^{key[:3]}", f"${key[-2:]}", f"${key[-3:]}"]
    parts += [key[at : at + 3] for at in range(max(1, len(key) - 2))]
    hashed = [1 + zlib.crc32(part.encode()) % (BUCKETS - 1) for part in parts[:GRAMS]]
    return tuple(hashed + [0] * (GRAMS - len(hashed)))


@lru_cache(maxsize=CACHED)
def _signs(text: str) -> tuple[float, ...]:
    western = to_western(text)
    size = max(1, len(western))
    digits = sum(map(str.isdigit, western))
    latin = sum(sign.isascii() and sign.isalpha() for sign in western)
    letters = sum(map(str.isalpha, western)) - latin
    return (
        digits / size, latin / size, letters / size, 1 - (digits + latin + letters) / size,
        float(text[-1:] in COLONS), float(text[:1] in COLONS), float("/" in text or "\\" in text),
        float("(" in text), float(")" in text), float(DATE.fullmatch(western) is not None),
        float("-" in text), min(1.0, size / 12), float(size == 1),
    )  # fmt: skip


def _likeness(texts: Sequence[str], beside: NDArray[np.intp], known: Known) -> Floats:
    """How like a known label the words around each word are, what that label is (n, LIKENESS).

    Compared are the words that begin with it, that hold it and that end with it, and it alone with single
    words of labels.
    """
    out = np.zeros((len(texts), LIKENESS), np.float32)
    if not known.forms or not texts:
        return out
    keys = [label_key(text) for text in texts]
    chains: list[tuple[int, ...]] = []
    for start in range(len(texts)):
        chain: tuple[int, ...] = ()
        place = start
        while place >= 0 and len(chain) < LONGEST and keys[place]:
            chain = (*chain, place)
            chains.append(chain)
            if texts[place][-1:] in COLONS:
                break
            place = int(beside[place])
    if not chains:
        return out
    said = prepared(_phrase([keys[place] for place in chain]) for chain in chains)
    scores = similarities(said, known.keys)
    best = scores.argmax(axis=1)
    tops = scores[np.arange(len(chains)), best]
    begun = np.zeros(len(texts))
    for number in np.flatnonzero(tops >= LEAST_LIKE):
        chain, top, form = chains[number], float(tops[number]), known.forms[int(best[number])]
        # A longer label, a little misread, says more than a shorter one that it begins with.
        worth = top + 0.02 * len(said.bare[number])
        first, last = chain[0], chain[-1]
        out[list(chain), 1] = np.maximum(out[list(chain), 1], top)
        out[last, 2] = max(out[last, 2], top)
        if worth > begun[first]:
            begun[first] = worth
            out[first, 0], out[first, 3] = top, len(chain) / 4
            out[first, 4] = form.column
            out[first, 7 : 7 + len(KINDS) + 1] = 0.0
            out[first, 7 + form.kind] = 1.0
    singles = cdist(keys, known.single, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    out[:, 5] = singles.max(axis=1, initial=0.0)
    out[:, 6] = np.array([len(set(key.split()) & set(known.single)) > 0 for key in keys])
    out[:, -1] = 1.0
    return out


def _phrase(keys: Sequence[str]) -> str:
    """Words from the right as one text: Latin ones among themselves run from the left."""
    return " ".join(reversed(keys) if all(map(str.isascii, keys)) else keys)


def _places(boxes: Floats, stand: _Stand, beside: NDArray[np.intp]) -> Floats:
    """Where each word stands on the sheet and among its neighbours."""
    if not len(boxes):
        return np.zeros((0, PLACES), np.float32)
    left, top, right, bottom = (boxes[:, side] for side in range(4))
    wide, tall = max(1e-3, float(right.max() - left.min())), max(1e-3, float(bottom.max() - top.min()))
    to_left = np.where(stand.row & (stand.pairs[..., 0] < 0), stand.gaps, np.inf).min(axis=1)
    to_right = np.where(stand.row & (stand.pairs[..., 0] > 0), stand.gaps, np.inf).min(axis=1)
    row = np.asarray(stand.row.sum(axis=1), np.float32)
    return np.stack(
        [
            (left - left.min()) / wide, (right - left.min()) / wide, (top - top.min()) / tall,
            np.full_like(left, np.log1p(wide) / 5), np.full_like(left, np.log1p(tall) / 5),
            np.clip(bottom - top, 0, 4) / 2, np.minimum(3.0, np.log1p(right - left)),
            np.minimum(4.0, np.log1p(np.maximum(0.0, np.minimum(to_left, 1e3)))),
            np.minimum(4.0, np.log1p(np.maximum(0.0, np.minimum(to_right, 1e3)))),
            np.isinf(to_left), np.isinf(to_right), np.minimum(row, 20) / 10,
            np.asarray(beside >= 0, np.float32),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip
