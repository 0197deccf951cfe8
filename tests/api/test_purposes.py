"""Nobody opens a record without saying why, by search, link or address; and says it once an hour."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import quote, unquote

import pytest
from sqlalchemy import select

from api.csrf import csrf_token
from api.deps import purpose_of
from registry.database.sessions import snapshot
from registry.domain.actions import Action
from registry.domain.errors import InvalidValue
from registry.models.trail import Event, Reason
from tests.api.office import Office
from tests.api.register import EXTRACT, registered

WHY = "طلب صورة قيد"


@pytest.fixture
def record(any_office: Office) -> int:
    """A record of the office."""
    return registered(any_office, EXTRACT)


def opened(office: Office, name: str, record: int, reason: str) -> str:
    """The page after a reason was typed."""
    form = {"csrf": csrf_token(office.tokens[name]), "reason": reason}
    return office.browser(name).post(f"/records/{record}", data=form).text


def looks(office: Office) -> Sequence[str | None]:
    """The reasons of all openings of records, the oldest first."""
    with snapshot(office.parts.sessions) as session:
        query = (
            select(Reason.words)
            .select_from(Event)
            .outerjoin(Reason, Reason.id == Event.reason_id)
            .where(Event.action == Action.record_viewed.value)
            .order_by(Event.id)
        )
        return session.scalars(query).all()


@pytest.mark.parametrize("name", ["clerk", "officer", "auditor"])
def test_an_address_alone_opens_no_record(any_office: Office, record: int, name: str) -> None:
    page = any_office.browser(name).get(f"/records/{record}").text
    assert EXTRACT["given_name"] not in page
    assert 'name="reason"' in page
    assert EXTRACT["given_name"] not in opened(any_office, name, record, "  ")
    assert looks(any_office) == []


def test_a_look_is_one_event_with_its_purpose(any_office: Office, record: int) -> None:
    assert EXTRACT["given_name"] in opened(any_office, "clerk", record, WHY)
    assert looks(any_office) == [WHY]


def test_the_purpose_of_a_record_holds_for_a_while(
    any_office: Office, record: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(any_office, "clerk", record, WHY)
    assert EXTRACT["given_name"] in any_office.browser("clerk").get(f"/records/{record}").text
    assert looks(any_office) == [WHY, WHY]
    assert EXTRACT["given_name"] not in any_office.browser("officer").get(f"/records/{record}").text
    monkeypatch.setattr("registry.trail.purposes.LASTS", timedelta(0))
    assert EXTRACT["given_name"] not in any_office.browser("clerk").get(f"/records/{record}").text


def test_the_next_record_proposes_what_was_said_last(any_office: Office, record: int) -> None:
    other = registered(any_office, EXTRACT | {"given_name": "مها", "page_number": "99"})
    opened(any_office, "clerk", record, WHY)
    page = any_office.browser("clerk").get(f"/records/{other}").text
    assert f'value="{WHY}"' in page
    assert "مها" not in page


@pytest.mark.parametrize(
    "header", [quote(WHY).encode(), WHY.encode(), b"file 12"], ids=["escaped", "utf-8", "ascii"]
)
def test_a_program_says_its_purpose_in_a_header(any_office: Office, record: int, header: bytes) -> None:
    answer = any_office.client("clerk").get(f"/api/v1/records/{record}", headers={b"sijill-purpose": header})
    assert answer.status_code == 200, answer.text
    assert looks(any_office) == [unquote(header.decode())]


def test_a_purpose_that_is_no_text_is_told_by_its_name(any_office: Office, record: int) -> None:
    client = any_office.client("clerk")
    answer = client.get(f"/api/v1/records/{record}", headers={"sijill-purpose": "%ff"})
    assert answer.status_code == 422
    assert "Sijill-Purpose" in answer.text


def test_bytes_that_are_no_utf_8_are_no_purpose() -> None:
    with pytest.raises(InvalidValue):
        purpose_of(b"\xff\xfe".decode("latin-1"))
