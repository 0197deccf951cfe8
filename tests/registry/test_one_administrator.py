"""One administrator as a game: with every act there is, in any order, nobody becomes a second person."""

import uuid
from contextlib import suppress

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from registry.accounts.account_requests import approve_request, refuse_request, waiting_requests
from registry.accounts.accounts import (
    NewAccount,
    activate,
    change_account,
    create_account,
    disable_account,
    enable_account,
    reissue_activation,
)
from registry.database.sessions import make_sessions, transaction
from registry.domain.access import Actor, Role
from registry.domain.errors import RegistryError
from registry.models.accounts import Account
from registry.vault.crypto import derive, recovery_key
from tests.databases import Database
from tests.games import limits
from tests.registry.office import KARKH, open_offices

PASSWORD = "نخلة في الكوت"
MASTER = bytes(range(32))
# What somebody without the paper may type: nothing, a guess, and another house's key.
KEYS = (None, "guess", recovery_key(bytes(32)))
roles, places = st.sampled_from(Role), st.integers(0, 30)


class OneAdministrator(RuleBasedStateMachine):
    """An administrator who wants to be an officer, too, and knows every code that was ever shown."""

    template: Database

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.template.engine.connect()
        self.outer = self.connection.begin()
        self.sessions = make_sessions(self.connection, recovery=derive(MASTER).recovery)
        with transaction(self.sessions) as session:
            self.admin: Actor = open_offices(session).admin
            rows = session.scalars(select(Account)).all()
            self.before = {row.id: (row.role, row.activation_hash) for row in rows}
        self.codes: list[str] = []

    def teardown(self) -> None:
        self.outer.rollback()
        self.connection.close()

    @rule(role=roles, number=places, password=st.booleans())
    def adds(self, role: Role, number: int, password: bool) -> None:
        new = NewAccount(f"new{number}", role, KARKH)
        with suppress(RegistryError), transaction(self.sessions) as session:
            made = create_account(session, self.admin, new, PASSWORD if password else None)
            self.codes += [made.code] if made.code else []

    @rule(at=places)
    def renews(self, at: int) -> None:
        with suppress(RegistryError), transaction(self.sessions) as session:
            made = reissue_activation(session, self.admin, self.account(at))
            self.codes += [made.code] if made.code else []

    @rule(at=places, role=roles)
    def changes(self, at: int, role: Role) -> None:
        with suppress(RegistryError), transaction(self.sessions) as session:
            change_account(session, self.admin, self.account(at), role, KARKH)

    @rule(at=places, enable=st.booleans())
    def ends_or_returns(self, at: int, enable: bool) -> None:
        with suppress(RegistryError), transaction(self.sessions) as session:
            (enable_account if enable else disable_account)(session, self.admin, self.account(at))

    @rule(at=places, key=st.sampled_from(KEYS))
    def approves(self, at: int, key: str | None) -> None:
        request = self.request(at)
        if request is not None:
            with suppress(RegistryError):
                approve_request(self.sessions, self.admin, request, key)

    @rule(at=places)
    def takes_back(self, at: int) -> None:
        request = self.request(at)
        if request is not None:
            with suppress(RegistryError), transaction(self.sessions) as session:
                refuse_request(session, self.admin, request)

    @rule(at=places)
    def uses_a_code(self, at: int) -> None:
        if self.codes:
            with suppress(RegistryError):
                activate(self.sessions, self.codes[at % len(self.codes)], PASSWORD)

    @invariant()
    def no_account_that_decides_is_in_the_same_hand(self) -> None:
        with transaction(self.sessions) as session:
            for row in session.scalars(select(Account).where(Account.role != Role.clerk)):
                opens = row.password_hash is not None or row.activation_hash is not None
                as_before = (row.role, row.activation_hash) == self.before.get(row.id)
                assert not opens or as_before, row.name

    def account(self, at: int) -> uuid.UUID:
        """Some account of the house."""
        with transaction(self.sessions) as session:
            found = session.scalars(select(Account.id).order_by(Account.name)).all()
        return found[at % len(found)]

    def request(self, at: int) -> uuid.UUID | None:
        """Some request that waits."""
        with transaction(self.sessions) as session:
            found = waiting_requests(session, self.admin)
        return found[at % len(found)].id if found else None


@pytest.mark.slow
def test_no_order_of_acts_makes_one_administrator_two_persons(sqlite_template: Database) -> None:
    OneAdministrator.template = sqlite_template
    run_state_machine_as_test(OneAdministrator, settings=limits(games=12, moves=25))
