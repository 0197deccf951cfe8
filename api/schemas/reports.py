"""Figures: never a bare percentage."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from registry.reporting.reports import Figure


class FigureAnswer(BaseModel):
    """What was counted, out of what, when, and of which office (None: all)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "values_corrected",
                    "numerator": 41,
                    "denominator": 1280,
                    "as_of": "2026-11-23T09:12:44Z",
                    "office": "11-03",
                }
            ]
        }
    )

    name: str
    numerator: int
    denominator: int
    as_of: datetime
    office: str | None

    @classmethod
    def of(cls, figure: Figure) -> Self:
        """The answer for a figure."""
        return cls(
            name=figure.code,
            numerator=figure.numerator,
            denominator=figure.denominator,
            as_of=figure.as_of,
            office=figure.office,
        )
