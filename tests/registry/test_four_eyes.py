"""Four eyes as a game: whatever people do, in whatever order and role, nobody's own work is approved."""

import uuid

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.changes.changes import approve_change, propose_order, refuse_change
from registry.changes.propose import propose_correction
from registry.database.sessions import make_sessions
from registry.domain.access import Actor, Role
from registry.domain.errors import RegistryError
from registry.domain.states import EntryState
from registry.models.accounts import Account
from registry.models.changes import RecordChange
from registry.models.documents import Document, DocumentHand
from registry.models.entries import Entry
from registry.models.records import Operation, Record, RecordVersion
from registry.review.entries import approve, send_back
from registry.review.reviews import keep_draft
from tests.databases import Database
from tests.registry.office import Staff, open_offices
from tests.registry.registered import EXTRACT, ORDER, REASON, document_of, sign

NAMES = ("clerk", "second_clerk", "officer", "second_officer")
people = st.sampled_from(NAMES)


class FourEyes(RuleBasedStateMachine):
    """People of one office type, sign, approve, send back, propose, decide, and change roles meanwhile."""

    session: Session
    template: Database
    documents = Bundle("documents")
    entries = Bundle("entries")
    records = Bundle("records")
    proposed = Bundle("proposed")

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.template.engine.connect()
        self.outer = self.connection.begin()
        self.session = make_sessions(self.connection)()
        self.staff: Staff = open_offices(self.session)

    def teardown(self) -> None:
        self.session.close()
        self.outer.rollback()
        self.connection.close()

    def actor(self, name: str) -> Actor:
        """The person as the accounts say now."""
        known = getattr(self.staff, name)
        row = self.session.get_one(Account, known.id)
        return Actor(row.id, row.name, row.role, row.office_code)

    @initialize(target=documents)
    def arrives(self) -> Document:
        return document_of(self.session, self.staff, "record_extract", EXTRACT)

    @rule(document=documents, who=people)
    def types(self, document: Document, who: str) -> None:
        with self.refusal():
            keep_draft(self.session, self.actor(who), document.id, {"laqab": "العبيدي"})

    @rule(target=entries, document=documents, who=people)
    def signs(self, document: Document, who: str) -> object:
        with self.refusal():
            return sign(self.session, self.actor(who), document)
        return multiple()

    @rule(entry=entries, who=people)
    def sends_back(self, entry: uuid.UUID, who: str) -> None:
        version = self.session.get_one(Entry, entry).version
        with self.refusal():
            send_back(self.session, self.actor(who), entry, REASON, version)

    @rule(target=records, entry=entries, who=people)
    def approves(self, entry: uuid.UUID, who: str) -> object:
        version = self.session.get_one(Entry, entry).version
        with self.refusal():
            return approve(self.session, self.actor(who), entry, version)
        return multiple()

    @rule(target=proposed, record=records, who=people, freeze=st.booleans())
    def proposes(self, record: int, who: str, freeze: bool) -> object:
        version = self.session.get_one(Record, record).version
        with self.refusal():
            if freeze:
                return propose_order(self.session, self.actor(who), record, Operation.frozen, ORDER, version)
            values = {"laqab": "الربيعي"}
            return propose_correction(self.session, self.actor(who), record, values, REASON, version)
        return multiple()

    @rule(change=proposed, who=people)
    def decides(self, change: uuid.UUID, who: str) -> None:
        version = self.session.get_one(RecordChange, change).version
        with self.refusal():
            approve_change(self.session, self.actor(who), change, version)

    @rule(change=consumes(proposed), who=people)
    def refuses(self, change: uuid.UUID, who: str) -> None:
        version = self.session.get_one(RecordChange, change).version
        with self.refusal():
            refuse_change(self.session, self.actor(who), change, REASON, version)

    @rule(who=people, role=st.sampled_from([Role.clerk, Role.officer]))
    def changes_role(self, who: str, role: Role) -> None:
        self.session.get_one(Account, getattr(self.staff, who).id).role = role
        self.session.flush()

    @invariant()
    def nobody_approved_an_own_entry(self) -> None:
        for entry in self.session.scalars(select(Entry).where(Entry.state == EntryState.approved)):
            query = select(DocumentHand.account_id).where(DocumentHand.document_id == entry.document_id)
            assert entry.decided_by not in set(self.session.scalars(query))

    @invariant()
    def every_version_had_two_pairs_of_eyes(self) -> None:
        for version in self.session.scalars(select(RecordVersion)):
            assert version.entered_by is not None
            assert version.made_by != version.entered_by

    def refusal(self) -> "_Refusal":
        """Whatever the registry refuses leaves nothing behind."""
        return _Refusal(self.session)


class _Refusal:
    """A savepoint that swallows refusals of the registry, and nothing else."""

    def __init__(self, session: Session) -> None:
        self.nested = session.begin_nested()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if error is None:
            self.nested.commit()
            return False
        self.nested.rollback()
        return isinstance(error, RegistryError)


@pytest.fixture
def game(sqlite_template: Database) -> type[FourEyes]:
    """The game on an empty database."""
    FourEyes.template = sqlite_template
    return FourEyes


def test_no_order_of_acts_lets_anyone_approve_own_work(game: type[FourEyes]) -> None:
    limits = settings(
        max_examples=20,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(game, settings=limits)
