"""Draws towns and register seats from the districts of the gazetteer."""

import random

from reference.gazetteer import districts
from specimens.people import Seat

MOST_REGISTER, MOST_PAGE = 9_000, 60_000


def draw_town(rng: random.Random) -> str:
    """The name of a district's town."""
    return rng.choice(districts()).name


def draw_seat(rng: random.Random) -> Seat:
    """An office, a book and a page."""
    index = rng.randrange(len(districts()))
    district = districts()[index]
    return Seat(
        governorate=district.governorate,
        district=district.name,
        office_code=1000 + index,
        register_number=rng.randrange(1, MOST_REGISTER),
        page_number=rng.randrange(1, MOST_PAGE),
    )
