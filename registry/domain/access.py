"""Who may do what, where: the one place that decides."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from arabic.letters import composed
from registry.domain.errors import NotAllowed, NotFound, ReasonNeeded


class Role(StrEnum):
    """The roles. An officer also does a clerk's work; an admin sees no personal data."""

    clerk = "clerk"
    officer = "officer"
    supervisor = "supervisor"
    auditor = "auditor"
    admin = "admin"


class Act(StrEnum):
    """What an account may want to do."""

    open_case = "open_case"
    view_case = "view_case"
    receive_scan = "receive_scan"
    view_scan = "view_scan"
    review = "review"
    approve = "approve"
    search = "search"
    view_record = "view_record"
    correct_reading = "correct_reading"
    rectify = "rectify"
    freeze = "freeze"
    import_people = "import_people"
    sign_batch = "sign_batch"
    judge_pairs = "judge_pairs"
    requeue = "requeue"
    view_events = "view_events"
    view_reports = "view_reports"
    manage_accounts = "manage_accounts"
    manage_offices = "manage_offices"
    view_books = "view_books"
    keep_books = "keep_books"
    sign_book = "sign_book"
    draw_sample = "draw_sample"
    second_key = "second_key"
    adjudicate = "adjudicate"
    view_sampling = "view_sampling"
    ask_export = "ask_export"
    approve_export = "approve_export"
    view_exports = "view_exports"


def account_name(typed: str) -> str:
    """The name of an account as it is kept and looked up: composed, without case and spaces around it."""
    return composed(composed(typed).strip().casefold())


@dataclass(frozen=True, slots=True)
class Actor:
    """The account on whose behalf something is done. `office` is None for those who serve all offices."""

    id: uuid.UUID
    name: str
    role: Role
    office: str | None
    sees_sensitive: bool = False


_COUNTER: Final = frozenset({Role.clerk, Role.officer})
_READERS: Final = frozenset({Role.clerk, Role.officer, Role.auditor})

PERMITTED: Final[Mapping[Act, frozenset[Role]]] = {
    Act.open_case: _COUNTER,
    Act.view_case: _READERS,
    Act.receive_scan: _COUNTER,
    Act.view_scan: _READERS,
    Act.review: _COUNTER,
    Act.approve: frozenset({Role.officer}),
    Act.search: _READERS,
    Act.view_record: _READERS,
    Act.correct_reading: _COUNTER,
    Act.rectify: frozenset({Role.officer}),
    Act.freeze: frozenset({Role.officer}),
    Act.import_people: frozenset({Role.clerk, Role.officer, Role.admin}),
    Act.sign_batch: frozenset({Role.officer}),
    Act.judge_pairs: _COUNTER,
    Act.requeue: frozenset({Role.officer, Role.supervisor}),
    Act.view_events: frozenset({Role.auditor}),
    Act.view_reports: frozenset({Role.auditor, Role.supervisor}),
    Act.manage_accounts: frozenset({Role.admin}),
    Act.manage_offices: frozenset({Role.admin}),
    Act.view_books: frozenset({Role.clerk, Role.officer, Role.supervisor, Role.auditor}),
    Act.keep_books: _COUNTER,
    Act.sign_book: frozenset({Role.officer, Role.supervisor}),
    Act.draw_sample: frozenset({Role.officer}),
    Act.second_key: _COUNTER,
    Act.adjudicate: frozenset({Role.officer}),
    Act.view_sampling: frozenset({Role.officer, Role.supervisor, Role.auditor}),
    Act.ask_export: frozenset({Role.officer}),
    # A supervisor sees no personal data by it, and an office may have one officer only.
    Act.approve_export: frozenset({Role.officer, Role.supervisor}),
    Act.view_exports: frozenset({Role.officer, Role.supervisor, Role.auditor}),
}


def may(actor: Actor, act: Act, office: str | None) -> bool:
    """Whether `actor` may do `act` on something of `office` (None: of no office in particular).

    Who belongs to an office acts within it only. Clerks and officers without an office may do nothing.
    """
    if actor.role not in PERMITTED[act]:
        return False
    if actor.office is None:
        return actor.role not in _COUNTER
    return office is None or office == actor.office


def require(actor: Actor, act: Act, office: str | None) -> None:
    """Raise `NotAllowed` when the role lacks the right, `NotFound` when the thing is another office's.

    The second is told as "not there", so that no answer tells one office what another holds.
    """
    if may(actor, act, office):
        return
    if office is not None and may(actor, act, actor.office) and actor.office is not None:
        raise NotFound({"kind": "thing"})
    raise NotAllowed({"act": act.value})


def require_reason(actor: Actor, reason: str | None) -> None:
    """Raise `ReasonNeeded` when an auditor opens personal data without saying why."""
    if actor.role is Role.auditor and not (reason and reason.strip()):
        raise ReasonNeeded({"act": "look"})
