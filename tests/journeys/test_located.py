"""Under a place the record tells its unit, and by keyboard alone what it means that the unit is disputed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from messages import Language, catalogue
from registry.database.sessions import transaction
from registry.domain.access import Actor
from registry.models.accounts import Account
from tests.api.register import EXTRACT, put
from tests.journeys.people import Computer
from tests.journeys.service import Service
from tests.journeys.test_every_page import unreached, violations

pytestmark = pytest.mark.browser

PLACES = {"place_of_birth": "مخمور", "rows.0.name": "علي حسن", "rows.0.place_of_birth": "أورشليم"}


@pytest.fixture(scope="module")
def record(service: Service) -> int:
    """A registered extract with a disputed place and one that no gazetteer knows."""
    with transaction(service.sessions) as session:
        actors = {
            one.name: Actor(one.id, one.name, one.role, one.office_code)
            for one in session.scalars(select(Account))
        }
    return put(service.sessions, (actors["clerk"], actors["officer"]), EXTRACT | PLACES)


@pytest.mark.parametrize("language", Language)
def test_the_unit_stands_under_its_place_and_explains_itself_by_keyboard(
    computer: Computer, record: int, language: Language, tmp_path: Path
) -> None:
    words = catalogue(language)
    for name in ("clerk", "officer", "auditor"):
        with computer.page(name, language) as page:
            page.goto(f"/records/{record}")
            # Whoever has opened it within the hour is not asked again.
            if page.locator("#reason").count():
                page.locator("#reason").fill("تدقيق")
                page.locator("main form button").click()
            cell = page.locator("tr", has=page.locator("bdi", has_text="مخمور")).locator("td").first
            expect(cell).to_contain_text("1502")
            expect(page.get_by_text(words.say("place.unknown"))).to_be_visible()
            meant = page.get_by_text(words.say("place.disputed_why"))
            expect(meant).to_be_hidden()
            cell.locator("summary").focus()
            page.keyboard.press("Enter")
            expect(meant).to_be_visible()
            assert violations(page) == []
            assert unreached(page) == []
            page.screenshot(path=str(tmp_path / f"located-{name}.png"), full_page=True)
