"""Batches on their pages: the order of dates is said, a list that stopped goes on, and one is withdrawn."""

import re
from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import select

from api.csrf import csrf_token
from messages import Language, catalogue
from registry.database.sessions import transaction
from registry.domain.errors import ListHeld
from registry.importing import Progress, Wish, import_people, load
from registry.importing.mapping import Order
from registry.models.records import Person
from tests.api.office import HERE, Office

HEADER = "external_id,given_name,father_name,grandfather_name,birth_date"
DATES = ("02/14/1981", "03/04/1990", "06/30/1975")


def listed(folder: Path) -> Path:
    """A month-first list."""
    path = folder / "قائمة.csv"
    people = [f"{number},شيماء,طارق,عادل,{date}" for number, date in enumerate(DATES)]
    path.write_text("\n".join([HEADER, *people]) + "\n", encoding="utf-8")
    return path


def held(office: Office, path: Path) -> str:
    """The batch of a list that was held for the order of its dates."""
    with pytest.raises(ListHeld) as caught:
        import_people(office.parts.sessions, office.actors["clerk"], path, HERE, lambda _: None)
    return str(caught.value.params["batch"])


def post(office: Office, who: str, where: str, fields: dict[str, str], path: Path | None = None) -> Response:
    """A form of the page sent by a browser, with a file when a path is given."""
    fields = {**fields, "csrf": csrf_token(office.tokens[who])}
    files = {"files": (path.name, path.read_bytes())} if path else None
    answer: Response = office.browser(who).post(f"/batches/{where}", data=fields, files=files)
    return answer


def state(office: Office, batch: str) -> tuple[str, int]:
    """The state of a batch, and how many people it holds."""
    told = office.client("officer").get(f"/api/v1/batches/{batch}").json()
    return told["state"], told["kept"]


def test_a_held_list_goes_on_by_the_page_once_its_order_is_said(office: Office, tmp_path: Path) -> None:
    path = listed(tmp_path)
    batch = held(office, path)
    assert "يوم/شهر/سنة" in office.browser("clerk").get(f"/batches/{batch}").text
    unsaid = post(office, "clerk", f"{batch}/dates", {"order": ""})
    assert (unsaid.status_code, state(office, batch)) == (422, ("held", 0))
    early = post(office, "clerk", f"{batch}/go-on", {}, path)
    assert (early.status_code, state(office, batch)) == (409, ("held", 0))
    said = post(office, "officer", f"{batch}/dates", {"order": "month-day-year"})
    assert (said.status_code, state(office, batch)) == (303, ("loading", 0))
    other = tmp_path / "other.csv"
    other.write_text(f"{HEADER}\n9,شيماء,طارق,عادل,\n", encoding="utf-8")
    wrong = post(office, "clerk", f"{batch}/go-on", {}, other)
    assert (wrong.status_code, "ليس هذا الملف" in wrong.text) == (422, True)
    assert post(office, "officer", f"{batch}/go-on", {}, path).status_code == 403
    assert post(office, "clerk", f"{batch}/go-on", {}, path).status_code == 303
    assert state(office, batch) == ("waiting", len(DATES))
    with office.parts.sessions() as session:
        born = session.scalars(select(Person.birth_date).order_by(Person.id)).all()
    assert born == ["1981/02/14", "1990/03/04", "1975/06/30"]


def test_a_list_that_stopped_is_withdrawn_by_the_page_and_comes_again(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "CHUNK", 2)
    path = listed(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("/14/", "/04/").replace("/30/", "/03/"))

    def cut_off(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_people(office.parts.sessions, office.actors["clerk"], path, HERE, cut_off)
    listing = office.client("officer").get("/api/v1/batches").json()["batches"]
    batch = listing[0]["id"]
    assert state(office, batch) == ("loading", 2)
    assert "sijill import --resume" in office.browser("clerk").get(f"/batches/{batch}").text
    assert post(office, "officer-there", f"{batch}/withdraw", {}).status_code == 404
    assert office.browser("officer").post(f"/batches/{batch}/withdraw").status_code == 403
    assert post(office, "officer", f"{batch}/withdraw", {}).status_code == 303
    assert state(office, batch)[0] == "withdrawn"
    page = office.browser("clerk").get(f"/batches/{batch}").text
    assert ("مسحوبة" in page, "اسحب القائمة" in page) == (True, False)
    again = import_people(office.parts.sessions, office.actors["clerk"], path, HERE, lambda _: None, Wish())
    assert again.kept == len(DATES)
    assert post(office, "officer", f"{batch}/withdraw", {}).status_code == 409


WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


@pytest.mark.parametrize("language", Language)
def test_a_records_page_shows_the_date_as_understood_and_as_written(
    office: Office, tmp_path: Path, language: Language
) -> None:
    wish = Wish(order=Order.month_day_year)
    import_people(office.parts.sessions, office.actors["clerk"], listed(tmp_path), HERE, lambda _: None, wish)
    with transaction(office.parts.sessions) as session:
        query = select(Person.record_id).where(Person.birth_date == "1990/03/04")
        number = session.scalars(query).one()
    page = office.record("clerk", number, language)
    assert "<bdi>1990/03/04</bdi>" in page
    # Named in the reader's language: neither the code of the list nor the keys of its columns.
    assert "legacy_list" not in page
    assert "birth_date" not in re.sub("<[^>]+>", "", page)
    assert catalogue(language).say("record.brought_by") in page
    assert f'({catalogue(language).say("record.written")} <bdi dir="ltr">03/04/1990</bdi>)' in page
    told = office.client("clerk").get(f"/api/v1/records/{number}").json()["version"]["values"]
    (born,) = [one for one in told if one["path"] == "birth_date"]
    assert (born["value"], born["written"]) == ("1990/03/04", "03/04/1990")
