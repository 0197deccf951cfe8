"""Four eyes as a game over the command line: lists and exports, by officers and clerks whose roles change."""

import contextlib
import io
import itertools
from collections import defaultdict
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update

from cli.main import main
from registry.database.sessions import Sessions, transaction
from registry.domain.access import Role
from registry.exporting.recipients import new_key
from registry.models.accounts import Account
from registry.models.batches import ImportBatch, LegacyRow
from registry.models.exports import Export
from registry.models.records import Record
from registry.vault.crypto import key_in
from settings import Settings
from tests.cli.commands import Answer
from tests.cli.test_administration import Shell, shell, staffed  # noqa: F401 - fixtures
from tests.games import limits
from workers.toolbox import open_sessions

NAMES = ("zahra", "karim", "layla")
KEY = new_key()[1]
numbers = itertools.count(1)
people = st.sampled_from(NAMES)


class Shells(RuleBasedStateMachine):
    """Three people of one office at their shells; each word they type is the command's own."""

    sessions: Sessions
    folder: Path
    taken: ClassVar[defaultdict[str, int]] = defaultdict(int)
    batches = Bundle("batches")
    exports = Bundle("exports")

    def __init__(self) -> None:
        super().__init__()
        self.hands: defaultdict[str, set[str]] = defaultdict(set)
        for name, role in zip(NAMES, (Role.clerk, Role.officer, Role.officer), strict=True):
            self.give_role(name, role)

    @rule(target=batches, who=people)
    def imports(self, who: str) -> object:
        number = next(numbers)
        path = self.folder / f"list-{number}.csv"
        path.write_text(f"external_id,given_name,father_name\nN-{number},سعد,كريم\n", encoding="utf-8")
        if self.say("import", str(path), who=who).code != 0:
            return multiple()
        with transaction(self.sessions) as session:
            query = select(ImportBatch.id).where(ImportBatch.file_name == path.name)
            batch = str(session.scalars(query).one())
        self.hands[batch].add(who)
        return batch

    @rule(batch=batches, who=people)
    def signs(self, batch: str, who: str) -> None:
        self.decide(batch, who, "import", "--sign", batch)

    @rule(target=exports, who=people)
    def asks(self, who: str) -> object:
        words = ("export", "ask", "--recipient", KEY, "--to", "وزارة التخطيط", "--reason", "كتاب ٤٤")
        asked = self.say(*words, who=who)
        if asked.code != 0:
            return multiple()
        self.hands[asked.out.strip()].add(who)
        return asked.out.strip()

    @rule(export=exports, who=people)
    def allows(self, export: str, who: str) -> None:
        self.decide(export, who, "export", "approve", export)

    @rule(export=exports, who=people)
    def writes(self, export: str, who: str) -> None:
        file = self.folder / f"{next(numbers)}.age"
        done = self.say("export", "write", export, str(file), who=who)
        assert (done.code == 0) == file.exists()
        if file.exists():
            with transaction(self.sessions) as session:
                allowed = session.scalars(select(Export.id).where(Export.decided_by.is_not(None)))
                assert export in {str(one) for one in allowed}

    @rule(who=people, role=st.sampled_from([Role.clerk, Role.officer, Role.officer]))
    def changes_role(self, who: str, role: Role) -> None:
        self.give_role(who, role)

    @invariant()
    def the_tables_show_two_pairs_of_eyes(self) -> None:
        with transaction(self.sessions) as session:
            for export in session.scalars(select(Export)):
                assert export.decided_by != export.asked_by
            signed = select(Record.approved, ImportBatch.made_by, ImportBatch.signed_by)
            signed = signed.join(LegacyRow, LegacyRow.record_id == Record.id).join(
                ImportBatch, ImportBatch.id == LegacyRow.batch_id
            )
            for approved, made_by, signed_by in session.execute(signed):
                assert approved == (signed_by is not None)
                assert made_by != signed_by

    def decide(self, thing: str, who: str, *words: str) -> None:
        """Decide on a thing; taken from nobody whose hand made it."""
        if self.say(*words, who=who).code == 0:
            assert who not in self.hands[thing], f"{who} decided on the own {words}"
            self.taken[words[0]] += 1

    def say(self, *words: str, who: str) -> Answer:
        """Type a command; it ends as told in `cli.exits`, never with a trace."""
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as left,
        ):
            main((*words, "--as", who))
        code = left.value.code
        assert code in {None, 0, 1}, err.getvalue()
        return Answer(int(code or 0), out.getvalue(), err.getvalue())

    def give_role(self, name: str, role: Role) -> None:
        """What an administrator of the database could do at any moment."""
        with transaction(self.sessions) as session:
            session.execute(update(Account).where(Account.name == name).values(role=role))


@pytest.fixture
def office(staffed: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811 - the fixture
    """An office with a clerk and two officers."""
    monkeypatch.setenv("SIJILL_RECOVERY_KEY", key_in(tmp_path / "data" / "master.key"))
    for name, role in zip(NAMES, ("clerk", "officer", "officer"), strict=True):
        assert staffed("user", "add", name, "--role", role, "--office", "KRK", "--as", "مدير").code == 0
    return tmp_path


@pytest.mark.slow
def test_no_order_of_commands_lets_anyone_decide_on_own_work(office: Path) -> None:
    Shells.folder = office
    Shells.sessions = open_sessions(Settings())
    run_state_machine_as_test(Shells, settings=limits(games=4, moves=15))
    # A game in which every command is refused would prove nothing.
    assert {"import", "export"} <= set(Shells.taken), dict(Shells.taken)
