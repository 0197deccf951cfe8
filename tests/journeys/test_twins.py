"""The same sheet handed in again: a clerk sees both pictures side by side, decides, and takes it back."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from messages import Language
from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Wish, draw_document, draw_household
from tests.journeys.people import Computer, open_case, until_read
from tests.journeys.service import Service
from tests.journeys.test_every_page import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def again(tmp_path: Path) -> Path:
    """The birth certificate of the read case once more, as another scanner took it."""
    kind = document_types()["birth_certificate"]
    drawn = draw_document(kind, "page", 7, draw_household(7, kind.key), Wish(wear=Wear.SKEWED))
    Image.fromarray(drawn.image).save(tmp_path / "again.jpg")
    return tmp_path / "again.jpg"


@pytest.mark.usefixtures("read_case")
def test_a_sheet_seen_before_is_compared_side_by_side_and_never_blocked(
    computer: Computer, service: Service, again: Path
) -> None:
    with computer.page("clerk", Language.ar) as page:
        open_case(page)
        page.locator("#files").set_input_files([again])
        until_read(page, 1)
        page.locator("#files-list tbody a").first.click()
        compare = page.locator("a[href*='/twins/']")
        # The pictures are compared after the reading is safe, a moment later.
        for _ in range(150):
            if compare.count():
                break
            page.wait_for_timeout(500)
            page.reload()
        assert compare.count(), (service.settings.folder / "worker.log").read_text(encoding="utf-8")[-3000:]
        assert page.locator("#confirm").is_enabled()
        compare.first.click()
        expect(page.locator(".twins img.whole")).to_have_count(2)
        assert violations(page) == []
        page.locator("button[value='two_sheets']").click()
        expect(page.locator("button[value='undo']")).to_be_visible()
        page.locator("button[value='undo']").click()
        page.locator("button[value='one_sheet']").click()
        expect(page.locator(".notice.ok")).to_be_visible()
        page.screenshot(path=str(again.with_name("twins.png")), full_page=True)
        page.locator("a.button.quiet").click()
        expect(compare.first).to_be_visible()
