"""Other ways a question may be meant: two words that are one name, one that is two, another order."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import Final

from arabic.names import laqab_key
from registry.search.asked import MOST_WORDS, Reading, Word

JOINED: Final = 0.2
"""Cost of two words taken for one name, as of `arabic.distance`, where a wrong letter costs 1."""
PARTED: Final = 0.2
"""Cost of one word taken for two names."""
TURNED: Final = 0.6
"""Cost of two neighbours in the other order."""
LEAST_PART: Final = 2
"""Least letters of either half of a parted word."""
MOST_PARTED: Final = 3
"""Most ways in which a word is parted: the likeliest by how many bear the halves."""
LEAST_JOINED: Final = 3
"""Least words of a question of which two may be one name: enough must be left to ask for."""
MOST_JOINED: Final = 7
"""Most words of a question of which two pairs may be joined: a longer one is no chain of names."""


def cut(reading: Reading) -> Reading:
    """At most as many words as a name has roles: of a longer question the first three and the last."""
    if len(reading.words) <= MOST_WORDS:
        return reading
    return replace(reading, words=(*reading.words[: MOST_WORDS - 1], reading.words[-1]))


def joined(reading: Reading) -> tuple[Reading, ...]:
    """Two neighbours taken for one name (محمد جواد, or عند الحسين), where enough is left to ask for.

    Of more words than a name has roles two pairs, too: محمد جواد محمد علي القيسي.
    """
    words = reading.words
    if len(words) < LEAST_JOINED:
        return ()
    once = [_joined_at(reading, place) for place in range(len(words) - 1)]
    twice = [
        _joined_at(one, later)
        for place, one in enumerate(once)
        for later in range(place + 1, len(one.words) - 1)
        if MOST_WORDS < len(words) <= MOST_JOINED
    ]
    return tuple(map(cut, (*once, *twice)))


def mother_joined(reading: Reading) -> tuple[Reading, ...]:
    """The mother's name and her father's taken for one name (نور الهدغى), where both are given."""
    if not reading.maternal:
        return ()
    mother = reading.mother + reading.maternal
    return (cut(replace(reading, mother=mother, maternal="", price=reading.price + JOINED)),)


def _joined_at(reading: Reading, place: int) -> Reading:
    words = reading.words
    one = _join(words[place], words[place + 1])
    return replace(reading, words=(*words[:place], one, *words[place + 2 :]), price=reading.price + JOINED)


def turned(reading: Reading) -> Iterator[Reading]:
    """Two neighbours in the other order, and the laqab brought from the front to where it belongs."""
    words = reading.words
    for place, (first, second) in enumerate(pairwise(words)):
        other = (*words[:place], second, first, *words[place + 2 :])
        yield cut(replace(reading, words=other, price=TURNED))
    if len(words) > LEAST_PART:
        yield cut(replace(reading, words=(*words[1:], words[0]), price=TURNED))


def partings(word: Word) -> tuple[tuple[Word, Word], ...]:
    """Where a word may have lost a space: each two halves of its key."""
    return tuple(
        (_half(word.key[:place]), _half(word.key[place:]))
        for place in range(LEAST_PART, len(word.key) - LEAST_PART + 1)
    )


def moves(first: Word, second: Word) -> tuple[tuple[Word, Word], ...]:
    """Where the space between two words may belong (هبةعبد الأمير): their letters parted elsewhere."""
    letters = first.key + second.key
    places = range(LEAST_PART, len(letters) - LEAST_PART + 1)
    return tuple(
        (_half(letters[:place]), _half(letters[place:])) for place in places if place != len(first.key)
    )


def respaced(reading: Reading, unknown: Collection[Word]) -> Iterator[tuple[int, int, tuple[Word, Word]]]:
    """Each two words that may stand for one or two words of a question, whose first is at a place.

    One of those must be a word that nobody bears: the place, how many words they replace, and the two.
    """
    for place, word in enumerate(reading.words):
        if word in unknown:
            yield from ((place, 1, two) for two in partings(word))
    for place, (first, second) in enumerate(pairwise(reading.words)):
        if first in unknown or second in unknown:
            yield from ((place, 2, two) for two in moves(first, second))


def parted(reading: Reading, unknown: Collection[Word], known: Mapping[str, int]) -> Iterator[Reading]:
    """A word that nobody bears, alone or with its neighbour, taken for two that people bear.

    At each place the most common names first. `known` holds the dictionary's ids: a small one says "common".
    """
    found: dict[tuple[int, int], list[tuple[int, tuple[Word, Word]]]] = {}
    for place, replaced, two in respaced(reading, unknown):
        rank = _rank(two, known)
        if rank is not None:
            found.setdefault((place, replaced), []).append((rank, two))
    for (place, replaced), ranked in found.items():
        for _, two in sorted(ranked, key=itemgetter(0))[:MOST_PARTED]:
            words = (*reading.words[:place], *two, *reading.words[place + replaced :])
            yield cut(replace(reading, words=words, price=PARTED))


def _rank(two: tuple[Word, Word], known: Mapping[str, int]) -> int | None:
    """How rare the rarer half is, None when nobody bears it."""
    ids = [known.get(half.key, known.get(half.as_laqab)) for half in two]
    return None if None in ids else max(number for number in ids if number is not None)


def _half(key: str) -> Word:
    return Word(key, laqab_key(key))


def _join(first: Word, second: Word) -> Word:
    key = first.key + second.key
    return Word(key, key)
