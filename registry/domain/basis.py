"""What an entry rests on: its standing, the circumstances, and what each of them demands.

Standings after the design's list; the circumstances are those of old Iraqi registers: foundlings have a
sub-register of their own (Law 65/1972), marriages were not registered, offices burnt with their books, and
papers were stamped by powers that no law knows.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.domain.errors import DemandUnmet
from registry.domain.states import Standing


class Circumstance(StrEnum):
    """What is out of the ordinary about a paper or the person it names."""

    ordinary = "ordinary"
    foundling = "foundling"
    father_absent = "father_absent"
    register_destroyed = "register_destroyed"
    unlawful_authority = "unlawful_authority"


@dataclass(frozen=True, slots=True)
class Basis:
    """What the clerk says an entry rests on."""

    standing: Standing = Standing.transcribed
    circumstance: Circumstance = Circumstance.ordinary


ORDINARY: Final = Basis()


@dataclass(frozen=True, slots=True)
class Grounds:
    """What there is to show for it: the values, the clerk's note, the other papers kept in the same case."""

    document_type: str
    values: Mapping[str, str]
    note: str
    other_papers: int


DECLARATIONS: Final = frozenset(
    {"birth_certificate", "birth_proof", "death_certificate", "marriage_contract", "divorce_deed"}
)
FATHER: Final = ("father_name", "grandfather_name", "father_birth_year", "father_occupation")
MOTHER: Final = ("mother_name", "maternal_grandfather_name", "mother_birth_year")
# Which standings a circumstance leaves open; an unlawful authority leaves none: its paper is evidence only.
OPEN: Final[Mapping[Circumstance, frozenset[Standing]]] = {
    Circumstance.ordinary: frozenset(Standing),
    Circumstance.foundling: frozenset({Standing.transcribed, Standing.declared}),
    Circumstance.father_absent: frozenset(Standing),
    Circumstance.register_destroyed: frozenset({Standing.reconstructed}),
    Circumstance.unlawful_authority: frozenset(),
}

Met = Callable[[Grounds], bool]


def _is_declaration(grounds: Grounds) -> bool:
    return grounds.document_type in DECLARATIONS


def _has_two_papers(grounds: Grounds) -> bool:
    return grounds.other_papers >= 1


def _has_note(grounds: Grounds) -> bool:
    return bool(grounds.note.strip())


def _has_no_father(grounds: Grounds) -> bool:
    return not any(grounds.values.get(path) for path in FATHER)


def _has_no_parents(grounds: Grounds) -> bool:
    return _has_no_father(grounds) and not any(grounds.values.get(path) for path in MOTHER)


def _has_mother(grounds: Grounds) -> bool:
    return bool(grounds.values.get("mother_name"))


DEMANDS: Final[Mapping[Standing | Circumstance, Mapping[str, Met]]] = {
    Standing.transcribed: {},
    Standing.declared: {"declaration_paper": _is_declaration},
    Standing.reconstructed: {"second_paper": _has_two_papers, "note": _has_note},
    Circumstance.ordinary: {},
    Circumstance.foundling: {"no_parents": _has_no_parents, "note": _has_note},
    Circumstance.father_absent: {"no_father": _has_no_father, "mother_named": _has_mother},
    Circumstance.register_destroyed: {"note": _has_note},
    Circumstance.unlawful_authority: {},
}


def require_grounds(basis: Basis, grounds: Grounds) -> None:
    """Raise `DemandUnmet`, naming the first demand of a standing or circumstance that is not met."""
    if basis.standing not in OPEN[basis.circumstance]:
        demand = "never_a_record" if not OPEN[basis.circumstance] else "other_standing"
        raise DemandUnmet({"demand": demand, "circumstance": basis.circumstance.value})
    for source in (basis.standing, basis.circumstance):
        for demand, met in DEMANDS[source].items():
            if not met(grounds):
                raise DemandUnmet({"demand": demand, "of": source.value})


def excused(circumstance: Circumstance) -> frozenset[str]:
    """The fields that a circumstance itself explains when they are empty: nobody is asked for them."""
    return {
        Circumstance.father_absent: frozenset(FATHER),
        Circumstance.foundling: frozenset((*FATHER, *MOTHER)),
    }.get(circumstance, frozenset())


def pending(circumstance: Circumstance, fields: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    """The father's fields that a paper has and nobody knows yet; they wait while he is absent.

    `fields`: the paths that the paper has. Another circumstance leaves nothing open, a foundling neither: no
    parent is expected there.
    """
    if circumstance is not Circumstance.father_absent:
        return ()
    return tuple(path for path in FATHER if path in fields and path not in known)
