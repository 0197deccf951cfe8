"""Rules about names by themselves: as long as names are, and borne by those who bear such names."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from arabic.names import part_key, split_chain
from reference.documents import FieldKind, FieldSpec
from reference.lexicon import Gender, given_names
from reference.unknown_words import known_parts
from registry.rules.draft import Context, Draft
from registry.rules.finding import Hit, Severity

NAMES: Final = frozenset({FieldKind.NAME_PART, FieldKind.NAME_CHAIN})
LONGEST: Final = 120
"""Most characters of a chain of names: a line of a paper holds no more."""
SHORTEST: Final = 2
"""Least letters of one part of a name: one letter is an abbreviation or a misreading."""
SEXES: Final[Mapping[str, Gender]] = {"ذكر": Gender.MALE, "أنثى": Gender.FEMALE}


def name_len(draft: Draft, _context: Context) -> Hit | None:
    """NAME-LEN: no part of a name is one letter, and no chain of names is longer than a line of a paper."""
    names = {path: text for path, text in draft.values.items() if text and _is_name(draft.spec(path))}
    long = tuple(path for path, text in names.items() if len(text) > LONGEST)
    if long:
        return Hit(long, {"most": LONGEST})
    short = tuple(path for path, text in names.items() if any(map(_is_short, split_chain(text))))
    return Hit(short, {"least": SHORTEST}, Severity.WARN) if short else None


def parent_sex(draft: Draft, context: Context) -> Hit | None:
    """PARENT-SEX: a father or husband bears no name of women alone, a mother or wife none of men alone.

    What the register page says of the sex of somebody of that name counts as much. A question, no verdict.
    """
    differing = tuple(
        path
        for path, text in draft.values.items()
        if (wanted := _gender(draft.spec(path))) is not None
        and (said := _said(text, context)) is not None
        and said is not wanted
    )
    return Hit(differing) if differing else None


def _is_name(spec: FieldSpec | None) -> bool:
    return spec is not None and spec.kind in NAMES


def _gender(spec: FieldSpec | None) -> Gender | None:
    """The gender of whoever bears the name in a field, by the field's role; None where it tells none."""
    return spec.role.gender if spec is not None and spec.role is not None else None


def _is_short(part: str) -> bool:
    return sum(sign.isalpha() for sign in part) < SHORTEST


def _said(text: str, context: Context) -> Gender | None:
    """The sex that the register page or else the list of names gives a chain's first name; None: unknown."""
    keys = tuple(part_key(part) for part in known_parts(split_chain(text)))
    if not any(keys[:1]):
        return None
    known = {
        SEXES[person.sex]
        for person in context.same_page
        if len(keys) > 1 and (person.given_key, person.father_key) == keys[:2] and person.sex in SEXES
    }
    return known.pop() if len(known) == 1 else _genders().get(keys[0])


@cache
def _genders() -> Mapping[str, Gender]:
    """The sex of names that the list knows for one sex alone."""
    borne: dict[str, set[Gender]] = {}
    for name in given_names():
        borne.setdefault(part_key(name.name), set()).add(name.gender)
    return {
        key: next(iter(found)) for key, found in borne.items() if len(found) == 1 and found != {Gender.UNISEX}
    }


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {
    "NAME-LEN": name_len,
    "PARENT-SEX": parent_sex,
}
