"""A list read through before anything is kept: what all its rows together say of how it is written."""

from dataclasses import dataclass

from arabic.forms import has_forms, stands_reversed
from registry.importing.days import first_part
from registry.importing.lines import NAMES
from registry.importing.listing import Listing
from registry.importing.mapping import Order


@dataclass(frozen=True, slots=True)
class Survey:
    """How many rows there are, how many dates prove an order, and whether shaped letters stand reversed."""

    rows: int
    month_first: int
    day_first: int
    visual: bool


def survey(listing: Listing) -> Survey:
    """Read every row of a list once; keeps nothing of it."""
    told = {name for column in listing.mapping for name in column.fields} or dict(listing.places).keys()
    names = [name for name in NAMES if name in told]
    rows = month_first = day_first = reversed_cells = 0
    for row in listing.table.rows():
        rows += 1
        if row.problem:
            continue
        fields = listing.fields(listing.table.whole(row.cells))
        proof = first_part(fields.get("birth_date", "")[:100])
        month_first += proof is Order.month_day_year
        day_first += proof is Order.day_month_year
        for name in names:
            if has_forms(fields[name]):
                reverse = stands_reversed(fields[name])
                reversed_cells += 0 if reverse is None else 1 if reverse else -1
    return Survey(rows, month_first, day_first, reversed_cells > 0)
