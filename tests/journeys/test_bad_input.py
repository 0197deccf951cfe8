"""What people hand in by mistake: each is told by itself in three languages, and nothing of it stays."""

import io
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import func, select

from messages import Language, catalogue
from registry.database.sessions import snapshot
from registry.domain.states import TaskState
from registry.models.cases import Case
from registry.models.scans import Page, Scan, Task
from tests.imaging import files
from tests.journeys.people import Computer, open_case, until_read
from tests.journeys.service import PASSWORD, Service

pytestmark = pytest.mark.browser

SECONDS = 120.0


def huge_png() -> bytes:
    """A true PNG of 20,000 by 20,000 pixels: 1.2 megabytes that ask for more than a thousand."""
    content = io.BytesIO()
    Image.new("RGB", (20_000, 20_000), "white").save(content, "PNG")
    return content.getvalue()


@pytest.fixture(scope="module")
def bad() -> Mapping[str, tuple[bytes, str]]:
    """By file name: the content, and the code it is refused with."""
    return {
        "نص.jpg": ("إلى السيد مدير الأحوال، تحية طيبة".encode(), "not_an_image"),
        "فارغ.jpg": (b"", "empty_file"),
        "فارغ.pdf": (b"", "empty_file"),
        "مقفل.pdf": (files.locked_pdf(), "password_protected"),
        "ضخم.png": (huge_png(), "too_many_pixels"),
        "كتاب.pdf": (files.pdf(2_000), "too_many_pages"),
        "مبتور.jpg": (files.jpeg(1_200, 800)[:-3_000], "truncated"),
    }


@contextmanager
def signed_in(service: Service, language: Language) -> Iterator[httpx2.Client]:
    """A program of the clerk's that speaks a language."""
    headers = {"accept-language": language.value}
    with httpx2.Client(base_url=service.address, headers=headers, timeout=SECONDS) as client:
        answer = client.post("/api/v1/login", json={"username": "clerk", "password": PASSWORD})
        client.headers["authorization"] = f"Bearer {answer.raise_for_status().json()['token']}"
        yield client


def kept(service: Service) -> tuple[int, ...]:
    """How much there is of everything that a file leaves behind: files in the store, rows in the register."""
    store = sum(1 for path in (service.settings.folder / "store").rglob("*") if path.is_file())
    with snapshot(service.sessions) as session:
        rows = [
            session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Case, Scan, Page, Task)
        ]
    return (store, *rows)


def wait_until_still(service: Service) -> None:
    """Wait until the worker writes no more: after a reading it keeps a page's points and compares sheets."""
    before = kept(service)
    for _ in range(int(SECONDS)):
        time.sleep(3)
        now = kept(service)
        if now == before and not under_way(service):
            return
        before = now


def under_way(service: Service) -> int:
    """How many scans wait to be read, or are read just now."""
    open_ones = (TaskState.waiting, TaskState.running)
    with snapshot(service.sessions) as session:
        return session.scalar(select(func.count()).select_from(Task).where(Task.state.in_(open_ones))) or 0


@pytest.mark.parametrize("language", Language)
def test_each_bad_file_is_told_leaves_nothing_and_harms_no_next_one(
    service: Service, read_case: str, bad: Mapping[str, tuple[bytes, str]], papers: Path, language: Language
) -> None:
    assert read_case  # all that was handed in before is read
    wait_until_still(service)
    words, told = catalogue(language), {}
    with signed_in(service, language) as clerk:
        for name, (content, code) in bad.items():
            before = kept(service)
            answer = clerk.post("/api/v1/scans", files={"files": (name, content, "image/jpeg")})
            (entry,) = answer.json()["scans"]
            assert (answer.status_code, entry["state"], entry["error"]["code"]) == (422, "refused", code), (
                name
            )
            assert kept(service) == before, name
            told[code] = entry["error"]["message"]
        assert len(set(told.values())) == len(told) == 6
        assert told["not_an_image"] == words.say("error.not_an_image")
        good = (papers / "ولادة.png").read_bytes()
        answer = clerk.post("/api/v1/scans", files={"files": ("ولادة.png", good, "image/png")})
        assert (answer.status_code, answer.json()["scans"][0]["state"]) == (202, "reading")


def test_a_photo_of_a_cat_is_told_to_be_no_paper_we_know_and_opens_for_a_person(
    computer: Computer, tmp_path: Path
) -> None:
    photo = files.written(tmp_path, "قطة.jpg", files.cat())
    with computer.page("clerk") as page:
        open_case(page)
        address = page.url.split("?")[0]
        page.locator("#files").set_input_files(photo)
        until_read(page, 1)
    for language in Language:
        words = catalogue(language)
        with computer.page("clerk", language) as page:
            page.goto(address)
            expect(page.locator("#files-list tbody")).to_contain_text(words.say("type.unknown"))
            page.locator("#files-list tbody a").first.click()
            expect(page.locator(".notice").first).to_contain_text(words.say("review.unknown_lead"))
            expect(page.locator("#confirm")).to_be_disabled()
