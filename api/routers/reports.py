"""`/reports`: figures for auditors and supervisors."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.deps import Snapshot, Who
from api.schemas.reports import FigureAnswer
from registry.reporting.reports import figure, figures

router = APIRouter(prefix="/reports", tags=["reports"])

OfOffice = Annotated[str | None, Query(max_length=32, description="all offices when left out")]


@router.get("")
def all_figures(session: Snapshot, who: Who, office: OfOffice = None) -> list[FigureAnswer]:
    """Every figure there is."""
    return [FigureAnswer.of(one) for one in figures(session, who, office)]


@router.get("/{name}")
def one_figure(session: Snapshot, who: Who, name: str, office: OfOffice = None) -> FigureAnswer:
    """One figure by its name."""
    return FigureAnswer.of(figure(session, who, name, office))
