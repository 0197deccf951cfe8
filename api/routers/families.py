"""Families by register page, as a graph with its contradictions."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Lang, Transaction, Who, Why
from api.schemas.families import FamilyAnswer
from messages import catalogue
from registry.domain.errors import InvalidValue
from registry.families.families import family_view

router = APIRouter(prefix="/families", tags=["records"])


@router.get("")
def show(
    session: Transaction,
    who: Who,
    language: Lang,
    register: Annotated[str, Query(max_length=64)],
    page: Annotated[str, Query(max_length=64)],
    office: Annotated[str | None, Query(max_length=32)] = None,
    why: Why = None,
) -> FamilyAnswer:
    """Who stands on a page of a register book of an office (yours, when you name none)."""
    where = office or who.office
    if where is None:
        raise InvalidValue({"field": "office", "problem": "empty"})
    return FamilyAnswer.of(family_view(session, who, where, register, page, why), catalogue(language))
