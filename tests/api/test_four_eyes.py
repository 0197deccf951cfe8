"""Four eyes as a game over real HTTP: entries, changes, merges, lists, exports, roles, in any order.

Two judges watch: what the door answered (whose call was taken, on what), and what the tables hold. Neither
may ever show a person who decided on what the own hand had made.
"""

import itertools
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from httpx2 import Response
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.database.sessions import transaction
from registry.domain.access import Actor, Role
from registry.domain.errors import RegistryError
from registry.domain.states import EntryState
from registry.exporting.recipients import new_key
from registry.importing import import_people
from registry.models.accounts import Account
from registry.models.batches import ImportBatch, LegacyRow
from registry.models.changes import RecordChange
from registry.models.documents import DocumentHand
from registry.models.entries import Entry
from registry.models.exports import Export
from registry.models.merges import PairAct, RecordPair
from registry.models.records import Operation, Record, RecordVersion
from tests.api.office import HERE, Office
from tests.api.papers import answers, hand_in
from tests.api.served import Served, served
from tests.api.test_duplicates import HEADER, LINES
from tests.games import limits

NAMES = ("clerk", "clerk-two", "officer", "officer-two", "supervisor")
ROLES = (Role.clerk, Role.officer, Role.officer, Role.supervisor)
REASON = {"reason": "تم التحقق من الأصل"}
KEY = new_key()[1]
numbers = itertools.count(1)
people = st.sampled_from(NAMES)
# Those who may do most are asked most: a game of refusals alone would prove nothing.
deciders = st.sampled_from(("officer", "officer-two", *NAMES))


class FourEyes(RuleBasedStateMachine):
    """People of one office at their computers; every act is a call over a socket."""

    door: Served
    taken: ClassVar[defaultdict[str, int]] = defaultdict(int)
    documents = Bundle("documents")
    entries = Bundle("entries")
    records = Bundle("records")
    changes = Bundle("changes")
    batches = Bundle("batches")
    exports = Bundle("exports")

    def __init__(self) -> None:
        super().__init__()
        self.hands: defaultdict[str, set[str]] = defaultdict(set)
        self.document_of: dict[str, str] = {}
        for name in NAMES:
            self.give_role(name, Role(name.split("-")[0]))

    @initialize(target=documents)
    def arrives(self) -> str:
        return new_paper(self.door.office)

    @rule(target=documents)
    def another_arrives(self) -> str:
        return new_paper(self.door.office)

    @rule(document=documents, who=people)
    def types(self, document: str, who: str) -> None:
        self.act(who, f"paper {document}", "PATCH", f"/documents/{document}/draft", {"child_name": "زينب"})

    @rule(target=entries, document=documents, who=people)
    def signs(self, document: str, who: str) -> object:
        body = {**REASON, "decision": "confirm", **answers(self.door.office, UUID(document))}
        where = f"/documents/{document}/review"
        done = self.act(who, f"paper {document}", "POST", where, body, see=f"/documents/{document}")
        if done is None:
            return multiple()
        self.document_of[done.json()["id"]] = document
        self.hands[f"entry {done.json()['id']}"].add(who)
        return str(done.json()["id"])

    @rule(target=records, entry=entries, who=deciders)
    def approves(self, entry: str, who: str) -> object:
        done = self.decide(who, f"paper {self.document_of[entry]}", f"/entries/{entry}/approve")
        return int(done.json()["record"]) if done is not None else multiple()

    @rule(target=records, typist=people, signer=people, approver=deciders)
    def goes_the_way(self, typist: str, signer: str, approver: str) -> object:
        document = new_paper(self.door.office)
        self.types(document, typist)
        entry = self.signs(document, signer)
        return self.approves(entry, approver) if isinstance(entry, str) else multiple()

    @rule(entry=entries, who=deciders)
    def sends_back(self, entry: str, who: str) -> None:
        # Sending back decides nothing: only whoever signed it may not, so the thing is the signature.
        self.decide(who, f"entry {entry}", f"/entries/{entry}/send-back", REASON)

    @rule(target=changes, record=records, who=people, freeze=st.booleans())
    def proposes(self, record: int, who: str, freeze: bool) -> object:
        body: dict[str, object] = {**REASON, "fields": {"child_name": "زينة"}}
        if freeze:
            body = {**REASON, "order": "freeze", "authority": "محكمة الكرخ", "dated": "2024-06-01"}
        where = f"/records/{record}/{'orders' if freeze else 'corrections'}"
        version = self.version(record)
        done = self.door.call(who, "POST", where, body, version)
        self.judge(done)
        if done.status_code != 201:
            return multiple()
        change = str(done.json()["change"])
        self.hands[f"change {change}"].add(who)
        return change

    @rule(change=changes, who=deciders, refuse=st.booleans())
    def decides(self, change: str, who: str, refuse: bool) -> None:
        if refuse:
            self.decide(who, f"change {change}", f"/changes/{change}/refuse", REASON)
        else:
            self.decide(who, f"change {change}", f"/changes/{change}/approve")

    @rule(target=batches, who=people)
    def imports(self, who: str) -> object:
        number = next(numbers)
        parts = self.door.office.parts
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.csv"
            path.write_text(f"external_id,given_name,father_name\nN-{number},سعد,كريم\n", encoding="utf-8")
            try:
                report = import_people(parts.sessions, self.actor(who), path, HERE, lambda _: None)
            except RegistryError:
                return multiple()
        self.hands[f"batch {report.batch}"].add(who)
        return str(report.batch)

    @rule(batch=batches, who=deciders)
    def signs_list(self, batch: str, who: str) -> None:
        self.decide(who, f"batch {batch}", f"/batches/{batch}/sign")

    @rule(who=people, at=st.integers(0, 3), again=st.booleans())
    def judges(self, who: str, at: int, again: bool) -> None:
        pair = self.pair(at)
        if pair is None:
            return
        what = "undo" if again else "judgement"
        body = REASON if again else {**REASON, "judgement": "same"}
        self.act(who, f"pair {pair}", "POST", f"/duplicates/{pair}/{what}", body, see=f"/duplicates/{pair}")

    @rule(who=deciders, at=st.integers(0, 3), refuse=st.booleans())
    def decides_pair(self, who: str, at: int, refuse: bool) -> None:
        pair = self.pair(at)
        if pair is None:
            return
        where = f"/duplicates/{pair}/{'refuse' if refuse else 'approve'}"
        if self.decide(who, f"pair {pair}", where, REASON) is not None:
            # What was decided is closed: whoever decided may propose the next step of the same pair.
            self.hands[f"pair {pair}"].clear()

    @rule(target=exports, who=deciders)
    def asks_export(self, who: str) -> object:
        body = {**REASON, "office": HERE, "recipient": "وزارة التخطيط", "recipient_key": KEY}
        done = self.door.call(who, "POST", "/exports", body)
        self.judge(done)
        if done.status_code != 201:
            return multiple()
        self.hands[f"export {done.json()['id']}"].add(who)
        return str(done.json()["id"])

    @rule(export=exports, who=deciders)
    def allows_export(self, export: str, who: str) -> None:
        self.decide(who, f"export {export}", f"/exports/{export}/approve")

    @rule(export=exports, who=people)
    def writes_export(self, export: str, who: str) -> None:
        done = self.door.call(who, "GET", f"/exports/{export}/file")
        self.judge(done)
        with transaction(self.door.office.parts.sessions) as session:
            allowed = session.scalars(select(Export).where(Export.decided_by.is_not(None))).all()
        assert done.status_code != 200 or export in {str(one.id) for one in allowed}

    # The first clerk keeps the role: somebody has to hand papers in.
    @rule(who=st.sampled_from(NAMES[1:]), role=st.sampled_from(ROLES))
    def changes_role(self, who: str, role: Role) -> None:
        self.give_role(who, role)

    @invariant()
    def the_tables_show_two_pairs_of_eyes(self) -> None:
        with transaction(self.door.office.parts.sessions) as session:
            watch(session)

    def act(
        self, who: str, thing: str, method: str, where: str, body: object, see: str | None = None
    ) -> Response | None:
        """Do something that makes a hand in a thing; None when the door refuses."""
        seen = self.door.call(who, "GET", see) if see else None
        version = seen.headers.get("etag", '"1"').strip('"') if seen is not None else "1"
        done = self.door.call(who, method, where, body, version)
        self.judge(done)
        if done.status_code >= 300:
            return None
        self.taken[where.rsplit("/", 1)[-1]] += 1
        self.hands[thing].add(who)
        return done

    def decide(self, who: str, thing: str, where: str, body: object = None) -> Response | None:
        """Decide on a thing on its newest version; taken from nobody whose hand is in it."""
        for version in (1, 2, 3, 4, 5, 6):
            done = self.door.call(who, "POST", where, body, version)
            self.judge(done)
            if done.status_code != 412:
                break
        if done.status_code >= 300:
            return None
        assert who not in self.hands[thing], f"{who} decided on the own {thing}"
        self.taken[where.rsplit("/", 1)[-1]] += 1
        return done

    def judge(self, done: Response) -> None:
        """Whatever is asked, the door answers for it."""
        assert done.status_code < 500, done.text

    def actor(self, name: str) -> Actor:
        """The person as the accounts say now."""
        with transaction(self.door.office.parts.sessions) as session:
            row = session.get_one(Account, self.door.office.actors[name].id)
            return Actor(row.id, row.name, row.role, row.office_code)

    def version(self, record: int) -> int:
        """A record's newest version."""
        with transaction(self.door.office.parts.sessions) as session:
            return session.get_one(Record, record).version

    def pair(self, at: int) -> str | None:
        """One of the pairs that were found, in whatever state."""
        with transaction(self.door.office.parts.sessions) as session:
            found = session.scalars(select(RecordPair.id).order_by(RecordPair.id)).all()
        return str(found[at % len(found)]) if found else None

    def give_role(self, name: str, role: Role) -> None:
        """What an administrator of the database could do at any moment."""
        account = self.door.office.actors[name].id
        with transaction(self.door.office.parts.sessions) as session:
            session.execute(update(Account).where(Account.id == account).values(role=role))


def new_paper(office: Office) -> str:
    """A certificate handed in by the clerk and read."""
    return str(hand_in(office, colour=f"#{next(numbers):06x}").document)


def watch(session: Session) -> None:
    """No row of any table shows a person who decided on the own work."""
    for entry in session.scalars(select(Entry).where(Entry.state == EntryState.approved)):
        hands = select(DocumentHand.account_id).where(DocumentHand.document_id == entry.document_id)
        assert entry.decided_by not in set(session.scalars(hands))
    for version in session.scalars(
        select(RecordVersion).where(RecordVersion.operation != Operation.imported)
    ):
        assert version.entered_by is not None
        assert version.made_by != version.entered_by
    for change in session.scalars(select(RecordChange)):
        assert change.decided_by != change.proposed_by
    for act in session.scalars(select(PairAct)):
        assert act.decided_by != act.proposed_by
    for export in session.scalars(select(Export)):
        assert export.decided_by != export.asked_by
    legacy = select(Record.approved, ImportBatch.made_by, ImportBatch.signed_by)
    joined = legacy.join(LegacyRow, LegacyRow.record_id == Record.id).join(
        ImportBatch, ImportBatch.id == LegacyRow.batch_id
    )
    for approved, made_by, signed_by in session.execute(joined):
        assert approved == (signed_by is not None)
        assert signed_by != made_by


@pytest.fixture
def door(office: Office, tmp_path: Path) -> Iterator[Served]:
    """An office with a signed list in which pairs were found, its door on a port."""
    path = tmp_path / "list.csv"
    path.write_text("\n".join((HEADER, *LINES)) + "\n", encoding="utf-8")
    import_people(office.parts.sessions, office.actors["clerk"], path, HERE, lambda _: None)
    with served(office) as opened:
        (batch,) = opened.call("officer", "GET", "/batches").json()["batches"]
        assert opened.call("officer", "POST", f"/batches/{batch['id']}/sign").status_code == 200
        assert opened.call("clerk", "POST", "/duplicates/look", REASON).json()["new"] >= 1
        yield opened


@pytest.mark.slow
def test_no_order_of_calls_lets_anyone_decide_on_own_work(door: Served) -> None:
    FourEyes.door = door
    FourEyes.taken.clear()
    run_state_machine_as_test(FourEyes, settings=limits(games=3, moves=25))
    # A game in which every call is refused would prove nothing.
    assert {"draft", "review", "approve"} <= set(FourEyes.taken), dict(FourEyes.taken)
