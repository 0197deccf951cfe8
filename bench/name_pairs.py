"""Pairs of names as written, labelled: hard cases by hand, and generated ones with slips of known kinds.

The slips are written down here on purpose, apart from `arabic.distance`: an engine must not be measured
with the very table it weighs by. A part of them is arbitrary letters that no table expects.
"""

import csv
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from arabic.letters import clean
from arabic.names import part_key
from reference.lexicon import Gender, GivenName, given_names, laqabs

_HAND = Path(__file__).with_name("data") / "name_pairs.csv"
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# What readers of print and handwriting confuse; the first of each pair may become the second and back.
_MISREAD = "بت تث ثن بن نت يب ين جح حخ خج دذ رز سش صض طظ عغ فق كل هة ال مه رو در وف"
_SPELLED = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ؤ", "و"), ("ئ", "ي"), ("ء", ""))
# The article of a last word that is a laqab: one of the name before it belongs to a compound.
_LAQAB_ARTICLE = re.compile(r"(?<!عبد) ال(?=\w+$)")
_ZIPF = 0.9


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names as written, whether one person bears both, and the kind of case."""

    here: str
    there: str
    same: bool
    kind: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A drawn person's name by part."""

    given: str
    father: str
    grandfather: str
    laqab: str

    @property
    def text(self) -> str:
        return " ".join(filter(None, (self.given, self.father, self.grandfather, self.laqab)))


def hand_pairs() -> tuple[Pair, ...]:
    """Return the hard cases written by hand, each with the reason why it is one."""
    with _HAND.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(Pair(row["here"], row["there"], row["same"] == "yes", row["why"]) for row in rows)


def generated_pairs(count: int, seed: int) -> tuple[Pair, ...]:
    """Return `count` pairs from a fixed seed, half of one person and half of two, both with slips."""
    rng = random.Random(seed)
    drawer = _Drawer(rng)
    slips: tuple[tuple[str, Callable[[_Name], str]], ...] = (
        ("spelling", lambda name: _spelt(rng, name.text)),
        ("misread letter", lambda name: _misread(rng, name.text)),
        ("two misread letters", lambda name: _misread(rng, _misread(rng, name.text))),
        ("arbitrary letter", lambda name: _arbitrary(rng, name.text)),
        ("space lost or put in", lambda name: _spaced(rng, name.text)),
        ("grandfather missing", lambda name: _misread(rng, replace(name, grandfather="").text)),
        ("laqab missing", lambda name: _spelt(rng, replace(name, laqab="").text)),
    )
    others: tuple[tuple[str, Callable[[_Name], _Name]], ...] = (
        ("brother or sister", lambda name: replace(name, given=drawer.given())),
        ("father and child", lambda name: _Name(drawer.given(), name.given, name.father, name.laqab)),
        ("nearest other name", lambda name: replace(name, given=drawer.nearest(name.given))),
        ("nearest other father", lambda name: replace(name, father=drawer.nearest(name.father))),
        ("other father", lambda name: replace(name, father=drawer.father())),
        ("other grandfather and laqab", drawer.cousin),
        ("stranger", lambda _: drawer.name()),
    )
    pairs: list[Pair] = []
    while len(pairs) < count:
        name = drawer.name()
        kind, slip = slips[len(pairs) // 2 % len(slips)]
        pairs.append(Pair(name.text, slip(name), same=True, kind=kind))
        kind, other = others[len(pairs) // 2 % len(others)]
        person = other(name)
        if part_key(person.text) != part_key(name.text):
            pairs.append(Pair(name.text, rng.choice(slips)[1](person), same=False, kind=kind))
        else:
            pairs.pop()
    return tuple(pair for pair in pairs if clean(pair.here) != clean(pair.there))


class _Drawer:
    """Draws names by Zipf-like frequencies (the true ones are unknown) from the lexicon."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        names = list(given_names())
        rng.shuffle(names)
        self._all = [name.name for name in names]
        self._men = [name.name for name in names if name.gender is not Gender.FEMALE]
        self._laqabs = [laqab.name for laqab in laqabs()]
        rng.shuffle(self._laqabs)

    def _drawn(self, names: Sequence[str]) -> str:
        weights = [1 / rank**_ZIPF for rank in range(1, len(names) + 1)]
        return self._rng.choices(names, weights)[0]

    def given(self) -> str:
        return self._drawn(self._all)

    def father(self) -> str:
        return self._drawn(self._men)

    def laqab(self) -> str:
        return self._drawn(self._laqabs)

    def name(self) -> _Name:
        return _Name(self.given(), self.father(), self.father(), self.laqab())

    def cousin(self, name: _Name) -> _Name:
        """Draw someone of the same own and father's name, of another grandfather and laqab."""
        others = (drawn for drawn in iter(self.father, None) if part_key(drawn) != part_key(name.grandfather))
        return replace(name, grandfather=next(others), laqab=self.laqab())

    def nearest(self, name: str) -> str:
        """Another known name that differs in as few letters as any does."""
        key = part_key(name)
        near = [(Levenshtein.distance(key, part_key(other)), other) for other in self._all]
        least = min(apart for apart, _ in near if apart)
        return self._rng.choice([other for apart, other in near if apart == least])


def held_out(names: Sequence[GivenName], seed: int, share: float = 0.3) -> frozenset[str]:
    """Return the keys that an engine may know: all but a share of the names, which it has never heard of."""
    rng = random.Random(seed)
    return frozenset(part_key(name.name) for name in names if rng.random() >= share)


def _spelt(rng: random.Random, text: str) -> str:
    """Write the name as another clerk would: hamza, ta marbuta, compounds, article."""
    for letter, other in rng.sample(_SPELLED, 4):
        text = text.replace(letter, other)
    if rng.random() < 0.5:
        text = text.replace("عبد ", "عبد").replace(" الدين", "الدين")
    return _LAQAB_ARTICLE.sub(" ", text) if rng.random() < 0.2 else text


def _misread(rng: random.Random, text: str) -> str:
    """Replace one letter by one that it is taken for."""
    turns = [pair for word in _MISREAD.split() for pair in (word, word[::-1])]
    places = [(place, turn[1]) for place, letter in enumerate(text) for turn in turns if turn[0] == letter]
    if not places:
        return text
    place, letter = rng.choice(places)
    return text[:place] + letter + text[place + 1 :]


def _arbitrary(rng: random.Random, text: str) -> str:
    """Lose, add, replace or swap any letter at all."""
    place = rng.choice([place for place, letter in enumerate(text) if letter != " "])
    before, after = text[:place], text[place + 1 :]
    match rng.randrange(4):
        case 0:
            return before + after
        case 1:
            return before + text[place] + rng.choice(_LETTERS) + after
        case 2:
            return before + rng.choice(_LETTERS) + after
        case _:
            return before[:-1] + text[place] + before[-1:] + after


def _spaced(rng: random.Random, text: str) -> str:
    """Lose a space between two names, or put one in a compound apart."""
    if "عبد" in text and "عبد " not in text and rng.random() < 0.5:
        return text.replace("عبد", "عبد ", 1)
    places = [place for place, letter in enumerate(text) if letter == " "]
    place = rng.choice(places)
    return text[:place] + text[place + 1 :]
