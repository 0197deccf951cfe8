"""Rules that hold one paper against another of the same person: an extract against a certificate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from arabic.names import part_key, split_chain
from reference.unknown_words import known_parts
from registry.rules.draft import Context, Draft, KnownPerson
from registry.rules.finding import Hit

# An extract is held against the birth certificate of the same person, and the other way round.
OTHERS: Final[Mapping[str, str]] = {
    "record_extract": "birth_certificate",
    "birth_certificate": "record_extract",
}
CHILD: Final[Mapping[str, str]] = {"record_extract": "given_name", "birth_certificate": "child_name"}


@dataclass(frozen=True, slots=True)
class _Own:
    """The person whom a draft is about, by keys."""

    given: str
    father: str
    grandfather: str
    mother: str


def ext_cert(draft: Draft, context: Context) -> Hit | None:
    """EXT-CERT: an extract and a certificate of one person on one page agree in birth, sex and kin.

    Uncertain dates agree where any day fits both.
    """
    other = OTHERS.get(draft.document_type)
    own = _own(draft)
    if other is None or not own.given or not own.father:
        return None
    for known in context.same_page:
        named = (known.given_key, known.father_key) == (own.given, own.father)
        if known.document_type == other and known.role in {"subject", "member"} and named:
            differing = _differences(draft, own, known)
            if differing:
                return Hit(differing, {"record": known.record})
    return None


def _own(draft: Draft) -> _Own:
    father = [part_key(part) for part in known_parts(split_chain(draft.get("father_name")))]
    mother = known_parts(split_chain(draft.get("mother_name")))
    beside = part_key(draft.get("grandfather_name"))
    return _Own(
        given=part_key(draft.get(CHILD.get(draft.document_type, "given_name"))),
        father=father[0] if father else "",
        grandfather=beside or (father[1] if len(father) > 1 else ""),
        mother=part_key(mother[0]) if mother else "",
    )


def _differences(draft: Draft, own: _Own, known: KnownPerson) -> tuple[str, ...]:
    """The fields in which both papers say something, and not the same."""
    found = []
    born, theirs = draft.date("birth_date"), Draft("", {"d": known.birth_date}).date("d")
    if born is not None and theirs is not None:
        (first, last), (start, end) = born.span, theirs.span
        if last < start or end < first:
            found.append("birth_date")
    if draft.get("sex") and known.sex and draft.get("sex") != known.sex:
        found.append("sex")
    if own.mother and known.mother_key and own.mother != known.mother_key:
        found.append("mother_name")
    if own.grandfather and known.grandfather_key and own.grandfather != known.grandfather_key:
        found.append("grandfather_name" if draft.get("grandfather_name") else "father_name")
    return tuple(found)


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {"EXT-CERT": ext_cert}
