"""Who may be meant: the question read as it stands, and in other ways only when nobody fits it whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from registry.search.asked import MOST_WORDS, Asked, Reading, Word
from registry.search.indexing import office_number
from registry.search.parts import MOST_ALIKE, alike, ids_of, likeliest, without_article
from registry.search.probes import Found, children, probe
from registry.search.ranking import misfits, penalties
from registry.search.readings import cut, joined, mother_joined, parted, respaced, turned

LEAST_WORDS: Final = 2
"""Least parts of a question that is asked in other ways: one name alone is too many people's."""
ENOUGH: Final = 40
"""People of exactly these names from which on nobody only alike is looked for: that would be half the
town."""

Prices = dict[str, Mapping[int, float]]


class Near(NamedTuple):
    """A person of the index, how far from the question, and by which reading of it."""

    price: float
    found: Found
    reading: Reading


def nearest(session: Session, asked: Asked) -> list[Near]:
    """People of the index, the nearest first."""
    search = _Search(session, asked)
    plain = asked.readings
    ways = [(way, one) for one in plain for way in (*joined(one), *mother_joined(one))]
    search.learn(plain, [way for way, _ in ways])
    search.look(cut(one) for one in plain)
    search.look(way for way, one in ways if search.is_known(way, one))
    if not search.fits_whole():
        search.look_alike(ways)
    if not search.is_satisfied():
        search.look_wider(plain)
    if not search.is_satisfied() or search.is_puzzled():
        search.look_further(plain)
    if not search.is_satisfied():
        search.look_by_mother(plain)
    if not search.best and len(asked.plain.words) > LEAST_WORDS:
        search.look([replace(asked.plain, words=asked.plain.words[:LEAST_WORDS])])
    return sorted(search.best.values(), key=lambda near: (near.price, near.found.person))


class _Search:
    """One question on its way: what each key may stand for, and the best reading of everybody found."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self._session = session
        self._office = None if asked.office is None else office_number(asked.office)
        self._prices: Prices = {}
        self._wider: Prices = {}
        self._exact: Prices = {}
        self._looked: set[Reading] = set()
        self.best: dict[Found, Near] = {}

    def learn(self, readings: Iterable[Reading], exactly: Iterable[Reading] = ()) -> None:
        """Find out what the words of readings may stand for; of `exactly` whether somebody bears them."""
        keys = _keys(readings)
        bare = {other for key in keys for other in without_article(key)}
        new = keys - self._prices.keys()
        unsure = (bare | _keys(exactly)) - keys - self._exact.keys()
        if new or unsure:
            found = alike(self._session, new, unsure)
            self._prices |= {key: likeliest(found[key]) for key in new}
            self._wider |= {key: found[key] for key in new if len(found[key]) > MOST_ALIKE}
            self._exact |= {key: found[key] for key in unsure}

    def is_known(self, way: Reading, plain: Reading) -> bool:
        """Whether the names that `way` has beside those of `plain` are such that somebody bears."""
        if way.mother != plain.mother and 0 not in self._known(way.mother).values():
            return False
        return all(0 in self._of(word).values() for word in way.words if word not in plain.words)

    def fits_whole(self) -> bool:
        """Whether somebody's name has every word of the question and the mother, as near as one slip each."""
        near = self._nearest()
        return near is not None and not self._missed(near) and self._has_mother(near, unasked=True)

    def is_satisfied(self) -> bool:
        """Whether somebody's name has every word of the question, as near as one slip.

        Of four words all but one are enough when the mother fits, too.
        """
        near = self._nearest()
        if near is None:
            return False
        allowed = int(len(near.reading.words) == MOST_WORDS and self._has_mother(near, unasked=False))
        return self._missed(near) <= allowed

    def is_puzzled(self) -> bool:
        """Whether every word is a name that somebody bears, and yet nobody has all of them in this order.

        A brother called after his father has all but one; who is meant may stand there with two names turned.
        """
        near = self._nearest()
        words = near.reading.words if near else ()
        return not self.fits_whole() and all(0 in self._of(word).values() for word in words)

    def look_alike(self, ways: Iterable[tuple[Reading, Reading]]) -> None:
        """Look at ways whose joined name is none that somebody bears, but one slip from one (محهد علي)."""
        every = [way for way, _ in ways]
        self.learn(every)
        self._looked.difference_update(every)
        self.look(
            way
            for way, one in ways
            if all(map(self._of, way.words)) and (way.mother == one.mother or self._known(way.mother))
        )

    def look_wider(self, plain: Iterable[Reading]) -> None:
        """Look at questions again with all that their words may stand for, where that was cut short."""
        self._prices |= self._wider
        again = [cut(one) for one in plain if not self._wider.keys().isdisjoint(_keys([one]))]
        self._looked.difference_update(again)
        self.look(again)

    def look_further(self, plain: Iterable[Reading]) -> None:
        """Look at what else the question may mean: names joined, turned, parted."""
        for one in plain:
            ways = (*joined(one), *turned(one))
            self.learn(ways)
            self.look((*ways, *self._parted(one)))

    def _nearest(self) -> Near | None:
        return min(self.best.values(), key=lambda near: near.price, default=None)

    def _missed(self, near: Near) -> int:
        return misfits(near.found, [self._of(word) for word in near.reading.words])

    def _has_mother(self, near: Near, *, unasked: bool) -> bool:
        """Whether the mother asked for fits; `unasked` when none was."""
        return near.found.mother in self._known(near.reading.mother) if near.reading.mother else unasked

    def _parted(self, plain: Reading) -> tuple[Reading, ...]:
        """Readings with a word that nobody bears taken for two that people bear."""
        unknown = [word for word in plain.words if 0 not in self._of(word).values()]
        halves = {
            key for _, _, two in respaced(plain, unknown) for half in two for key in (half.key, half.as_laqab)
        }
        ways = tuple(parted(plain, unknown, ids_of(self._session, halves))) if halves else ()
        self.learn(ways)
        return ways

    def look_by_mother(self, plain: Iterable[Reading]) -> None:
        """Look at the mother's children who fit two words: a given name may be wholly another."""
        for reading in map(cut, plain):
            words = [self._of(word) for word in reading.words]
            of_mother = self._prices[reading.mother] if reading.mother else {}
            each = [list(parts) for parts in words if parts]
            if of_mother and len(each) >= LEAST_WORDS:
                people = children(self._session, each, list(of_mother), self._office)
                self._take(reading, people, (words, of_mother))

    def look(self, readings: Iterable[Reading]) -> None:
        """Take everybody whom the probes find for these readings."""
        for reading in readings:
            if reading not in self._looked:
                self._looked.add(reading)
                self._probe(reading)

    def _of(self, word: Word) -> Mapping[int, float]:
        """The parts that a word may stand for, in any role."""
        laqabs = {
            part: price
            for bare, price in without_article(word.key).items()
            for part in self._known(bare)
            if self._known(bare)[part] == 0
        }
        return {**laqabs, **self._known(word.as_laqab), **self._known(word.key)}

    def _known(self, key: str) -> Mapping[int, float]:
        return self._prices.get(key) or self._exact.get(key, {})

    def _take(
        self,
        reading: Reading,
        people: Collection[Found],
        asked: tuple[Sequence[Mapping[int, float]], Mapping[int, float] | None],
    ) -> None:
        """Keep people by this reading where none fits them better; `asked`: the parts of words and mother."""
        for found, away in zip(people, penalties(people, *asked), strict=True):
            price = reading.price + away
            known = self.best.get(found)
            if known is None or price < known.price:
                self.best[found] = Near(price, found, reading)

    def _probe(self, reading: Reading) -> None:
        """Take everybody who fits two parts; a word that is like nobody's name finds and fits nobody."""
        words = [self._of(word) for word in reading.words]
        each = [parts for parts in words if parts]
        if len(each) < LEAST_WORDS:
            return
        of_mother = self._known(reading.mother) if reading.mother else None
        exact = [[part for part, price in parts.items() if price == 0] for parts in each]
        people: frozenset[Found] = frozenset()
        if len(each) == LEAST_WORDS and not reading.mother and all(exact):
            people = probe(self._session, exact, (), self._office)
        if len(people) < ENOUGH:
            people = probe(
                self._session, [list(parts) for parts in each], list(of_mother or ()), self._office
            )
        self._take(reading, people, (words, of_mother))


def _keys(readings: Iterable[Reading]) -> set[str]:
    """The keys that readings compare by."""
    every = list(readings)
    words = {key for way in every for word in way.words for key in (word.key, word.as_laqab)}
    return words | {way.mother for way in every if way.mother}
