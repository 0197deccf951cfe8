"""Who may be meant: the question read as it stands, and in other ways only when nobody fits it whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session

from registry.search.asked import Asked, Reading, Word
from registry.search.indexing import office_number
from registry.search.parts import alike, ids_of
from registry.search.probes import Found, probe
from registry.search.ranking import fits, penalty
from registry.search.readings import cut, joined, parted, partings, turned

LEAST_WORDS: Final = 2
# So many people of exactly two names are enough: what is only alike to them would be half the town.
ENOUGH: Final = 40

Prices = dict[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Near:
    """A person of the index, how far from the question, and by which reading of it."""

    price: float
    found: Found
    reading: Reading


def nearest(session: Session, asked: Asked) -> list[Near]:
    """People of the index, the nearest first."""
    search = _Search(session, asked)
    for plain in asked.readings:
        search.learn((plain, *joined(plain)))
        search.look((cut(plain),))
        search.look(way for way in joined(plain) if search.is_known(way, plain))
    if not search.is_satisfied():
        for plain in asked.readings:
            search.look(joined(plain))
            search.look(turned(plain))
            search.look(search.parted(plain))
    if not search.best and len(asked.plain.words) > LEAST_WORDS:
        search.look([replace(asked.plain, words=asked.plain.words[:LEAST_WORDS])])
    return sorted(search.best.values(), key=lambda near: (near.price, near.found.person))


class _Search:
    """One question on its way: what each key may stand for, and the best reading of everybody found."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self._session = session
        self._office = None if asked.office is None else office_number(asked.office)
        self._prices: Prices = {}
        self._looked: set[Reading] = set()
        self.best: dict[Found, Near] = {}

    def learn(self, readings: Iterable[Reading]) -> None:
        """Find out what the words of readings may stand for."""
        keys = {key for way in readings for word in way.words for key in (word.key, word.as_laqab)}
        keys |= {way.mother for way in readings if way.mother}
        if new := keys - self._prices.keys():
            self._prices |= alike(self._session, new)

    def is_known(self, way: Reading, plain: Reading) -> bool:
        """Whether the words that `way` has beside those of `plain` are names that somebody bears."""
        return all(0 in self._prices[word.key].values() for word in way.words if word not in plain.words)

    def is_satisfied(self) -> bool:
        """Whether somebody's name has every word of the question, as near as one slip."""
        if not self.best:
            return False
        nearest_one = min(self.best.values(), key=lambda near: near.price)
        return fits(nearest_one.found, [self._of(word) for word in nearest_one.reading.words])

    def parted(self, plain: Reading) -> tuple[Reading, ...]:
        """Readings with a word that nobody bears taken for two that people bear."""
        unknown = [word for word in plain.words if 0 not in self._of(word).values()]
        halves = {
            key
            for word in unknown
            for two in partings(word)
            for half in two
            for key in (half.key, half.as_laqab)
        }
        ways = tuple(parted(plain, unknown, ids_of(self._session, halves))) if halves else ()
        self.learn(ways)
        return ways

    def look(self, readings: Iterable[Reading]) -> None:
        """Take everybody whom the probes find for these readings."""
        for reading in readings:
            if reading not in self._looked:
                self._looked.add(reading)
                for found, price in self._probe(reading):
                    if found not in self.best or price < self.best[found].price:
                        self.best[found] = Near(price, found, reading)

    def _of(self, word: Word) -> Mapping[int, float]:
        return {**self._prices[word.as_laqab], **self._prices[word.key]}

    def _probe(self, reading: Reading) -> Iterator[tuple[Found, float]]:
        """Everybody who fits two parts; a word that is like nobody's name finds nobody and is left out."""
        each = [parts for word in reading.words if (parts := self._of(word))]
        if len(each) < LEAST_WORDS:
            return
        of_mother = self._prices[reading.mother] if reading.mother else None
        exact = [[part for part, price in parts.items() if price == 0] for parts in each]
        people: frozenset[Found] = frozenset()
        if len(each) == LEAST_WORDS and not reading.mother and all(exact):
            people = probe(self._session, exact, (), self._office)
        if len(people) < ENOUGH:
            people = probe(
                self._session, [list(parts) for parts in each], list(of_mother or ()), self._office
            )
        for found in people:
            yield found, reading.price + penalty(found, each, of_mother)
