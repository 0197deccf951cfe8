"""Rules about families: names that pass from father to child, one mother, births apart."""

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Final

from arabic.names import part_key, split_chain
from arabic.partial import PartialDate, Precision
from reference.unknown_words import known_parts
from registry.rules.draft import Context, Draft
from registry.rules.finding import Hit

HEAD: Final = "رب الأسرة"
CHILDREN: Final = frozenset({"ابن", "ابنة", "بنت"})
SHORTEST_GAP: Final = 210
"""Least days between two births of one mother, twins apart (threshold unverified)."""
TWINS: Final = 1
"""Most days between the births of twins: midnight may lie between them."""


def fam_chain(draft: Draft, context: Context) -> Hit | None:
    """FAM-CHAIN: a child's father is the head of the page, and the grandfather is the head's father."""
    if draft.document_type == "birth_certificate":
        return _father_on_page(draft, context)
    heads = [row for _, row in draft.rows() if row.get("relation") == HEAD]
    if len(heads) != 1:
        return None
    head = _chain(heads[0])
    differing = tuple(
        f"rows.{number}.name"
        for number, row in draft.rows()
        if row.get("relation") in CHILDREN and _differs(_chain(row)[1:3], head[:2])
    )
    return Hit(differing) if differing else None


def fam_mother(draft: Draft, _context: Context) -> Hit | None:
    """FAM-MOTHER: children of one mother carry her chain of names alike."""
    chains: dict[str, tuple[tuple[str, ...], str]] = {}
    for number, row in draft.rows():
        keys = _keys(row.get("mother_name", ""))
        if row.get("relation") not in CHILDREN or not any(keys[:1]):
            continue
        known = chains.setdefault(keys[0], (keys, f"rows.{number}.mother_name"))
        if _differs(keys, known[0]):
            return Hit((known[1], f"rows.{number}.mother_name"))
    return None


def gf_laqab(draft: Draft, _context: Context) -> Hit | None:
    """GF-LAQAB: grandfather and laqab alike usually means that two printed lines were mixed up."""
    grandfather, laqab = part_key(draft.get("grandfather_name")), part_key(draft.get("laqab"))
    return Hit(("grandfather_name", "laqab")) if grandfather and grandfather == laqab else None


def sib_gap(draft: Draft, context: Context) -> Hit | None:
    """SIB-GAP: two births of one mother are a day or at least 210 days apart, where both days are known."""
    births = _births_by_mother(draft, context)
    for (mother, path, first), (other, other_path, second) in combinations(births, 2):
        days = abs((first.span[0] - second.span[0]).days)
        if mother == other and TWINS < days < SHORTEST_GAP:
            return Hit(tuple(sorted({path, other_path})), {"days": days, "least": SHORTEST_GAP})
    return None


def _father_on_page(draft: Draft, context: Context) -> Hit | None:
    """A birth certificate names the father's page: somebody of his name should stand there."""
    father = _keys(draft.get("father_name"))
    if not any(father[:2]) or not context.same_page:
        return None
    fits = any(not _differs(father[:2], (known.given_key, known.father_key)) for known in context.same_page)
    return None if fits else Hit(("father_name", "father_register_number", "father_page_number"))


def _births_by_mother(draft: Draft, context: Context) -> list[tuple[str, str, PartialDate]]:
    """Mother's key, path and date of each birth that is known to the day."""
    found: list[tuple[str, str, PartialDate | None]] = []
    for number, row in draft.rows():
        if row.get("relation") in CHILDREN:
            path = f"rows.{number}.birth_date"
            found.append((_mother(row.get("mother_name", "")), path, draft.date(path)))
    if draft.document_type == "birth_certificate":
        mother = _mother(draft.get("mother_name"))
        found.append((mother, "birth_date", draft.date("birth_date")))
        known = [person for person in context.same_page if person.mother_key == mother and mother]
        known = [person for person in known if person.given_key != part_key(draft.get("child_name"))]
        found += [(mother, "birth_date", Draft("", {"d": one.birth_date}).date("d")) for one in known]
    sure = [entry for entry in found if entry[2] is not None and entry[2].precision is Precision.DAY]
    return [(mother, path, born) for mother, path, born in sure if mother and born is not None]


def _chain(row: Mapping[str, str]) -> tuple[str, ...]:
    """Own, father's and grandfather's key of a row, whether in one column or in three; unknown ones empty."""
    parts = _keys(row.get("name", ""))
    own = parts[0] if parts else ""
    father = part_key(row.get("father_name", "")) or (parts[1] if len(parts) > 1 else "")
    grandfather = part_key(row.get("grandfather_name", "")) or (parts[2] if len(parts) > 2 else "")
    return own, father, grandfather


def _mother(chain: str) -> str:
    return next(iter(_keys(chain)), "")


def _keys(chain: str) -> tuple[str, ...]:
    """The key of each part of a chain of names, empty where the paper says that it is not known."""
    return tuple(map(part_key, known_parts(split_chain(chain))))


def _differs(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two chains differ in a place where both say something."""
    return any(one and other and one != other for one, other in zip(first, second, strict=False))


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {
    "FAM-CHAIN": fam_chain,
    "FAM-MOTHER": fam_mother,
    "GF-LAQAB": gf_laqab,
    "SIB-GAP": sib_gap,
}
