"""The pages of a book as they are counted: adding, correcting, moving, removing them, as they are bound."""

import uuid
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from arabic.letters import clean, has_bidi_control
from registry.domain.access import Actor
from registry.domain.book import PageCondition
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.numerals import Numeral, entries_text, parse_entries, parse_numeral
from registry.ledger.books import MOST_PAGES, open_book, touch
from registry.models.ledger import BookLeaf, LeafCapture

LONGEST: Final = 32
"""Most characters of a page's number as it is printed."""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What a person sees on one page: numbers and entries (`1-12, 12/1, 13-25`) as written."""

    number: str
    former: str = ""
    condition: PageCondition = PageCondition.whole
    entries: str = ""


def count_pages(
    session: Session,
    actor: Actor,
    book_id: uuid.UUID,
    first: int,
    last: int,
    expected_version: int,
    entries: str = "",
) -> None:
    """Add a run of whole pages, numbered `first` to `last`, each where its number belongs.

    Pages whose number stands there already are left alone. Raises `InvalidValue`, and as `open_book`.
    """
    row = open_book(session, actor, book_id, expected_version)
    if not 0 <= first <= last or last - first >= MOST_PAGES:
        raise InvalidValue({"field": "last", "problem": "range"})
    stated = entries_text(parse_entries(entries))
    known = {parse_numeral(leaf.number) for leaf in leaves_of(session, book_id)}
    added = [number for number in range(first, last + 1) if Numeral(number) not in known]
    if len(known) + len(added) > MOST_PAGES:
        raise InvalidValue({"field": "last", "problem": "range"})
    insert_leaves(session, book_id, [_leaf(book_id, PageSeen(str(one), entries=stated)) for one in added])
    touch(session, actor, row, {"what": "counted", "pages": len(added)})


def add_page(
    session: Session,
    actor: Actor,
    book_id: uuid.UUID,
    after: int,
    seen: PageSeen,
    expected_version: int,
) -> uuid.UUID:
    """Add one page bound after the page at position `after` (0: before all). Raises as `count_pages`."""
    row = open_book(session, actor, book_id, expected_version)
    count = session.scalar(select(func.count()).select_from(BookLeaf).where(BookLeaf.book_id == book_id)) or 0
    if not 0 <= after <= count or count >= MOST_PAGES:
        raise InvalidValue({"field": "after", "problem": "range"})
    shift(session, book_id, after, 1)
    leaf = _leaf(book_id, seen)
    leaf.position = after + 1
    session.add(leaf)
    session.flush()
    touch(session, actor, row, {"what": "page_added", "position": after + 1})
    return leaf.id


def correct_page(
    session: Session,
    actor: Actor,
    book_id: uuid.UUID,
    leaf_id: uuid.UUID,
    seen: PageSeen,
    expected_version: int,
) -> None:
    """Say anew what stands on a page. Raises `NotFound`, `InvalidValue`, and as `open_book`."""
    row = open_book(session, actor, book_id, expected_version)
    leaf, told = leaf_of(session, book_id, leaf_id), _leaf(book_id, seen)
    leaf.number, leaf.former = told.number, told.former
    leaf.condition, leaf.entries = told.condition, told.entries
    touch(session, actor, row, {"what": "page", "position": leaf.position})


def move_page(
    session: Session,
    actor: Actor,
    book_id: uuid.UUID,
    leaf_id: uuid.UUID,
    after: int,
    expected_version: int,
) -> None:
    """Say where a page is bound: after the one that stands at position `after` now. As `correct_page`."""
    row = open_book(session, actor, book_id, expected_version)
    leaf = leaf_of(session, book_id, leaf_id)
    order = [one for one in leaves_of(session, book_id) if one.id != leaf_id]
    if not 0 <= after <= len(order) + 1:
        raise InvalidValue({"field": "after", "problem": "range"})
    order.insert(after - 1 if after > leaf.position else after, leaf)
    for position, one in enumerate(order, 1):
        one.position = position
    touch(session, actor, row, {"what": "page_moved", "position": leaf.position})


def remove_page(
    session: Session, actor: Actor, book_id: uuid.UUID, leaf_id: uuid.UUID, expected_version: int
) -> None:
    """Take back a page that was counted by mistake; its captures are unlinked, the scans stay.

    Raises as `correct_page`.
    """
    row = open_book(session, actor, book_id, expected_version)
    leaf = leaf_of(session, book_id, leaf_id)
    position = leaf.position
    session.execute(delete(LeafCapture).where(LeafCapture.leaf_id == leaf_id))
    session.delete(leaf)
    session.flush()
    shift(session, book_id, position, -1)
    touch(session, actor, row, {"what": "page_removed", "position": position})


def leaves_of(session: Session, book_id: uuid.UUID) -> list[BookLeaf]:
    """The pages of a book in the order of the binding."""
    query = select(BookLeaf).where(BookLeaf.book_id == book_id).order_by(BookLeaf.position, BookLeaf.id)
    return list(session.scalars(query))


def leaf_of(session: Session, book_id: uuid.UUID, leaf_id: uuid.UUID) -> BookLeaf:
    """One page of a book. Raises `NotFound`."""
    leaf = session.get(BookLeaf, leaf_id)
    if leaf is None or leaf.book_id != book_id:
        raise NotFound({"kind": "page"})
    return leaf


def insert_leaves(session: Session, book_id: uuid.UUID, new: list[BookLeaf]) -> None:
    """Put pages where their numbers belong among those that are there, and count all positions anew."""
    order = leaves_of(session, book_id)
    for leaf in new:
        mine = parse_numeral(leaf.number) or Numeral(0)
        place = len(order)
        while place and _after(order[place - 1], mine):
            place -= 1
        order.insert(place, leaf)
    for position, leaf in enumerate(order, 1):
        leaf.position = position
    session.add_all(new)
    session.flush()


def shift(session: Session, book_id: uuid.UUID, after: int, by: int) -> None:
    """Move all pages behind a position."""
    behind = update(BookLeaf).where(BookLeaf.book_id == book_id, BookLeaf.position > after)
    session.execute(behind.values(position=BookLeaf.position + by))
    session.expire_all()


def _after(leaf: BookLeaf, mine: Numeral) -> bool:
    theirs = parse_numeral(leaf.number)
    return theirs is not None and theirs > mine


def _leaf(book_id: uuid.UUID, seen: PageSeen) -> BookLeaf:
    return BookLeaf(
        book_id=book_id,
        position=0,
        number=_number("number", seen.number),
        former=_number("former", seen.former),
        condition=seen.condition,
        entries=entries_text(parse_entries(seen.entries)),
    )


def _number(field: str, text: str) -> str:
    """A number as written, or nothing; what is no number is refused, lest a misspelling lose it."""
    if has_bidi_control(text) or len(text) > LONGEST:
        raise InvalidValue({"field": field, "problem": "format"})
    written = clean(text)
    if written and parse_numeral(written) is None:
        raise InvalidValue({"field": field, "problem": "format"})
    return written
