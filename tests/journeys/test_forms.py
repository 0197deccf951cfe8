"""Forms and languages in a browser: what is lacking is said in the words of the page, a choice holds."""

import pytest
from playwright.sync_api import expect

from messages import Language, catalogue
from tests.journeys.people import PHONE, Computer, open_case
from tests.journeys.service import PASSWORD

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", Language)
def test_an_empty_field_is_told_in_the_pages_language_until_it_is_filled(
    computer: Computer, language: Language
) -> None:
    needed = catalogue(language).say("form.needed")
    with computer.page("officer", language) as page:
        page.goto("/exports")
        if not page.locator("#recipient").is_visible():
            page.locator("details.card summary").click()
        page.locator("form[action='/exports'] button").click()
        recipient = page.locator("#recipient")
        expect(recipient).to_be_focused()
        expect(recipient).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#unfit-recipient")).to_have_text(needed)
        expect(page.locator("form[action='/exports'] .unfit")).to_have_text([needed] * 3)
        assert "unfit-recipient" in (recipient.get_attribute("aria-describedby") or "")
        recipient.fill("مديرية الإحصاء السكاني")
        expect(page.locator("#unfit-recipient")).to_have_count(0)
        expect(page.locator("form[action='/exports'] .unfit")).to_have_count(2)
        assert page.url.endswith("/exports")


def test_without_scripts_the_server_says_what_is_wrong_and_no_bubble_holds_the_form(
    computer: Computer,
) -> None:
    with computer.page(size=PHONE, scripts=False) as page:
        page.goto("/")
        page.locator("#receipt").fill("7K3D-9QXM-2B4H-R")
        page.locator("main button").click()
        expect(page.locator("[role=alert]")).to_contain_text(
            catalogue(Language.ar).say("error.status_unknown")
        )
        expect(page.locator("#receipt")).to_have_value("7K3D-9QXM-2B4H-R")


def test_a_language_chosen_once_holds_for_every_click_and_the_next_sign_in(computer: Computer) -> None:
    html = "html[lang=ckb]"
    with computer.page("clerk") as page:
        page.locator(".languages a[lang=ckb]").click()
        page.locator("nav a[href='/records']").click()
        expect(page.locator(html)).to_have_count(1)
        page.goto("/desk/cases/new")
        expect(page.locator(html)).to_have_count(1)
    with computer.browser.new_context(base_url=computer.address) as fresh:
        page = fresh.new_page()
        page.goto("/login")
        page.locator("#username").fill("clerk")
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk")
        expect(page.locator(html)).to_have_count(1)


def test_a_search_is_read_in_another_language_without_being_typed_again(computer: Computer) -> None:
    with computer.page("clerk") as page:
        page.goto("/records")
        page.locator("#name").fill("زينب كريم حسن")
        page.locator("#reason").fill("طلب صاحبة القيد")
        page.locator("main form button").first.click()
        page.locator(".languages button[lang=en]").click()
        expect(page.locator("html[lang=en]")).to_have_count(1)
        expect(page.locator("#name")).to_have_value("زينب كريم حسن")
        expect(page.locator("#h-found")).to_be_visible()


def test_a_pin_in_arabic_digits_at_the_counter_is_the_one_of_a_telephones_keys(computer: Computer) -> None:
    with computer.page("clerk") as clerk:
        receipt = open_case(clerk, "lost_document", "٤٧١١")
    with computer.page(size=PHONE) as page:
        page.goto("/")
        page.locator("#receipt").fill(receipt)
        page.locator("#pin").fill("4711")
        page.keyboard.press("Enter")
        expect(page.locator("#stage")).to_be_visible()
        page.locator(".languages button[lang=ckb]").click()
        expect(page.locator("html[lang=ckb] #stage")).to_be_visible()


@pytest.mark.parametrize("pin", ["4711471147114", "123", "12a4"])
def test_a_pin_that_is_none_is_told_at_the_counter_and_never_cut(computer: Computer, pin: str) -> None:
    with computer.page("clerk") as page:
        page.goto("/desk/cases/new")
        page.locator("#service").select_option("lost_document")
        page.locator("#pin").press_sequentially(pin)
        page.locator("main form button").click()
        expect(page.locator("#unfit-pin")).to_have_text(catalogue(Language.ar).say("invalid.pin"))
        expect(page.locator("#pin")).to_have_value(pin)


@pytest.mark.parametrize("where", ["/", "/nowhere"])
def test_staff_find_the_way_in_from_any_page(computer: Computer, where: str) -> None:
    with computer.page() as page:
        page.goto(where)
        page.locator("header a[href='/login']").click()
        expect(page.locator("#username")).to_be_visible()
