"""The README's first ten minutes, walked as they are written: its names are what is clicked and asked for."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from messages import Language, catalogue
from tests import tree
from tests.cli.test_demo import HOST, PASSWORD, PATIENCE, demo, is_filled
from tests.cli.test_supervisor import until
from tests.journeys import service
from tests.journeys.people import Computer, open_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PIN = "4826"
# Whatever shows somebody's data.
LOOKED_AT = {"case", "scan", "page", "document", "entry", "record", "search"}
MOST_FIELDS = 80
TRAIL_PAGES = 20


@pytest.fixture(scope="module")
def computer(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Computer]:
    """A computer from which the demo is reached, once its people have done their work."""
    assert PASSWORD == service.PASSWORD
    data = tmp_path_factory.mktemp("demo")
    with demo(data) as port:
        assert until(is_filled(data), PATIENCE), (data / "logs" / "demo.log").read_text(encoding="utf-8")
        yield Computer(chromium, f"http://{HOST}:{port}")


def step(number: int) -> str:
    """One numbered sentence of the walk, on one line."""
    text = (tree.ROOT / "README.md").read_text(encoding="utf-8")
    walk = text.split("## The first ten minutes")[1].split("\n## ")[0]
    found = re.split(r"^\d\. ", walk, flags=re.MULTILINE)
    return " ".join(found[number].split())


def account(number: int) -> str:
    """As whom a step is walked."""
    (name, *_) = re.findall(r"`(\w+)`", step(number))
    return str(name)


def click_what_it_names(page: Page, number: int) -> None:
    """Follow the link that a step prints in bold."""
    (name,) = re.findall(r"\*\*(.+?)\*\*", step(number))
    page.locator("header").get_by_role("link", name=name, exact=True).click()


def test_the_clerk_sees_both_sides_of_a_card_and_confirms_it_by_keys(
    computer: Computer,
) -> None:
    with computer.page(account(1), Language.en) as page:
        click_what_it_names(page, 1)
        page.wait_for_url("**/desk/documents/*")
        expect(page.locator("h1")).to_contain_text("National Card")
        expect(page.locator(".pages svg")).to_have_count(2)
        expect(page.locator("#sides")).to_contain_text("national number")
        page.locator("#reason").fill("checked against the card")
        for _ in range(MOST_FIELDS):
            field = page.locator(".value[data-doubtful] input, .value[data-doubtful] select").first
            if not field.count():
                break
            field.focus()
            page.keyboard.press("Enter" if field.input_value() else "F8")
        before = page.url
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda address: address != before)


def test_a_card_that_the_clerk_confirmed_waits_for_the_officer(computer: Computer) -> None:
    with computer.page(account(2), Language.en) as page:
        click_what_it_names(page, 2)
        expect(page.locator("h1")).to_contain_text("National Card")
        expect(page.locator("#approve")).to_be_visible()


def test_the_name_finds_the_family_and_each_paper_says_what_it_is_and_who_he_is_on_it(
    computer: Computer,
) -> None:
    (name,) = re.findall(r"for ([\u0600-\u06ff ]+):", step(3))
    with computer.page(account(2), Language.en) as page:
        click_what_it_names(page, 3)
        page.locator("#name").fill(name)
        page.locator("#reason").fill("a walk")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        rows = page.locator("tbody tr").filter(has_text=name)
        records = [row.get_by_role("button").inner_text() for row in rows.all()]
        assert len(records) == len(set(records))
        certificates = rows.filter(has_text="Birth certificate").filter(has_text="father of")
        assert certificates.count() > 1
        expect(rows.filter(has_text="Marriage contract").filter(has_text="the husband")).to_have_count(1)
        certificates.first.get_by_role("button").click()
        expect(page.locator("h1")).to_contain_text("Birth certificate")
        expect(page.locator("#h-values + div tbody tr img.crop").nth(5)).to_be_visible()
        expect(page.locator("svg.family, .family svg").first).to_be_visible()


def test_every_step_is_in_the_trail_with_its_reason_or_its_case(computer: Computer) -> None:
    say = catalogue(Language.en).say
    with computer.page(account(4), Language.en) as page:
        click_what_it_names(page, 4)
        steps: list[list[str]] = []
        for _ in range(TRAIL_PAGES):
            steps += [row.locator("td").all_inner_texts() for row in page.locator("tbody tr").all()]
            older = page.get_by_role("link", name="Older")
            if not older.count():
                break
            older.click()
        about = {say(f"subject.{word}"): word for word in LOOKED_AT}
        looks = [
            (kind, cells)
            for cells in steps
            if cells[2] != say("events.machine")
            for words, kind in about.items()
            if cells[5].strip().startswith(f"{words} ")
        ]
        assert {kind for kind, _ in looks} == LOOKED_AT
        assert [cells for _, cells in looks if not cells[6].strip()] == []


def test_a_receipt_and_its_pin_tell_a_citizen_where_the_case_stands(computer: Computer) -> None:
    with computer.page(account(5), Language.en) as page:
        receipt = open_case(page, pin=PIN)
    with computer.page(None, Language.en) as citizen:
        citizen.goto("/")
        citizen.locator("#receipt").fill(receipt)
        citizen.locator("#pin").fill(PIN)
        citizen.keyboard.press("Enter")
        expect(citizen.locator("[aria-current=step]")).to_be_visible()
