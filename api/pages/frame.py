"""What every page shows around its content: where its reader may go."""

from typing import Final

from registry.domain.access import Act, Actor, may

HOMES: Final = {
    "clerk": "/desk",
    "officer": "/desk",
    "supervisor": "/audit",
    "auditor": "/audit",
    "admin": "/admin",
}

# Each place with the act that it is for: a link is shown to whoever may do it.
PLACES: Final = (
    ("nav.desk", "/desk", Act.review),
    ("nav.review", "/desk/review", Act.review),
    ("nav.approve", "/desk/approve", Act.approve),
    ("nav.keying", "/keying", Act.second_key),
    ("nav.disputes", "/keying/disputes", Act.adjudicate),
    ("nav.books", "/books", Act.view_books),
    ("nav.search", "/records", Act.search),
    ("nav.changes", "/changes", Act.correct_reading),
    ("nav.batches", "/batches", Act.review),
    ("nav.exports", "/exports", Act.view_exports),
    ("nav.duplicates", "/duplicates", Act.judge_pairs),
    ("nav.events", "/audit/events", Act.view_events),
    ("nav.proof", "/audit/proof", Act.view_events),
    ("nav.folding", "/keying/folding", Act.view_sampling),
    ("nav.figures", "/audit/figures", Act.view_reports),
    ("nav.accounts", "/admin", Act.manage_accounts),
    ("nav.offices", "/admin/offices", Act.manage_offices),
)


def home_of(who: Actor | None) -> str:
    """Where somebody starts."""
    return HOMES[who.role] if who else "/"


def places_of(who: Actor) -> tuple[tuple[str, str], ...]:
    """The places somebody may go to: the word's code and the address."""
    return tuple((code, address) for code, address, act in PLACES if may(who, act, who.office))
