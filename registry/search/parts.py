"""The dictionary of distinct name parts: what is alike to a part as read, and how parts get into it.

Every key is kept under each form with one letter lost (Garbe's symmetric deletes) and under its skeleton
without dots, so that one probe of a btree finds whatever is one slip away, and under its consonants for those
who ask in Latin letters, and under its sounds, where Kurdish and Arabic spelling of a name meet. What a slip
costs is told by `arabic.distance`.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from arabic.distance import edit_costs, skeleton, slip_cost
from arabic.homophones import same_sound, sounds
from arabic.latin import is_latin, key_of_arabic, latin_key, latin_likeness
from registry.models.names import NamePart, NameVariant
from registry.search.among import among, texts
from registry.search.rows import rows_of

# No letter of a name: keeps skeletons apart from words that have no dots.
SKELETON: Final = "~"
# Before the consonants of a name, by which Latin spellings find it.
LATIN: Final = "@"
# Before the sounds of a name, by which Kurdish and Arabic spelling of it meet.
SOUND: Final = "="
OTHER_SPELLING: Final = 0.3
"""What another spelling of the same sound costs: less than any slip, more than the same spelling."""
VOWELS: Final = 1.0
"""Most that the vowels of a Latin spelling cost when its consonants fit: never as much as a wrong letter."""
FARTHEST: Final = 1.5
"""Most cost of one part: one slip, the dearest of which is a final ha too few or too many, or some lost
dots."""
MOST_ALIKE: Final = 40
"""Parts alike that are looked for first; more only where nobody fits with these."""
EVER_ALIKE: Final = 120
"""Parts alike that are ever looked for: the rest is alike by chance."""
ARTICLE: Final = "ال"
LEAST_LAQAB: Final = 3
"""Least letters of a laqab without its article (`arabic.names.laqab_key`)."""
CHUNK: Final = 2_000
"""New parts written at once: fewer parameters than SQLite takes."""
REMEMBERED: Final = 50_000
"""Costs of two keys that a process remembers."""


def variants_of(key: str) -> frozenset[str]:
    """The forms a key is found under: itself, itself less any one letter, its skeleton."""
    lost = {key[:place] + key[place + 1 :] for place in range(len(key))} if len(key) > 1 else set()
    return frozenset({key, SKELETON + skeleton(key), *lost})


def forms_of(key: str) -> frozenset[str]:
    """What a key of the dictionary is kept under: its variants, its sounds, its Latin consonants."""
    consonants = latin_key(key) if is_latin(key) else key_of_arabic(key)
    return _asked_under(key) | {LATIN + consonants}


def _asked_under(key: str) -> frozenset[str]:
    """What a key in Arabic letters is looked for under."""
    return variants_of(key) | {SOUND + sound for sound in sounds(key)}


def alike(
    session: Session, keys: Collection[str], exactly: Collection[str] = ()
) -> Mapping[str, Mapping[int, float]]:
    """For each key the parts of the dictionary it may stand for: id -> cost, the likeliest first.

    At most EVER_ALIKE of them. Those of `exactly` stand for themselves alone.
    """
    wanted = {key: forms_of(key) if is_latin(key) else _asked_under(key) for key in keys}
    sought = sorted(frozenset(exactly).union(*wanted.values()))
    under: dict[str, list[tuple[int, str]]] = {}
    for variant, part_id, key in rows_of(session, _found_under(), {"variants": sought}):
        under.setdefault(variant, []).append((part_id, key))
    found = {key: {part_id: 0.0 for part_id, other in under.get(key, ()) if other == key} for key in exactly}
    return found | {
        key: _nearest(
            key,
            {part for form in forms for part in under.get(form, ())},
            under.get(SKELETON + skeleton(key), ()),
            [part for sound in sounds(key) for part in under.get(SOUND + sound, ())],
        )
        for key, forms in wanted.items()
    }


def likeliest(alike: Mapping[int, float]) -> Mapping[int, float]:
    """The first MOST_ALIKE of what a key may stand for."""
    return alike if len(alike) <= MOST_ALIKE else dict(islice(alike.items(), MOST_ALIKE))


def learn(session: Session, keys: Iterable[str]) -> dict[str, int]:
    """The ids of keys, those that are new put into the dictionary in the order given."""
    asked = list(dict.fromkeys(key for key in keys if key))
    known = ids_of(session, asked)
    new = [key for key in asked if key not in known]
    if not new:
        return known
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for start in range(0, len(new), CHUNK):
        rows = [{"key": key} for key in new[start : start + CHUNK]]
        session.execute(insert(NamePart).on_conflict_do_nothing(), rows)
    given = ids_of(session, new)
    forms = [
        {"variant": variant, "part_id": part_id, "key": key}
        for key, part_id in given.items()
        for variant in sorted(forms_of(key))
    ]
    for start in range(0, len(forms), CHUNK):
        session.execute(insert(NameVariant).on_conflict_do_nothing(), forms[start : start + CHUNK])
    return known | given


def ids_of(session: Session, keys: Collection[str]) -> dict[str, int]:
    """The ids of those keys that the dictionary knows."""
    found: dict[str, int] = {}
    every = list(keys)
    for start in range(0, len(every), CHUNK):
        rows = rows_of(session, _known(), {"keys": every[start : start + CHUNK]})
        found |= {key: part_id for part_id, key in rows}
    return found


@lru_cache(maxsize=REMEMBERED)
def cost(here: str, there: str) -> float:
    """The cost of reading one key for another, above FARTHEST when they are more than one slip apart."""
    if here == there:
        return 0.0
    if is_latin(here) and not is_latin(there):
        fit = latin_key(here) == key_of_arabic(there)
        return VOWELS * (1 - latin_likeness(here, there)) if fit else FARTHEST + 1
    if same_sound(here, there):
        return OTHER_SPELLING
    return min(slip_cost(here, there), FARTHEST + 1)


@lru_cache(maxsize=REMEMBERED)
def without_article(key: str) -> Mapping[str, float]:
    """The laqabs that a key may be when the slip is in its article (اكحويزي): each bare, with the cost."""
    found: dict[str, float] = {}
    for length in range(1, len(ARTICLE) + 2):
        bare, price = key[length:], slip_cost(key[:length], ARTICLE)
        if len(bare) >= LEAST_LAQAB and price <= FARTHEST:
            found[bare] = min(price, found.get(bare, price))
    return found


def _nearest(
    key: str,
    found: Collection[tuple[int, str]],
    dotted: Iterable[tuple[int, str]],
    spoken: Iterable[tuple[int, str]],
) -> dict[int, float]:
    """What costs no more than FARTHEST of what was found.

    `dotted` are those that differ in dots alone, `spoken` those that share a sound.
    """
    # The memory of `cost` is for pairs that ranking meets again; hundreds looked at once would flush it.
    if is_latin(key):
        prices = {part_id: cost(key, other) for part_id, other in found}
    else:
        prices = edit_costs(key, dict(found))
        prices |= {part_id: slip_cost(key, other) for part_id, other in dotted if part_id not in prices}
        prices |= {
            part_id: OTHER_SPELLING for part_id, other in spoken if other != key and same_sound(key, other)
        }
    near = sorted((price, part_id) for part_id, price in prices.items() if price <= FARTHEST)
    return {part_id: price for price, part_id in near[:EVER_ALIKE]}


# Over tables, not entities: the unit of work has nothing to do with rows that are only looked at.
@cache
def _found_under() -> Select[*tuple[Any, ...]]:
    table = NameVariant.__table__
    condition = among(table.c.variant, texts("variants"))
    return select(table.c.variant, table.c.part_id, table.c.key).where(condition)


@cache
def _known() -> Select[*tuple[Any, ...]]:
    table = NamePart.__table__
    return select(table.c.id, table.c.key).where(among(table.c.key, texts("keys")))
