"""The citizen's page on an old telephone: light, without scripts too, and silent about persons."""

import pytest
from playwright.sync_api import Request, expect

from tests.journeys.people import PHONE, Computer, open_case

pytestmark = pytest.mark.browser

FIRST_VIEW_BYTES = 50_000


def test_the_first_view_weighs_less_than_fifty_kilobytes(computer: Computer) -> None:
    weights: dict[str, int] = {}

    def weigh(request: Request) -> None:
        sizes = request.sizes()
        weights[request.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    with computer.page(size=PHONE) as page:
        page.on("requestfinished", weigh)
        page.goto("/")
        page.wait_for_load_state("networkidle")
    assert sum(weights.values()) < FIRST_VIEW_BYTES, weights


def test_it_works_without_scripts(computer: Computer) -> None:
    with computer.page("clerk") as clerk:
        receipt = open_case(clerk, "lost_document", "4826")
    with computer.page(size=PHONE, scripts=False) as page:
        page.goto("/")
        page.locator("#receipt").fill(receipt)
        page.locator("#pin").fill("4826")
        page.locator("main button").click()
        expect(page.locator("h2").first).to_contain_text("ننتظر منك أوراقًا")
        expect(page.locator("main")).to_contain_text("إخبار فقدان وثيقة")


def test_the_receipts_code_fills_the_number_and_leaves_the_address(computer: Computer) -> None:
    with computer.page(size=PHONE) as page:
        page.goto("/#7K3D-9QXM-2B4H-R")
        expect(page.locator("#receipt")).to_have_value("7K3D-9QXM-2B4H-R")
        expect(page.locator("#pin")).to_be_focused()
        assert "#" not in page.url


def test_a_wrong_pin_and_an_unknown_receipt_are_told_alike(computer: Computer) -> None:
    with computer.page("clerk") as clerk:
        receipt = open_case(clerk, "digitisation", "4826")
    told = []
    with computer.page(size=PHONE) as page:
        for number in (receipt, "7K3D-9QXM-2B4H-R"):
            page.goto("/")
            page.locator("#receipt").fill(number)
            page.locator("#pin").fill("0000")
            page.keyboard.press("Enter")
            told.append(page.locator("[role=alert]").inner_text())
    assert told[0] == told[1]


def test_a_page_fits_a_telephone_without_scrolling_sideways(computer: Computer) -> None:
    with computer.page("clerk", size=PHONE) as page:
        for address in ("/desk", "/desk/cases/new", "/records"):
            page.goto(address)
            wide = page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, address
