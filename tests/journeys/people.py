"""People at computers: a signed-in page in a language and a size, and what they all do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, expect

from messages import Language
from tests.journeys.service import PASSWORD

DESKTOP = (1366, 768)
PHONE = (390, 844)
HOMES = {"clerk": "/desk", "officer": "/desk", "auditor": "/audit", "supervisor": "/audit", "admin": "/admin"}


@dataclass(frozen=True, slots=True)
class Computer:
    """A browser that opens pages of one service, and remembers what went wrong in their scripts."""

    browser: Browser
    address: str

    @contextmanager
    def page(
        self,
        name: str | None = None,
        language: Language = Language.ar,
        size: tuple[int, int] = DESKTOP,
        *,
        scripts: bool = True,
    ) -> Iterator[Page]:
        """A page of that account's, with a session of its own. Fails when a script complained."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": "lang", "value": language.value, "url": self.address}])
        complaints: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", _keep_policy_errors(complaints))
        if name is not None:
            sign_in(page, name, language)
        yield page
        context.close()
        assert complaints == []


def sign_in(page: Page, name: str, language: Language = Language.ar) -> None:
    """Choose the language, type name and password and press Enter."""
    page.goto(f"/login?lang={language.value}")
    page.locator("#username").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HOMES[name]}")


def open_case(page: Page, service: str = "digitisation", pin: str = "4826") -> str:
    """Open a case by its form; the answer is the receipt as shown. The page is then the case's."""
    page.goto("/desk/cases/new")
    page.locator("#service").select_option(service)
    page.locator("#applicant").fill("زينب كريم حسن")
    page.locator("#pin").fill(pin)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases/*fresh=1")
    return page.locator("h1 bdi").inner_text()


def until_read(page: Page, files: int) -> None:
    """Wait until every file of the case shown is in a named final state."""
    rows = page.locator("#files-list tbody tr")
    expect(rows).to_have_count(files, timeout=60_000)
    expect(page.locator("#files-list[aria-busy]")).to_have_count(0, timeout=180_000)


def _keep_policy_errors(complaints: list[str]) -> Callable[[object], None]:
    def keep(message: object) -> None:
        text = str(getattr(message, "text", ""))
        if "Content Security Policy" in text or "Uncaught" in text:
            complaints.append(text)

    return keep
