"""What a birth paper says of father and mother: of a child of the page, and of the couple themselves."""

from collections.abc import Callable

from specimens.occasion import Occasion
from specimens.people import Person

Source = Callable[[Occasion], str]


def father(o: Occasion) -> str:
    """The full name of the father: the head of the page for a child, else as the subject bears it."""
    subject = o.subject
    if subject in o.family.children:
        return o.family.husband.full
    return f"{subject.father_name} {subject.grandfather_name} {subject.laqab}".strip()


def mother(o: Occasion) -> str:
    """The name of the subject's mother with her father's, and his father's where her page is at hand."""
    if o.subject in o.family.children:
        return o.family.wife.triple
    return f"{o.subject.mother_name} {o.subject.maternal_grandfather_name}"


def birth_year_of(parent: Callable[[Occasion], Person], ages: range) -> Source:
    """A source of a parent's year of birth; for the couple of the page one that fits their own."""
    return lambda o: str(
        parent(o).birth.year if o.subject in o.family.children else o.subject.birth.year - o.rng.choice(ages)
    )


def previous_births(o: Occasion) -> str:
    """How many children the mother bore before; of the couple's own mothers nobody knows it."""
    siblings = o.family.children
    return str(siblings.index(o.subject) if o.subject in siblings else o.rng.randrange(8))
