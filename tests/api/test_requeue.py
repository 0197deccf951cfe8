"""Scans that were set aside go back to be read: one or all, by the officer of their office."""

from uuid import UUID

from registry.database.sessions import transaction
from registry.domain.claims import Fault, FaultKind
from registry.domain.states import ScanState
from registry.models.scans import Scan
from registry.tasks import tasks
from tests.api.office import Office
from tests.api.papers import picture


def set_aside(office: Office, colour: str, clerk: str = "clerk") -> UUID:
    """A scan that no reader could read."""
    files = [("files", (f"{colour}.png", picture(colour), "image/png"))]
    scan = UUID(office.client(clerk).post("/api/v1/scans", files=files).json()["scans"][0]["id"])
    with transaction(office.parts.sessions) as session:
        (due,) = tasks.due(session, 100)
        claim = tasks.claim(session, due.task, due.attempt, "worker@test")
        assert claim is not None
        tasks.fail(session, claim, Fault(FaultKind.unreadable, "blob_missing"))
    return scan


def state(office: Office, scan: UUID) -> ScanState:
    with transaction(office.parts.sessions) as session:
        return session.get_one(Scan, scan).state


def test_an_officer_sees_what_was_set_aside_and_lets_one_be_read_again(any_office: Office) -> None:
    scan, other = set_aside(any_office, "red"), set_aside(any_office, "blue")
    officer = any_office.client("officer")
    listed = officer.get("/api/v1/scans/quarantined").json()["scans"]
    assert [(one["id"], one["error"]["code"]) for one in listed] == [
        (str(scan), "blob_missing"),
        (str(other), "blob_missing"),
    ]
    assert officer.post(f"/api/v1/scans/{scan}/requeue").json() == {"requeued": 1}
    assert officer.post(f"/api/v1/scans/{scan}/requeue").status_code == 409
    assert (state(any_office, scan), state(any_office, other)) == (ScanState.reading, ScanState.quarantined)


def test_all_means_those_of_the_own_office(any_office: Office) -> None:
    ours = [set_aside(any_office, colour) for colour in ("red", "blue")]
    theirs = set_aside(any_office, "green", "clerk-there")
    assert any_office.client("officer").post("/api/v1/scans/requeue").json() == {"requeued": 2}
    assert {state(any_office, scan) for scan in ours} == {ScanState.reading}
    assert state(any_office, theirs) is ScanState.quarantined
    assert any_office.client("officer").post(f"/api/v1/scans/{theirs}/requeue").status_code == 404


def test_a_clerk_puts_nothing_back(office: Office) -> None:
    scan = set_aside(office, "red")
    clerk = office.client("clerk")
    answers = [
        clerk.post("/api/v1/scans/requeue"),
        clerk.post(f"/api/v1/scans/{scan}/requeue"),
        clerk.get("/api/v1/scans/quarantined"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 3


def test_a_paper_keyed_by_hand_meanwhile_is_not_read_again_with_all(office: Office) -> None:
    scan = set_aside(office, "red")
    clerk = office.client("clerk")
    document = clerk.get(f"/api/v1/scans/{scan}").json()["documents"][0]["id"]
    seen = clerk.get(f"/api/v1/documents/{document}")
    returned = clerk.post(
        f"/api/v1/documents/{document}/review",
        json={"decision": "return", "reason": "صورة أوضح"},
        headers={"if-match": seen.headers["etag"]},
    )
    assert returned.is_success, returned.text
    assert office.client("officer").post("/api/v1/scans/requeue").json() == {"requeued": 0}


def test_the_desk_of_an_officer_has_a_button_for_each_and_one_for_all(office: Office) -> None:
    scan, other = set_aside(office, "red"), set_aside(office, "blue")
    officer = office.browser("officer")
    home = officer.get("/desk")
    assert f'action="/desk/scans/{scan}/requeue"' in home.text
    token = home.text.partition('name="csrf" value="')[2].partition('"')[0]
    done = officer.post(f"/desk/scans/{scan}/requeue", data={"csrf": token})
    assert (done.status_code, done.headers["location"]) == (303, "/desk?done=requeued")
    assert state(office, scan) is ScanState.reading
    officer.post("/desk/requeue", data={"csrf": token})
    assert state(office, other) is ScanState.reading
    assert "requeue" not in officer.get("/desk").text
    assert "requeue" not in office.browser("clerk").get("/desk").text
