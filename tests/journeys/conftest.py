"""Fixtures of the journeys: one running service and one browser for all of them, and drawn papers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserType, sync_playwright

from cli.browser import find_browser
from reference.documents import document_types
from specimens.documents import draw_document, draw_household
from tests.journeys.people import Computer, open_case, until_read
from tests.journeys.service import Service, make
from tests.workers.valkey import Valkey

# Without a sandbox of its own: tests run as root in containers, and show our own pages only.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The whole service."""
    with Valkey() as queue:
        running = make(tmp_path_factory.mktemp("service"), queue)
        try:
            running.start()
            yield running
        finally:
            running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        yield browser
        browser.close()


def launched(kind: BrowserType) -> Browser:
    """The browser that `./sijill` and `doctor` found, started anew."""
    program = find_browser()
    assert program is not None, "no Chromium here: apt-get install chromium-headless-shell, or set CHROME"
    return kind.launch(executable_path=program, args=list(SWITCHES))


@pytest.fixture
def computer(chromium: Browser, service: Service) -> Computer:
    """A computer from which the service is reached."""
    return Computer(chromium, service.address)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both sides of a drawn national card and a birth certificate; all invented."""
    folder = tmp_path_factory.mktemp("papers")
    types = document_types()
    for name, key, side in (
        ("بطاقة-أمام.jpg", "national_card", "front"),
        ("بطاقة-خلف.jpg", "national_card", "back"),
        ("ولادة.png", "birth_certificate", "page"),
    ):
        drawn = draw_document(types[key], side, 7, draw_household(7, key))
        Image.fromarray(drawn.image).save(folder / name)
    return folder


@pytest.fixture(scope="session")
def read_case(service: Service, chromium: Browser, papers: Path) -> str:
    """The address of a case whose three files were dropped and read: what pages of the desk show."""
    with Computer(chromium, service.address).page("clerk") as page:
        open_case(page)
        address = page.url.split("?")[0]
        page.locator("#files").set_input_files(sorted(papers.iterdir()))
        until_read(page, 3)
    return address
