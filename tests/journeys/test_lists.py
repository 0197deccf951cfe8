"""A list in the browser: held for the order of its dates, gone on with from the same file, withdrawn."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from registry.accounts.sign_in import authenticate
from registry.domain.access import Actor
from registry.domain.errors import ListHeld
from registry.importing import import_people
from tests.journeys.people import Computer
from tests.journeys.service import OFFICE, PASSWORD, Service
from tests.journeys.test_every_page import violations

pytestmark = pytest.mark.browser
LINES = (
    "external_id,given_name,father_name,birth_date",
    "رحلة-1,شيماء,طارق,02/14/1981",
    "رحلة-2,شيماء,طارق,03/04/1990",
)


def test_a_month_first_list_waits_for_its_order_and_can_be_withdrawn(
    computer: Computer, service: Service, tmp_path: Path
) -> None:
    path = tmp_path / "من-الشهر.csv"
    path.write_bytes("\r\n".join(LINES).encode("cp1256"))
    clerk: Actor = authenticate(service.sessions, "clerk", PASSWORD)
    with pytest.raises(ListHeld):
        import_people(service.sessions, clerk, path, OFFICE.code, lambda _: None)
    with computer.page("clerk") as page:
        page.goto("/batches")
        page.get_by_role("link", name="من-الشهر.csv").click()
        assert violations(page) == []
        page.locator("#order").select_option("month-day-year")
        page.get_by_role("button", name="احفظ الترتيب").click()
        page.locator("#list-file").set_input_files(path)
        assert violations(page) == []
        page.get_by_role("button", name="أكمل").click()
        expect(page.locator(".is-waiting")).to_be_visible()
        expect(page.locator("tbody tr")).to_have_count(2)
        page.get_by_role("button", name="اسحب القائمة").click()
        expect(page.locator(".is-withdrawn")).to_be_visible()
        expect(page.locator("tbody tr")).to_have_count(0)
