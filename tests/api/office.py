"""Two offices with one account of each role, a store and a doorbell: what the door opens to in tests."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.csrf import csrf_token
from api.parts import Parts
from messages import Language
from registry.accounts.accounts import NewAccount, first_accounts
from registry.accounts.offices import OfficeView, open_office
from registry.accounts.sign_in import start_session
from registry.database.sessions import Sessions, transaction
from registry.domain.access import Actor, Role

HERE = "0101"
THERE = "1103"
PASSWORD = "باب الشرقي ١٩٥٧"
ORIGIN = "http://testserver"


@dataclass(frozen=True, slots=True)
class People:
    """Signed-in people by name (`clerk`, `clerk-there`, ...), and the tokens of their sessions."""

    actors: Mapping[str, Actor]
    tokens: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Office:
    """The application with its parts, and the people who use it."""

    app: FastAPI
    parts: Parts
    tokens: Mapping[str, str]
    actors: Mapping[str, Actor]

    def client(self, name: str | None = None) -> TestClient:
        """A program of that person's, with a bearer token; of nobody when no name is given."""
        headers = {"authorization": f"Bearer {self.tokens[name]}"} if name else {}
        return TestClient(self.app, headers=headers, raise_server_exceptions=False)

    def browser(self, name: str | None = None) -> TestClient:
        """A browser of that person's: a cookie, and the marks that browsers set on each request."""
        headers = {"accept": "text/html", "sec-fetch-site": "same-origin", "origin": ORIGIN}
        cookies = {"sijill": self.tokens[name]} if name else {}
        return TestClient(self.app, headers=headers, cookies=cookies, follow_redirects=False)

    def record(self, name: str, number: int, language: Language = Language.ar) -> str:
        """The page of a record, opened for a purpose as somebody does who comes from a search."""
        form = {"csrf": csrf_token(self.tokens[name]), "reason": "طلب صاحب القيد"}
        return self.browser(name).post(f"/records/{number}", data=form, params={"lang": language.value}).text


def furnish(sessions: Sessions) -> People:
    """Open two offices, and sign one of each role in; the first has a second clerk and officer (`-two`)."""
    actors: dict[str, Actor] = {}
    with transaction(sessions) as session:
        for code, arabic in ((THERE, "دائرة أحوال زاخو"), (HERE, "دائرة أحوال الكرخ")):
            open_office(session, None, OfficeView(code, arabic, arabic, arabic, "بغداد"))
        places = [
            (role, office, suffix)
            for role in (Role.clerk, Role.officer, Role.supervisor, Role.auditor)
            for office, suffix in ((HERE, ""), (THERE, "-there"))
        ]
        new = [NewAccount("admin", Role.admin)]
        for role, office, suffix in (*places, (Role.clerk, HERE, "-two"), (Role.officer, HERE, "-two")):
            new.append(NewAccount(f"{role.value}{suffix}", role, office))
        for one, made in zip(new, first_accounts(session, new, PASSWORD), strict=True):
            actors[one.name] = Actor(made.account, one.name, one.role, one.office)
        tokens = {name: start_session(session, actor) for name, actor in actors.items()}
    return People(actors, tokens)
