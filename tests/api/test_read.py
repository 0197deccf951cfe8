"""`POST /read`: a paper read without a case, by the real reader in its own process."""

import io
import os
import signal
import time
from pathlib import Path

import pytest
from httpx2 import Response
from PIL import Image
from sqlalchemy import func, select

from reference.documents import document_types
from registry.database.sessions import snapshot
from registry.models.cases import Case
from registry.models.scans import Scan
from registry.models.trail import Event, Reason
from specimens.capture import Wear
from specimens.documents import Wish, draw_document, draw_household
from tests.api.office import Office
from tests.api.papers import picture
from workers import passing

WHY = "تدقيق وثيقة قبل فتح معاملة"


@pytest.fixture(scope="module")
def card() -> bytes:
    """A clean scan of an invented card."""
    kind = document_types()["national_card"]
    drawn = draw_document(kind, "front", 5, draw_household(5, "national_card"), Wish(wear=Wear.CLEAN))
    file = io.BytesIO()
    Image.fromarray(drawn.image).save(file, "PNG", dpi=(300, 300))
    return file.getvalue()


def ask(office: Office, content: bytes, purpose: str = WHY, who: str = "clerk") -> Response:
    """The answer to a file handed in to be read."""
    files = {"file": ("بطاقة.png", content, "image/png")}
    return office.client(who).post("/api/v1/read", files=files, data={"purpose": purpose})


def test_a_paper_is_read_and_nothing_is_kept_but_who_read_it_and_why(office: Office, card: bytes) -> None:
    before = list(office.parts.store.digests())
    answer = ask(office, card)
    assert answer.status_code == 200, answer.text
    (reading,) = answer.json()["readings"]
    assert (reading["file"], reading["document_type"]) == ("بطاقة.png", "national_card")
    assert any(field["value"] for field in reading["fields"])
    with snapshot(office.parts.sessions) as session:
        event = session.scalars(select(Event).where(Event.action == "paper.read")).one()
        assert event.actor_id == office.actors["clerk"].id
        assert event.subject_id == office.parts.store.digest_of(io.BytesIO(card))
        assert session.scalar(select(Reason.words).where(Reason.id == event.reason_id)) == WHY
        kept = [session.scalar(select(func.count()).select_from(table)) for table in (Scan, Case)]
    assert kept == [0, 0]
    assert list(office.parts.store.digests()) == before


def test_the_purpose_may_stand_in_the_header(office: Office) -> None:
    headers = {"sijill-purpose": "check"}
    files = {"file": ("a.png", picture(), "image/png")}
    answer = office.client("officer").post("/api/v1/read", files=files, headers=headers)
    assert answer.status_code == 200, answer.text


def test_without_a_purpose_nothing_is_read_and_nothing_noted(office: Office) -> None:
    answer = ask(office, picture(), purpose=" ")
    assert (answer.status_code, answer.json()["code"]) == (422, "reason_needed")
    with snapshot(office.parts.sessions) as session:
        assert session.scalars(select(Event).where(Event.action == "paper.read")).all() == []


def many_pages() -> bytes:
    """A PDF of eleven pages."""
    pages = [Image.new("L", (60, 80), 255) for _ in range(11)]
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:])
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("نص".encode(), "not_an_image"),
        (b"", "empty_file"),
        (picture()[:60], "truncated"),
        (many_pages(), "too_many_pages"),
    ],
    ids=["text", "empty", "truncated", "long"],
)
def test_a_file_that_cannot_be_read_is_a_problem_with_its_code(
    office: Office, content: bytes, code: str
) -> None:
    answer = ask(office, content)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_who_comes_while_others_are_read_is_told_to_come_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "PATIENCE_SECONDS", 0.01)
    reader = office.parts.reader
    with reader._place(), reader._place():
        answer = ask(office, picture())
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert ask(office, picture()).status_code == 200


def test_the_reading_process_starts_anew_when_it_has_died(office: Office) -> None:
    assert ask(office, picture()).status_code == 200
    pool = office.parts.reader._pool
    assert pool is not None
    os.kill(pool.pid, signal.SIGKILL)
    pool.wait()
    assert ask(office, picture()).status_code == 200
    assert office.parts.reader._pool is not pool


def test_the_reading_process_holds_no_setting_of_the_house(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_PASSWORD", "باب")
    office.parts.reader.close()
    assert ask(office, picture()).status_code == 200
    pool = office.parts.reader._pool
    assert pool is not None
    assert b"SIJILL" not in Path(f"/proc/{pool.pid}/environ").read_bytes()


def test_the_reading_process_ends_with_the_door(office: Office) -> None:
    assert ask(office, picture()).status_code == 200
    pool = office.parts.reader._pool
    assert pool is not None
    began = time.monotonic()
    office.parts.reader.close()
    assert pool.returncode == 0
    assert time.monotonic() - began < 5
