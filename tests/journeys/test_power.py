"""When things break: a dead browser costs one field at most, and a file nobody can read is keyed by hand."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as Broken

from messages import Language, catalogue
from tests.imaging import files
from tests.journeys.conftest import launched
from tests.journeys.people import Computer, open_case, sign_in, until_read

pytestmark = pytest.mark.browser

KEYED = {
    "child_name": "زينب",
    "sex": "أنثى",
    "birth_date": "2011/10/24",
    "father_name": "كريم حسن علي",
    "mother_name": "فاطمة جاسم محمد",
}


def type_into(page: Page, key: str, value: str) -> None:
    """Type a value as a person does, or choose it where it is chosen."""
    field = page.locator(f"#in-v-{key}")
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def test_a_browser_that_dies_costs_the_field_under_the_hand_and_no_other(
    chromium: Browser, computer: Computer, papers: Path
) -> None:
    with computer.page("clerk") as page:
        open_case(page, "birth_registration")
        page.locator("#files").set_input_files(papers / "ولادة.png")
        until_read(page, 1)
        page.locator("#files-list tbody a").first.click()
        page.wait_for_url("**/desk/documents/*")
        address = page.url
    doomed = launched(chromium.browser_type)
    page = doomed.new_context(base_url=computer.address).new_page()
    sign_in(page, "clerk")
    page.goto(address)
    for key in ("child_name", "mother_name"):
        with page.expect_response("**/draft"):
            type_into(page, key, KEYED[key])
            page.keyboard.press("Tab")
    page.locator("#in-v-father_name").press_sequentially("كر")
    with pytest.raises(Broken):
        doomed.new_browser_cdp_session().send("Browser.crash")
    with computer.page("clerk") as page:
        page.goto(address)
        expect(page.locator("#in-v-child_name")).to_have_value(KEYED["child_name"])
        expect(page.locator("#in-v-mother_name")).to_have_value(KEYED["mother_name"])


def test_a_page_that_nothing_can_read_is_keyed_by_hand(computer: Computer, tmp_path: Path) -> None:
    damaged = files.written(tmp_path, "تالف.png", files.png_with_empty_data(800, 800))
    words = catalogue(Language.ar)
    with computer.page("clerk") as page:
        open_case(page, "birth_registration")
        case = page.url.split("?")[0]
        page.locator("#files").set_input_files(damaged)
        until_read(page, 1)
        row = page.locator("#files-list tbody tr").first
        expect(row).to_contain_text(words.say("error.truncated"))
        row.locator("a").first.click()
        page.wait_for_url("**/desk/documents/*")
        expect(page.locator(".notice").first).to_contain_text(words.say("review.unknown"))
        page.locator("#document_type").select_option("birth_certificate")
        page.locator("button[form=retype]").click()
        expect(page.locator(".notice").first).to_contain_text(words.say("review.by_hand"))
        for key, value in KEYED.items():
            type_into(page, key, value)
        page.locator("#reason").fill("الملف تالف، أُدخلت من الورقة")
        # What the damaged file leaves empty is said to be unreadable, field by field.
        empty = page.locator(".value[data-doubtful] input, .value[data-doubtful] select").first
        for _ in range(len(page.locator(".value").all())):
            if not empty.count():
                break
            empty.focus()
            page.keyboard.press("Enter" if empty.input_value() else "F8")
        before = page.url
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda address: address != before)
        page.goto(case)
        expect(page.locator("#files-list tbody")).to_contain_text(words.say("document.state.entered"))
