"""The lists that drawn lines are made of, and the share of them that training never sees."""

import tomllib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PHRASES = Path(__file__).with_name("phrases.toml")
# Of every list, this share is never drawn for training: judgement asks for words the reader never met.
HELD_OUT_SHARE = 0.3


def is_held_out(word: str) -> bool:
    """Whether a listed word belongs to the seeded third that training never draws."""
    return zlib.crc32(word.encode()) % 1000 < HELD_OUT_SHARE * 1000


@dataclass(frozen=True, slots=True)
class Words:
    """The lists that lines are made of, already restricted to what may be drawn."""

    given: tuple[str, ...]
    laqabs: tuple[str, ...]
    places: tuple[str, ...]
    months: tuple[str, ...]
    labels: tuple[str, ...]
    english: tuple[str, ...]
    values: tuple[str, ...]
    sorani: tuple[str, ...]
    phrases: tuple[str, ...]
    common: tuple[str, ...]


def words(lists: Mapping[str, Sequence[str]], *, held_out: bool) -> Words:
    """Join the lists of `reference` with the phrases of this package.

    `lists` may hold given, laqabs, places, labels and common. With `held_out`, names, laqabs,
    places and common words are those that training never drew; without it, all the others.
    """
    own = tomllib.loads(PHRASES.read_text(encoding="utf-8"))

    def kept(key: str) -> tuple[str, ...]:
        return tuple(word for word in lists.get(key, ()) if is_held_out(word) == held_out)

    return Words(
        given=kept("given"),
        laqabs=kept("laqabs"),
        places=kept("places"),
        months=tuple(own["months"]),
        labels=(*own["labels"], *own["headers"], *lists.get("labels", ())),
        english=tuple(own["english"]),
        values=(*own["values"], *own["occupations"], *own["hospitals"]),
        sorani=tuple(own["sorani"]),
        phrases=tuple(own["phrases"]),
        common=kept("common"),
    )
