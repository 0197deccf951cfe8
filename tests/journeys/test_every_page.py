"""Every page in three languages: nothing that axe finds, one title, and a way through by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from messages import Language
from registry.exporting.recipients import new_key
from tests.journeys.people import Computer

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    (None, "/"),
    (None, "/login"),
    (None, "/activate"),
    (None, "/nothing-here"),
    ("clerk", "/desk"),
    ("clerk", "/desk/cases/new"),
    ("clerk", "case"),
    ("clerk", "receipt"),
    ("clerk", "document"),
    ("clerk", "/records"),
    ("clerk", "/books"),
    ("clerk", "/handovers/new"),
    ("clerk", "/keying"),
    ("clerk", "book"),
    ("officer", "/desk"),
    ("officer", "/desk/approve"),
    ("officer", "/keying/disputes"),
    ("officer", "/changes"),
    ("officer", "/batches"),
    ("officer", "/exports"),
    ("officer", "export"),
    ("officer", "/duplicates"),
    ("auditor", "/audit"),
    ("auditor", "/audit/events"),
    ("auditor", "/audit/figures"),
    ("auditor", "/audit/proof"),
    ("auditor", "proof"),
    ("auditor", "/keying/folding"),
    ("supervisor", "/audit"),
    ("admin", "/admin"),
    ("admin", "/admin/offices"),
    ("admin", "/admin/clock"),
)
MOST_TABS = 400


@pytest.mark.parametrize("language", Language)
def test_pages_have_nothing_that_axe_finds(computer: Computer, read_case: str, language: Language) -> None:
    found = {}
    for name in dict.fromkeys(name for name, _ in PAGES):
        with computer.page(name, language) as page:
            for where in (where for owner, where in PAGES if owner == name):
                go(page, where, read_case)
                assert page.locator("html").get_attribute("lang") == language.value
                assert page.locator("html").get_attribute("dir") == language.direction
                assert page.locator("h1").count() == 1, where
                # The browser's own bubbles and date boxes speak the browser's language.
                assert page.evaluate("() => [...document.forms].every(form => form.noValidate)"), where
                assert page.locator("input[type=date]").count() == 0, where
                found[f"{name} {where}"] = violations(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("language", Language)
def test_the_keyboard_reaches_everything_and_is_never_caught(
    computer: Computer, read_case: str, language: Language
) -> None:
    for name in dict.fromkeys(name for name, _ in PAGES):
        with computer.page(name, language) as page:
            for where in (where for owner, where in PAGES if owner == name):
                go(page, where, read_case)
                assert unreached(page) == [], f"{name} {where}"


def go(page: Page, where: str, read_case: str) -> None:
    """Open a page by its address, or one of the case with papers."""
    match where:
        case "case":
            page.goto(read_case)
        case "receipt":
            page.goto(f"{read_case}/receipt")
        case "book":
            take_in_book(page)
        case "export":
            ask_for_export(page)
        case "proof":
            page.goto("/audit/events")
            page.locator("a[href^='/audit/proof/']").first.click()
            page.wait_for_url("**/audit/proof/*")
        case "document":
            page.goto(read_case)
            page.locator("#files-list tbody a").first.click()
            page.wait_for_url("**/desk/documents/*")
        case _:
            page.goto(where)


def take_in_book(page: Page) -> None:
    """Open the book with pages of every state, taken in when it is not there yet."""
    page.goto("/books")
    if page.locator("tbody a").count() == 0:
        page.locator("#s-number").fill("١٢٥")
        page.locator("#s-first_page").fill("1")
        page.locator("#s-last_page").fill("48")
        page.locator("form[action='/books'] button").click()
        page.wait_for_url("**/books/*-*")
        page.locator("#c-last").fill("40")
        page.locator("form[action$='/count'] button").click()
        page.locator(".coverage a").first.wait_for()
    else:
        page.locator("tbody a").first.click()
    page.locator(".coverage a").first.click()
    page.locator("#leaf").wait_for()


def ask_for_export(page: Page) -> None:
    """Open an export that waits for a second person, asked for when there is none."""
    page.goto("/exports")
    if page.locator("tbody a").count() == 0:
        page.locator("#recipient").fill("مديرية الإحصاء السكاني")
        page.locator("#recipient_key").fill(new_key()[1])
        page.locator("#export-reason").fill("كتاب الوزارة ٤٤ في ٢٠٢٦/٣/١")
        page.locator("form[action='/exports'] button").click()
    else:
        page.locator("tbody a").first.click()
    page.wait_for_url("**/exports/*-*")


def violations(page: Page) -> list[str]:
    """What axe finds, each with the first element it stands on."""
    # Not as a script tag: our own policy forbids inline scripts, in tests as well.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags}).then(result => result.violations.map("
        "one => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`))",
        WCAG,
    )
    return list(found)


def unreached(page: Page) -> list[str]:
    """What can be used but is not reached by Tab from the page's start."""
    page.evaluate(
        "() => { document.activeElement.blur(); window.met = new Set(); "
        "document.addEventListener('focusin', event => window.met.add(event.target)); }"
    )
    # Focus may start in the middle of a page, so it goes round twice.
    rounds = 0
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        rounds += int(page.evaluate("() => document.activeElement === document.body"))
        if rounds == 2:
            break
    return list(
        page.evaluate(
            "() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]"
            ".filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled"
            " && one.type !== 'hidden' && one.tabIndex >= 0 && !window.met.has(one))"
            ".map(one => one.outerHTML.slice(0, 120))"
        )
    )
