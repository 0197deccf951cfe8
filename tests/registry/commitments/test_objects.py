"""Every stored object that the register points to is read to its end; what is damaged or gone is named."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry.commitments.objects import POINTERS, check_objects
from registry.domain.integrity import Broken, Fault
from registry.models.readings import ReadValue
from registry.models.records import Evidence
from registry.models.scans import Page, Scan
from registry.vault.store import Store, open_store
from tests.registry.office import FRONT, Staff, hand_in, paper


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store((tmp_path / "store").as_uri(), bytes(32))


@pytest.mark.parametrize("harm", ["flipped", "gone"])
@pytest.mark.parametrize("column", [one for one in POINTERS if one.class_ is not Evidence], ids=str)
def test_a_damaged_object_is_named_whatever_points_to_it(
    session: Session,
    staff: Staff,
    store: Store,
    tmp_path: Path,
    column: InstrumentedAttribute[Any],
    harm: str,
) -> None:
    hand_in(session, staff.clerk, "one", paper(FRONT))
    whole, bad = store.put(b"whole").digest, store.put(b"damaged").digest
    session.execute(update(Scan).values(digest=whole))
    session.execute(update(Page).values(picture=whole, points=whole))
    session.execute(update(ReadValue).values(crop=whole))
    assert list(check_objects(session, store)) == []
    (file,) = (tmp_path / "store").rglob(bad)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.chmod(0o600)
    file.write_bytes(bytes(content)) if harm == "flipped" else file.unlink()
    session.execute(update(column.class_).values({column.key: bad}))
    assert list(check_objects(session, store)) == [Fault(Broken.stored, bad)]
