"""`/books`: the ledger of register books."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from api.deps import Lang, Snapshot, Transaction, Version, Who, etag
from api.schemas.books import (
    BookAnswer,
    BookLine,
    BookRequest,
    CountRequest,
    LinkRequest,
    PageRequest,
    SampleAnswer,
    SampleRequest,
    SettleRequest,
)
from messages import Language, catalogue
from registry.domain.access import Actor
from registry.ledger.books import correct_description, describe_book
from registry.ledger.captures import link_case
from registry.ledger.looking import book_view, books_of
from registry.ledger.pages import correct_page, count_pages
from registry.ledger.signing import settle_fault, sign_book
from registry.sampling.acceptance import Recomputed, draw_sample, recompute, samples_of

router = APIRouter(prefix="/books", tags=["books"])


@router.get("")
def list_books(
    session: Snapshot,
    who: Who,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
    skip: Annotated[int, Query(ge=0)] = 0,
) -> list[BookLine]:
    """The books of the account's office (of all for who serves all), by number and volume."""
    return [BookLine.of(view) for view in books_of(session, who, who.office, limit=limit, skip=skip)]


@router.post("", status_code=201)
def take_in(
    session: Transaction, who: Who, language: Lang, response: Response, book: BookRequest
) -> BookAnswer:
    """Take a book into the ledger."""
    return _answer(session, who, describe_book(session, who, book.span()), language, response)


@router.get("/{book_id}")
def show(session: Snapshot, who: Who, language: Lang, response: Response, book_id: UUID) -> BookAnswer:
    """A book with its coverage map and every fault."""
    return _answer(session, who, book_id, language, response)


@router.put("/{book_id}")
def correct(
    session: Transaction,
    who: Who,
    language: Lang,
    version: Version,
    response: Response,
    book_id: UUID,
    book: BookRequest,
) -> BookAnswer:
    """Correct a book's description; number and volume stay."""
    correct_description(session, who, book_id, book.span(), version)
    return _answer(session, who, book_id, language, response)


@router.post("/{book_id}/pages")
def count(
    session: Transaction,
    who: Who,
    language: Lang,
    version: Version,
    response: Response,
    book_id: UUID,
    run: CountRequest,
) -> BookAnswer:
    """Count a run of pages."""
    count_pages(session, who, book_id, run.first, run.last, version, run.entries)
    return _answer(session, who, book_id, language, response)


@router.put("/{book_id}/pages/{page_id}")
def say_page(
    session: Transaction,
    who: Who,
    language: Lang,
    version: Version,
    response: Response,
    book_id: UUID,
    page_id: UUID,
    seen: PageRequest,
) -> BookAnswer:
    """Say what stands on a page."""
    correct_page(session, who, book_id, page_id, seen.seen(), version)
    return _answer(session, who, book_id, language, response)


@router.post("/{book_id}/captures")
def link(
    session: Transaction,
    who: Who,
    language: Lang,
    version: Version,
    response: Response,
    book_id: UUID,
    wanted: LinkRequest,
) -> BookAnswer:
    """Link a case's scanned pages to the book's pages."""
    link_case(session, who, book_id, wanted.case, wanted.first, version)
    return _answer(session, who, book_id, language, response)


@router.post("/{book_id}/settlements")
def settle(
    session: Transaction,
    who: Who,
    language: Lang,
    version: Version,
    response: Response,
    book_id: UUID,
    said: SettleRequest,
) -> BookAnswer:
    """Say why a fault stays."""
    settle_fault(session, who, book_id, said.kind, said.place, said.reason, version)
    return _answer(session, who, book_id, language, response)


@router.post("/{book_id}/signature")
def sign(
    session: Transaction, who: Who, language: Lang, version: Version, response: Response, book_id: UUID
) -> BookAnswer:
    """Sign a book as a second person; 409 while faults are open."""
    sign_book(session, who, book_id, version)
    return _answer(session, who, book_id, language, response)


@router.get("/{book_id}/samples")
def list_samples(session: Snapshot, who: Who, book_id: UUID) -> list[SampleAnswer]:
    """The samples drawn from a book, and the bound of its errors that each shows."""
    return [SampleAnswer.of(view) for view in samples_of(session, who, book_id)]


@router.post("/{book_id}/samples", status_code=201)
def sample(session: Transaction, who: Who, book_id: UUID, wanted: SampleRequest) -> SampleAnswer:
    """Draw a sample of the book's entered fields for blind second keying."""
    draw_sample(session, who, book_id, wanted.budget, wanted.allowed)
    return SampleAnswer.of(samples_of(session, who, book_id)[0])


@router.get("/samples/{sample_id}/check")
def check(session: Snapshot, who: Who, sample_id: UUID) -> Recomputed:
    """A sample drawn again from frame and trail: whether it is the one that was drawn."""
    return recompute(session, who, sample_id)


def _answer(
    session: Session, who: Actor, book_id: UUID, language: Language, response: Response
) -> BookAnswer:
    session.flush()
    view = book_view(session, who, book_id)
    response.headers["etag"] = etag(view.version)
    return BookAnswer.of(view, catalogue(language))
