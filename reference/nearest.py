"""The lexicon's opinion of a name as read: which known names it may be, never what it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from arabic.likeness import CLOSE, likeness
from arabic.names import laqab_key, part_key
from reference.lexicon import Gender, given_names, laqabs


@dataclass(frozen=True, slots=True)
class KnownName:
    """A known name, as commonly written, and how alike what was read is: 1 for another spelling of it."""

    name: str
    likeness: float


def nearest_given(text: str, gender: Gender | None = None, limit: int = 3) -> tuple[KnownName, ...]:
    """Return the given names that a part as read may be, likeliest first; of one sex when `gender` says so.

    None near means that the name is on no list, which many real names are: it is no reason to doubt it.
    """
    return _nearest(part_key(text), _given(gender), limit)


def nearest_laqab(text: str, limit: int = 3) -> tuple[KnownName, ...]:
    """Return the laqabs that a part as read may be, likeliest first."""
    return _nearest(laqab_key(text), _laqabs(), limit)


def _nearest(key: str, known: Mapping[str, str], limit: int) -> tuple[KnownName, ...]:
    if key in known:
        return (KnownName(known[key], 1.0),)
    near = [
        KnownName(name, value) for other, name in known.items() if (value := likeness(key, other)) >= CLOSE
    ]
    return tuple(sorted(near, key=lambda match: (-match.likeness, match.name))[:limit])


@cache
def _given(gender: Gender | None) -> Mapping[str, str]:
    bearers = {Gender.UNISEX, gender} if gender else set(Gender)
    return _by_key((name.name for name in given_names() if name.gender in bearers), part_key)


@cache
def _laqabs() -> Mapping[str, str]:
    return _by_key((laqab.name for laqab in laqabs()), laqab_key)


def _by_key(names: Iterable[str], key_of: Callable[[str], str]) -> Mapping[str, str]:
    """Key names; of several spellings with one key the first stands."""
    keyed: dict[str, str] = {}
    for name in names:
        keyed.setdefault(key_of(name), name)
    return MappingProxyType(keyed)
