"""`/books`: the register books of an office, and one book with its coverage map, faults and signature."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Snapshot, Who
from api.language import language_of
from api.pages.acting import transact
from api.pages.forms import Form, chosen, version_in, whole
from api.pages.names import names_of
from api.pages.render import page
from messages.formats import digits
from registry.database.sessions import snapshot
from registry.domain.access import Act, Actor, may, require
from registry.domain.book import BookKind, BookSpan, CaptureState, EntryNumbering, PageCondition
from registry.domain.book_faults import FaultKind, SettledBy, fault_specs
from registry.domain.errors import NotFound, RegistryError
from registry.ledger.books import correct_description, describe_book
from registry.ledger.captures import judge_capture, link_case, split_capture
from registry.ledger.condition import Condition, report_condition, reports_of
from registry.ledger.custody import handovers, handovers_of
from registry.ledger.looking import BookView, LeafView, book_view, books_of, unlisted_books
from registry.ledger.pages import PageSeen, add_page, correct_page, count_pages, move_page, remove_page
from registry.ledger.signing import may_sign, reopen_book, settle_fault, sign_book
from registry.models.ledger import Binding, Paper
from registry.review.workqueue import case_of_receipt
from registry.sampling.acceptance import draw_sample, samples_of

router = APIRouter(prefix="/books", include_in_schema=False)

PAGE: Final = 30
SPAN: Final = ("number", "volume", "kind", "first_page", "last_page", "first_year", "last_year",
               "entries_a_page", "numbering")  # fmt: skip
CHOICES: Final = {
    "kinds": [one.value for one in BookKind],
    "numberings": [one.value for one in EntryNumbering],
    "conditions": [one.value for one in PageCondition],
    "captures": [one.value for one in CaptureState],
    "bindings": [one.value for one in Binding],
    "papers": [one.value for one in Paper],
}


@router.get("")
def list_books(request: Request, session: Snapshot, who: Who, skip: int = 0) -> HTMLResponse:
    """The books of the office, and how far each is."""
    return _list(request, who, {}, session, skip=max(skip, 0))


@router.post("", dependencies=[FromOurPage])
def take_in(request: Request, parts: PartsDep, who: Who, form: Form) -> Response:
    """Take a book into the ledger, and go on to it."""

    def act(session: Session) -> str:
        return f"/books/{describe_book(session, who, span_in(form))}"

    return transact(parts, act, partial(_list, request, who, form), (RegistryError,), look=snapshot)


@router.get("/{book_id}")
def show(request: Request, session: Snapshot, who: Who, book_id: UUID, leaf: str = "") -> HTMLResponse:
    """One book; `leaf` is the page that is looked at."""
    return _book(request, who, book_id, leaf, session)


@router.post("/{book_id}/{deed}", dependencies=[FromOurPage])
def do(request: Request, parts: PartsDep, who: Who, book_id: UUID, deed: str, form: Form) -> Response:
    """One change to a book by its form; the same page again with what went wrong."""
    leaf = form.get("leaf", "")
    kept = f"?leaf={leaf}#leaf" if leaf and deed in ("page", "capture") else ""

    def act(session: Session) -> str:
        try:
            DEEDS[deed](session, who, book_id, form)
        except (KeyError, ValueError):
            # A deed, or the id of a leaf or a picture, that no form of ours sends.
            raise NotFound({"kind": "thing"}) from None
        return f"/books/{book_id}{kept}"

    again = partial(_book, request, who, book_id, leaf)
    return transact(parts, act, again, (RegistryError,), look=snapshot)


def span_in(form: Mapping[str, str]) -> BookSpan:
    """A book's description from its form. Raises `InvalidValue`."""
    return BookSpan(
        number=form.get("number", ""),
        volume=form.get("volume", ""),
        kind=chosen(form, "kind", BookKind),
        first_page=whole(form, "first_page") or 0,
        last_page=whole(form, "last_page") or 0,
        first_year=whole(form, "first_year", optional=True),
        last_year=whole(form, "last_year", optional=True),
        entries_a_page=whole(form, "entries_a_page", optional=True) or 0,
        numbering=chosen(form, "numbering", EntryNumbering),
    )


def _describe(session: Session, who: Actor, book: UUID, form: Form) -> None:
    correct_description(session, who, book, span_in(form), version_in(form))


def _count(session: Session, who: Actor, book: UUID, form: Form) -> None:
    first, last = whole(form, "first") or 0, whole(form, "last") or 0
    count_pages(session, who, book, first, last, version_in(form), form.get("entries", ""))


def _link(session: Session, who: Actor, book: UUID, form: Form) -> None:
    case = case_of_receipt(session, who, form.get("receipt", ""))
    link_case(session, who, book, case, whole(form, "first") or 0, version_in(form))


def _page(session: Session, who: Actor, book: UUID, form: Form) -> None:
    """Correct, move, remove or add a page: the button pressed says which."""
    seen = PageSeen(
        number=form.get("number", ""),
        former=form.get("former", ""),
        condition=chosen(form, "condition", PageCondition),
        entries=form.get("entries", ""),
    )
    version = version_in(form)
    match form.get("what"):
        case "add":
            add_page(session, who, book, whole(form, "after") or 0, seen, version)
        case "remove":
            remove_page(session, who, book, UUID(form["leaf"]), version)
        case "move":
            move_page(session, who, book, UUID(form["leaf"]), whole(form, "after") or 0, version)
        case _:
            correct_page(session, who, book, UUID(form["leaf"]), seen, version)


def _capture(session: Session, who: Actor, book: UUID, form: Form) -> None:
    capture, version = UUID(form["capture"]), version_in(form)
    if form.get("state") == "split":
        split_capture(session, who, book, capture, version)
    else:
        judge_capture(session, who, book, capture, chosen(form, "state", CaptureState), version)


def _settle(session: Session, who: Actor, book: UUID, form: Form) -> None:
    kind = chosen(form, "kind", FaultKind)
    settle_fault(session, who, book, kind, form.get("place", ""), form.get("reason", ""), version_in(form))


def _sign(session: Session, who: Actor, book: UUID, form: Form) -> None:
    sign_book(session, who, book, version_in(form))


def _reopen(session: Session, who: Actor, book: UUID, form: Form) -> None:
    reopen_book(session, who, book, form.get("reason", ""), version_in(form))


def _report(session: Session, who: Actor, book: UUID, form: Form) -> None:
    condition = Condition(
        binding=chosen(form, "binding", Binding),
        paper=chosen(form, "paper", Paper),
        pages_counted=whole(form, "pages_counted") or 0,
        pages_torn=whole(form, "pages_torn") or 0,
        needs_rebinding="needs_rebinding" in form,
        note=form.get("note", ""),
    )
    report_condition(session, who, book, condition)


def _sample(session: Session, who: Actor, book: UUID, form: Form) -> None:
    draw_sample(session, who, book, (whole(form, "per_thousand") or 0) / 1000, whole(form, "allowed") or 0)


DEEDS: Final[Mapping[str, Callable[[Session, Actor, UUID, Form], None]]] = {
    "describe": _describe,
    "count": _count,
    "link": _link,
    "page": _page,
    "capture": _capture,
    "settle": _settle,
    "sign": _sign,
    "reopen": _reopen,
    "report": _report,
    "sample": _sample,
}


def _list(
    request: Request,
    who: Actor,
    form: Mapping[str, str],
    session: Session,
    error: RegistryError | None = None,
    *,
    skip: int = 0,
) -> HTMLResponse:
    require(who, Act.view_books, who.office)
    values = {
        "books": books_of(session, who, who.office, limit=PAGE, skip=skip),
        "unlisted": unlisted_books(session, who, who.office),
        "handovers": handovers(session, who, who.office, limit=10),
        "asked": {field: form.get(field, "") for field in SPAN},
        "may_keep": may(who, Act.keep_books, who.office),
        "skip": skip,
        "page_size": PAGE,
        **CHOICES,
    }
    return page(request, "books/list.html", values, who=who, error=error)


def _book(
    request: Request,
    who: Actor,
    book_id: UUID,
    leaf: str,
    session: Session,
    error: RegistryError | None = None,
) -> HTMLResponse:
    book, language = book_view(session, who, book_id), language_of(request)
    reports, custody = reports_of(session, book_id), handovers_of(session, book_id)
    people = {book.described_by, book.signed_by, *(one.settled_by for one in book.settled.values())}
    people |= {one.made_by for one in reports} | {one for h in custody for one in (h.given_by, h.given_to)}
    keeps = may(who, Act.keep_books, book.office) and book.state == "open"
    values = {
        "book": book,
        "leaf": _leaf(book, leaf),
        "shown": lambda params: {key: digits(value, language) for key, value in params},
        "by_word": [kind for kind, spec in fault_specs().items() if spec.settled is SettledBy.word],
        "reports": reports,
        "handovers": custody,
        "samples": samples_of(session, who, book_id),
        "names": names_of(session, {one for one in people if one}),
        "keeps": keeps,
        "signs": may(who, Act.sign_book, book.office),
        "draws": may(who, Act.draw_sample, book.office),
        "own_hand": not may_sign(session, who, book_id),
        **CHOICES,
    }
    return page(request, "books/book.html", values, who=who, error=error)


def _leaf(book: BookView, leaf: str) -> LeafView | None:
    return next((one for one in book.leaves if str(one.id) == leaf), None)
