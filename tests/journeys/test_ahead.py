"""The clerk doesn't wait between papers: the pictures of the next one are there before it is opened."""

from pathlib import Path

import pytest

from tests.journeys.people import Computer, open_case, until_read

pytestmark = pytest.mark.browser

# What a page has loaded: each picture's address, and how many bytes of it came over the line.
LOADED = (
    "() => performance.getEntriesByType('resource').filter(one => one.name.includes('.webp'))"
    ".map(one => [new URL(one.name).pathname, one.transferSize])"
)


def test_the_next_papers_pictures_come_from_the_browsers_own_memory(computer: Computer, papers: Path) -> None:
    with computer.page("clerk") as page:
        open_case(page)
        page.locator("#files").set_input_files([papers / "ولادة.png", papers / "بطاقة-أمام.jpg"])
        until_read(page, 2)
        with page.expect_response("**/upcoming") as answered:
            page.goto("/desk/review")
        promised = answered.value.json()["pictures"]
        assert any("/pages/" in address for address in promised)
        page.wait_for_function(
            "wanted => { const met = new Set(performance.getEntriesByType('resource')"
            ".map(one => new URL(one.name).pathname)); return wanted.every(one => met.has(one)); }",
            arg=promised,
        )
        crop = next(address for address in promised if "/crops/" in address)
        page.goto(f"/desk/documents/{crop.split('/')[4]}")
        page.wait_for_load_state("networkidle")
        loaded = dict(page.evaluate(LOADED))
    again = {address: loaded[address] for address in promised if address in loaded}
    assert any("/pages/" in address for address in again)
    assert set(again.values()) == {0}, again
