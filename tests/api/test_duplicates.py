"""Duplicates and batches at the door: two persons for each merge, each undoing and each imported list."""

from itertools import product
from pathlib import Path

from httpx2 import Response

from api.csrf import csrf_token
from registry.domain.access import Actor
from registry.importing import import_people
from tests.api.office import HERE, Office

HEADER = (
    "external_id,given_name,father_name,grandfather_name,laqab,mother_name,sex,birth_date,national_number"
)
LINES = (
    "L-1,زينب,حسن,علي,الجبوري,فاطمة,أنثى,1990/03/14,199012345678",
    "L-2,زينت,حسن,علي,الجبوري,فاطمة,أنثى,1990/03/14,199012345678",
    # Weights are learnt from the people who have nothing to do with each other.
    *(
        f"L-{10 + at},{given},{father},{grandfather},العبيدي,{mother},ذكر,{1940 + at}/02/{at + 1:02},"
        for at, (given, father, grandfather, mother) in enumerate(
            product(("عمر", "سعد", "كرار"), ("خالد", "ناصر"), ("صالح", "عباس"), ("هدى", "مريم"))
        )
    ),
)


def call(office: Office, who: str, where: str, body: object = None, version: int = 1) -> Response:
    """A call of a program on the version that it saw."""
    headers = {"if-match": f'"{version}"'}
    return office.client(who).post(f"/api/v1/{where}", json=body, headers=headers)


def brought_in(office: Office, folder: Path) -> str:
    """A list imported by the first officer; its batch."""
    path = folder / "list.csv"
    path.write_text("\n".join((HEADER, *LINES)) + "\n", encoding="utf-8")
    actor: Actor = office.actors["officer"]
    report = import_people(office.parts.sessions, actor, path, HERE, lambda _: None)
    assert report.batch is not None
    return report.batch


def test_a_list_is_signed_by_another_officer_than_its_importer(office: Office, tmp_path: Path) -> None:
    batch = brought_in(office, tmp_path)
    sample = office.client("officer-two").get(f"/api/v1/batches/{batch}/sample").json()
    assert (len(sample["lines"]), sample["most_wrong"]) == (len(LINES), 0.0)
    assert call(office, "officer", f"batches/{batch}/sign").json()["code"] == "own_entry"
    assert call(office, "clerk", f"batches/{batch}/sign").status_code == 403
    assert office.client("officer-there").get(f"/api/v1/batches/{batch}").status_code == 404
    assert call(office, "officer-two", f"batches/{batch}/sign").json()["state"] == "signed"
    assert "العبيدي" in office.browser("clerk").get(f"/batches/{batch}").text


def test_a_merge_is_made_and_undone_by_two_persons_each(office: Office, tmp_path: Path) -> None:
    batch = brought_in(office, tmp_path)
    assert call(office, "clerk", "duplicates/look", {"reason": "جرد"}).json()["new"] >= 1
    pair = office.client("clerk").get("/api/v1/duplicates").json()["pairs"][0]["id"]
    same = {"judgement": "same", "reason": "رقم واحد وأم واحدة"}
    early = call(office, "clerk", f"duplicates/{pair}/judgement", same)
    assert (early.status_code, early.json()["code"]) == (409, "demand_unmet")
    call(office, "officer-two", f"batches/{batch}/sign")
    judged = call(office, "officer", f"duplicates/{pair}/judgement", same)
    assert judged.json()["state"] == "proposed"
    assert call(office, "officer", f"duplicates/{pair}/approve", {}, 2).json()["code"] == "own_entry"
    joined = call(office, "officer-two", f"duplicates/{pair}/approve", {}, 2).json()
    assert joined["state"] == "joined"
    assert "شخص واحد مع" in office.record("clerk", joined["first"])
    call(office, "officer-two", f"duplicates/{pair}/undo", {"reason": "شخصان"}, 3)
    assert call(office, "officer-two", f"duplicates/{pair}/approve", {}, 4).json()["code"] == "own_entry"
    assert call(office, "officer", f"duplicates/{pair}/approve", {}, 4).json()["state"] == "apart"


def test_a_laqab_alone_and_a_single_name_are_no_questions(office: Office, tmp_path: Path) -> None:
    brought_in(office, tmp_path)
    client = office.client("officer")
    for asked in ({"name": "الجبوري"}, {"name": "زينب"}, {"register": "1"}, {}):
        answer = client.post("/api/v1/records/search", json={**asked, "reason": "مراجعة"})
        assert answer.status_code == 422, asked
    asked = {"name": "زينب حسن", "reason": "مراجعة"}
    for beyond in ({"limit": 51}, {"cursor": 1001}):
        assert client.post("/api/v1/records/search", json={**asked, **beyond}).status_code == 422


def test_a_reason_that_is_needed_is_told_at_its_field(office: Office) -> None:
    told = call(office, "officer", "duplicates/look", {"reason": " "})
    assert told.status_code == 422
    assert [(one["pointer"], one["code"]) for one in told.json()["errors"]] == [("/reason", "empty")]
    form = {"csrf": csrf_token(office.tokens["officer"]), "reason": ""}
    page = office.browser("officer").post("/duplicates/look", data=form)
    assert page.status_code == 422
    assert 'data-field="reason"' in page.text
