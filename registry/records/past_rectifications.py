"""What was rectified in a record before: the law lets a name be corrected once and changed once."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.models.changes import ChangedValue, ChangeState, RecordChange
from registry.models.records import Operation, Record
from registry.rules.draft import Rectified
from registry.rules.rectification import is_change

# Where a type of paper keeps the field under another name.
OWN_NAMES: Final[Mapping[tuple[str, str], str]] = {
    ("birth_certificate", "given_name"): "child_name",
    ("birth_proof", "given_name"): "child_name",
}


def rectified_before(session: Session, record: Record) -> tuple[Rectified, ...]:
    """Every rectification of this record so far, by the decision's own name of the field."""
    query = (
        select(ChangedValue, RecordChange.authority)
        .join(RecordChange, RecordChange.id == ChangedValue.change_id)
        .where(
            RecordChange.record_id == record.id,
            RecordChange.operation == Operation.rectified,
            RecordChange.state == ChangeState.approved,
        )
    )
    keys = {own: key for (kind, key), own in OWN_NAMES.items() if kind == record.document_type}
    return tuple(
        Rectified(
            field=keys.get(changed.path, changed.path),
            old=changed.old,
            changed=is_change(keys.get(changed.path, changed.path), authority or ""),
        )
        for changed, authority in session.execute(query)
    )
