"""What papers tell of vital events, families and numbers: pure, from values to frozen statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Who = tuple[str, int]
"""A person of the record: role and row, as `registry.domain.names_stated` names them."""


class EventKind(StrEnum):
    """Vital events, and what was done to a record about one."""

    birth = "birth"
    death = "death"
    marriage = "marriage"
    divorce = "divorce"
    rectification = "rectification"
    freeze = "freeze"
    unfreeze = "unfreeze"
    cancellation = "cancellation"


@dataclass(frozen=True, slots=True)
class StatedEvent:
    """An event as a paper tells it: `when` and `where` as the paper says, `parts` who took which part."""

    kind: EventKind
    when: str
    where: str
    parts: Mapping[Who, str]


CHILD: Final[Who] = ("subject", 0)
FATHER: Final[Who] = ("father", 0)
MOTHER: Final[Who] = ("mother", 0)
HUSBAND: Final[Who] = ("husband", 0)
WIFE: Final[Who] = ("wife", 0)
COUPLE: Final[Mapping[Who, str]] = {HUSBAND: "husband", WIFE: "wife"}
BORN: Final[Mapping[Who, str]] = {CHILD: "child", FATHER: "father", MOTHER: "mother"}


class Relation(StrEnum):
    """What a member is to the head of the family."""

    head = "head"
    husband = "husband"
    wife = "wife"
    son = "son"
    daughter = "daughter"
    father = "father"
    mother = "mother"
    brother = "brother"
    sister = "sister"
    grandchild = "grandchild"
    other = "other"


RELATIONS: Final[Mapping[str, Relation]] = {
    "رب الأسرة": Relation.head,
    "زوج": Relation.husband,
    "زوجة": Relation.wife,
    "ابن": Relation.son,
    "ابنة": Relation.daughter,
    "بنت": Relation.daughter,
    "أب": Relation.father,
    "أم": Relation.mother,
    "أخ": Relation.brother,
    "أخت": Relation.sister,
    "حفيد": Relation.grandchild,
    "حفيدة": Relation.grandchild,
}
IDENTIFIERS: Final = ("national_number", "family_number", "document_number", "passport_number", "card_number")


def events_of(document_type: str, values: Mapping[str, str]) -> tuple[StatedEvent, ...]:
    """The vital events that a registration tells of; cards and extracts tell of none of their own."""
    stated = {
        "birth_certificate": (EventKind.birth, "birth_date", "place_of_birth", BORN),
        "birth_proof": (EventKind.birth, "birth_date", "place_of_birth", BORN),
        "death_certificate": (EventKind.death, "death_date", "place_of_death", {CHILD: "deceased"}),
        "marriage_contract": (EventKind.marriage, "contract_date", "court", COUPLE),
        "divorce_deed": (EventKind.divorce, "divorce_date", "court", COUPLE),
    }.get(document_type)
    if stated is None:
        return ()
    kind, when, where, parts = stated
    return (StatedEvent(kind, values.get(when, ""), values.get(where, ""), parts),)


def relations_of(document_type: str, values: Mapping[str, str]) -> dict[Who, Relation]:
    """What each person of a record is on the page that it names; empty when it is no page of theirs."""
    if document_type == "birth_certificate":
        return {CHILD: _child(values.get("sex", "")), FATHER: Relation.head, MOTHER: Relation.wife}
    if document_type == "death_certificate":
        return {CHILD: Relation.other}
    found: dict[Who, Relation] = {}
    for path, value in values.items():
        if path.startswith("rows.") and path.endswith(".relation"):
            row = int(path.split(".")[1]) + 1
            found["member", row] = RELATIONS.get(value, Relation.other)
    if not found and values.get("given_name"):
        found[CHILD] = Relation.other
    return found


def identifiers_of(document_type: str, values: Mapping[str, str]) -> dict[str, str]:
    """The numbers that a paper gives its subject, as printed."""
    if document_type not in {"national_card", "civil_status_id", "passport", "nationality_certificate"}:
        return {}
    return {kind: values[kind] for kind in IDENTIFIERS if values.get(kind)}


def _child(sex: str) -> Relation:
    return {"ذكر": Relation.son, "أنثى": Relation.daughter}.get(sex, Relation.other)
