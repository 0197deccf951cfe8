"""The services people come for, and the papers each one expects."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Service(StrEnum):
    """What somebody wants from the office. `digitisation` is the office's own: old paper brought in."""

    national_card = "national_card"
    birth_registration = "birth_registration"
    death_registration = "death_registration"
    marriage_registration = "marriage_registration"
    divorce_registration = "divorce_registration"
    record_extract = "record_extract"
    rectification = "rectification"
    lost_document = "lost_document"
    digitisation = "digitisation"


# One of the alternatives within a tuple is enough (a birth out of time needs the court's proof instead).
EXPECTED: Final[Mapping[Service, tuple[tuple[str, ...], ...]]] = {
    Service.national_card: (("record_extract", "civil_status_id"), ("residence_letter", "housing_card")),
    Service.birth_registration: (("birth_certificate", "birth_proof"), ("marriage_contract",)),
    Service.death_registration: (("death_certificate",),),
    Service.marriage_registration: (("marriage_contract",),),
    Service.divorce_registration: (("divorce_deed",),),
    Service.record_extract: (("national_card", "civil_status_id"),),
    Service.rectification: (("rectification_decision",),),
    Service.lost_document: (("lost_document_report",),),
    Service.digitisation: (),
}


def missing(expected: tuple[tuple[str, ...], ...], present: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Which of the expected papers no present one stands for, each as its alternatives."""
    return tuple(alternatives for alternatives in expected if present.isdisjoint(alternatives))
