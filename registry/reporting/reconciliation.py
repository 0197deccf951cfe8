"""The balance of counts: what was handed in must equal what is there, in any state, after every fault."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.domain.actions import Action
from registry.domain.states import ScanState, TaskState
from registry.models.cases import Case
from registry.models.scans import Scan, Task
from registry.models.trail import Event


@dataclass(frozen=True, slots=True)
class Balance:
    """Both sides of the account. `accepted` and `receipts` come from the trail, the rest from the tables."""

    receipts: int
    cases: int
    accepted: int
    waiting: int
    running: int
    done: int
    quarantined: int
    withdrawn: int

    @property
    def even(self) -> bool:
        """Whether nothing was lost and nothing came from nowhere."""
        states = self.waiting + self.running + self.done + self.quarantined + self.withdrawn
        return self.receipts == self.cases and self.accepted == states


def balance(session: Session) -> Balance:
    """Count both sides in one transaction."""
    by_state = dict(
        session.execute(
            select(Task.state, func.count())
            .join(Scan, Scan.id == Task.scan_id)
            .where(Scan.state != ScanState.withdrawn)
            .group_by(Task.state)
        ).all()
    )
    withdrawn = select(func.count()).select_from(Scan).where(Scan.state == ScanState.withdrawn)
    return Balance(
        receipts=_events(session, Action.case_opened),
        cases=session.scalar(select(func.count()).select_from(Case)) or 0,
        accepted=_events(session, Action.scan_received),
        waiting=by_state.get(TaskState.waiting, 0),
        running=by_state.get(TaskState.running, 0),
        done=by_state.get(TaskState.done, 0),
        quarantined=by_state.get(TaskState.quarantined, 0),
        withdrawn=session.scalar(withdrawn) or 0,
    )


def _events(session: Session, action: Action) -> int:
    return session.scalar(select(func.count()).select_from(Event).where(Event.action == action.value)) or 0
