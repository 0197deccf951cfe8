"""Captures: which page of which scan shows which page of a book, and what each is good for."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor
from registry.domain.book import CaptureState, PageCondition
from registry.domain.errors import InvalidValue, NotFound
from registry.domain.numerals import Numeral, parse_numeral
from registry.domain.states import ScanState
from registry.intake.cases import find_case
from registry.ledger.books import open_book, touch
from registry.ledger.pages import insert_leaves, leaf_of, leaves_of, shift
from registry.models.cases import Case
from registry.models.ledger import BookLeaf, LeafCapture
from registry.models.scans import Page, Scan


def link_case(
    session: Session, actor: Actor, book_id: uuid.UUID, case_id: uuid.UUID, first: int, expected_version: int
) -> int:
    """Link a case's scanned pages, in the order of their handing in, to the book's pages from `first` on.

    A page of that number that is not counted yet is added where it belongs. A scanned page linked to this
    book before is left alone. The answer: how many were linked. Raises `NotFound`, and as `open_book`.
    """
    row = open_book(session, actor, book_id, expected_version)
    if first < 0:
        raise InvalidValue({"field": "first", "problem": "range"})
    case = find_case(session, actor, Act.view_case, case_id)
    known = _linked(session, book_id)
    fresh = [page for page in _pages_of(session, case) if page not in known]
    wanted = {Numeral(first + place): page for place, page in enumerate(fresh)}
    by_number = {parse_numeral(leaf.number): leaf for leaf in reversed(leaves_of(session, book_id))}
    absent = [numeral for numeral in wanted if numeral not in by_number]
    new = [_plain_leaf(book_id, numeral) for numeral in absent]
    insert_leaves(session, book_id, new)
    by_number.update(zip(absent, new, strict=True))
    for numeral, page in wanted.items():
        session.add(_capture(session, actor, by_number[numeral].id, page))
    session.flush()
    if fresh:
        touch(session, actor, row, {"what": "captured", "pages": len(fresh), "case": str(case.id)})
    return len(fresh)


def link_page(
    session: Session,
    actor: Actor,
    book_id: uuid.UUID,
    leaf_id: uuid.UUID,
    page_id: uuid.UUID,
    expected_version: int,
) -> None:
    """Link one scanned page to one page of the book. Raises `NotFound`, and as `open_book`."""
    row = open_book(session, actor, book_id, expected_version)
    leaf = leaf_of(session, book_id, leaf_id)
    page = session.get(Page, page_id)
    if page is None:
        raise NotFound({"kind": "page"})
    find_case(session, actor, Act.view_case, session.get_one(Scan, page.scan_id).case_id)
    known = select(LeafCapture.id).where(LeafCapture.leaf_id == leaf_id, LeafCapture.page_id == page_id)
    if session.scalar(known) is None:
        session.add(_capture(session, actor, leaf_id, page_id))
        touch(session, actor, row, {"what": "captured", "position": leaf.position})


def judge_capture(
    session: Session,
    actor: Actor,
    book_id: uuid.UUID,
    capture_id: uuid.UUID,
    state: CaptureState,
    expected_version: int,
) -> None:
    """Say what a capture is good for. Raises `NotFound`, and as `open_book`."""
    row = open_book(session, actor, book_id, expected_version)
    capture, leaf = _find(session, book_id, capture_id)
    capture.state = state
    touch(session, actor, row, {"what": "capture", "state": state.value, "position": leaf.position})


def split_capture(
    session: Session, actor: Actor, book_id: uuid.UUID, capture_id: uuid.UUID, expected_version: int
) -> None:
    """Say that a capture shows another page that bears the same number: it gets a page of its own behind.

    Raises as `judge_capture`.
    """
    row = open_book(session, actor, book_id, expected_version)
    capture, leaf = _find(session, book_id, capture_id)
    number, position = leaf.number, leaf.position
    shift(session, book_id, position, 1)
    twin = _plain_leaf(book_id, parse_numeral(number) or Numeral(0))
    twin.number, twin.position = number, position + 1
    session.add(twin)
    session.flush()
    capture.leaf_id = twin.id
    touch(session, actor, row, {"what": "capture_split", "position": position})


def _find(session: Session, book_id: uuid.UUID, capture_id: uuid.UUID) -> tuple[LeafCapture, BookLeaf]:
    capture = session.get(LeafCapture, capture_id)
    if capture is None:
        raise NotFound({"kind": "capture"})
    return capture, leaf_of(session, book_id, capture.leaf_id)


def _linked(session: Session, book_id: uuid.UUID) -> frozenset[uuid.UUID]:
    query = select(LeafCapture.page_id).join(BookLeaf, BookLeaf.id == LeafCapture.leaf_id)
    return frozenset(session.scalars(query.where(BookLeaf.book_id == book_id)))


def _pages_of(session: Session, case: Case) -> list[uuid.UUID]:
    query = (
        select(Page.id)
        .join(Scan, Scan.id == Page.scan_id)
        .where(Scan.case_id == case.id, Scan.state != ScanState.withdrawn)
        .order_by(Scan.received_at, Scan.id, Page.number)
    )
    return list(session.scalars(query))


def _plain_leaf(book_id: uuid.UUID, numeral: Numeral) -> BookLeaf:
    return BookLeaf(
        book_id=book_id,
        position=0,
        number=str(numeral),
        former="",
        condition=PageCondition.whole,
        entries="",
    )


def _capture(session: Session, actor: Actor, leaf_id: uuid.UUID, page_id: uuid.UUID) -> LeafCapture:
    return LeafCapture(
        leaf_id=leaf_id,
        page_id=page_id,
        state=CaptureState.good,
        linked_by=actor.id,
        linked_at=surroundings(session).clock.now(session),
    )
