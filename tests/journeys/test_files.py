"""Files at the counter: good and bad together, each told by itself; the same twice is one."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Computer, open_case, until_read

pytestmark = pytest.mark.browser


def test_a_bad_file_is_told_by_name_and_stops_no_other(
    computer: Computer, papers: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "ملاحظات.jpg"
    bad.write_text("هذا نص، لا صورة", encoding="utf-8")
    with computer.page("clerk") as page:
        open_case(page)
        page.locator("#files").set_input_files([bad, papers / "بطاقة-أمام.jpg"])
        expect(page.locator("#files-list tbody tr")).to_have_count(1)
        expect(page.locator("#sending li.bad")).to_contain_text("ملاحظات.jpg")
        expect(page.locator("#sending li.bad")).to_contain_text("ليس صورة")


def test_the_same_file_dropped_twice_is_one(computer: Computer, papers: Path) -> None:
    with computer.page("clerk") as page:
        open_case(page)
        for _ in range(2):
            with page.expect_response("**/api/v1/scans"):
                page.locator("#files").set_input_files(papers / "بطاقة-خلف.jpg")
        page.reload()
        expect(page.locator("#files-list tbody tr")).to_have_count(1)


def test_a_wrong_file_is_taken_out_again(computer: Computer, papers: Path) -> None:
    with computer.page("clerk") as page:
        open_case(page)
        with page.expect_response("**/api/v1/scans"):
            page.locator("#files").set_input_files(papers / "بطاقة-أمام.jpg")
        page.reload()
        page.locator("details.undo summary").click()
        page.locator("details.undo button").click()
        expect(page.locator("#files-list .is-withdrawn")).to_be_visible()


def test_files_go_in_without_scripts(computer: Computer, papers: Path) -> None:
    with computer.page("clerk", scripts=False) as page:
        open_case(page)
        page.locator("#files").set_input_files(papers / "بطاقة-أمام.jpg")
        page.locator("noscript button, #drop button").first.click()
        expect(page.locator("#files-list tbody tr")).to_have_count(1)


def test_the_next_step_follows_as_soon_as_the_papers_are_read(computer: Computer, papers: Path) -> None:
    with computer.page("clerk") as page:
        open_case(page)
        page.locator("#files").set_input_files(papers / "بطاقة-أمام.jpg")
        until_read(page, 1)
        expect(page.locator("#about h2")).to_have_text("بانتظار المراجعة")
