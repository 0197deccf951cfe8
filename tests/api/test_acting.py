"""What a form's act leaves behind: all of it or nothing, and where its reader then stands."""

from http import HTTPStatus

import pytest
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.csrf import csrf_token
from api.pages.acting import Look, attempt, looking, transact
from registry.accounts.offices import OfficeView, open_office
from registry.database.sessions import Sessions, snapshot, transaction
from registry.domain.errors import AlreadyThere, InvalidValue, NotFound, RegistryError
from registry.models.accounts import Office as OfficeRow
from tests.api.office import HERE, Office

NEW = OfficeView("0999", "دائرة جديدة", "دائرة جديدة", "A new office", "بغداد")


def count(sessions: Sessions) -> int:
    """The offices that are in the database for good."""
    with snapshot(sessions) as session:
        return session.scalar(select(func.count()).select_from(OfficeRow)) or 0


def told(session: Session, error: RegistryError) -> HTMLResponse:
    """A page that says how many offices there are and what stands against the form."""
    there = session.scalar(select(func.count()).select_from(OfficeRow))
    return HTMLResponse(f"{there} {error.code}", HTTPStatus.CONFLICT)


def test_a_done_act_is_kept_before_its_reader_goes_on(office: Office) -> None:
    before = count(office.parts.sessions)

    def act(session: Session) -> str:
        open_office(session, None, NEW)
        return "/admin/offices"

    answer = transact(office.parts, act, told, (AlreadyThere,))
    assert (answer.status_code, answer.headers["location"]) == (HTTPStatus.SEE_OTHER, "/admin/offices")
    assert count(office.parts.sessions) == before + 1


@pytest.mark.parametrize("look", [transaction, snapshot])
def test_a_refused_act_leaves_nothing_of_its_first_half(office: Office, look: Look) -> None:
    before = count(office.parts.sessions)

    def act(session: Session) -> str:
        open_office(session, None, NEW)
        open_office(session, None, NEW)
        return "/admin/offices"

    answer = transact(office.parts, act, told, (AlreadyThere,), look=look)
    assert bytes(answer.body).decode() == f"{before} already_there"
    assert count(office.parts.sessions) == before


def test_an_error_that_is_not_named_goes_to_the_handlers(office: Office) -> None:
    before = count(office.parts.sessions)

    def act(session: Session) -> str:
        open_office(session, None, NEW)
        raise NotFound({"kind": "thing"})

    with pytest.raises(NotFound):
        transact(office.parts, act, told, (AlreadyThere, InvalidValue))
    assert count(office.parts.sessions) == before


def test_an_act_with_transactions_of_its_own_is_shown_as_it_stands_afterwards(office: Office) -> None:
    """What such an act had committed before it was refused is there when the page is shown again."""
    before = count(office.parts.sessions)

    def act() -> Response:
        with transaction(office.parts.sessions) as session:
            open_office(session, None, NEW)
        with transaction(office.parts.sessions) as session:
            open_office(session, None, NEW)
        return Response()

    answer = attempt(act, looking(office.parts, told), (AlreadyThere,))
    assert bytes(answer.body).decode() == f"{before + 1} already_there"


def test_a_code_in_use_shows_the_form_again(office: Office) -> None:
    form = {"code": HERE, "name_ar": "دائرة أخرى", "csrf": csrf_token(office.tokens["admin"])}
    answer = office.browser("admin").post("/admin/offices", data=form)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert 'name="name_ar"' in answer.text


def test_a_form_refused_for_its_words_says_so_in_its_status(office: Office) -> None:
    desk = {"receipt": "nothing", "csrf": csrf_token(office.tokens["clerk"])}
    assert office.browser("clerk").post("/desk/find", data=desk).status_code == HTTPStatus.NOT_FOUND
    case = {"service": "nothing", "csrf": csrf_token(office.tokens["clerk"])}
    answer = office.browser("clerk").post("/desk/cases", data=case)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
