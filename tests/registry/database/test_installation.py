"""Code, key and store are proved to be the database's own; an older installation is known by its scans."""

from pathlib import Path

import pytest
from sqlalchemy import text

from registry.database.installation import Placement, settle
from registry.database.sessions import Sessions, make_sessions, transaction
from registry.domain.errors import KeyForeign, SchemaDiffers, StoreForeign, Unsettled
from registry.intake.scans import NewScan, receive
from registry.vault.store import FolderStore
from tests.databases import Database
from tests.registry.office import open_offices

KEY = bytes(32)


@pytest.fixture
def own(database: Database) -> Sessions:
    return make_sessions(database.engine)


def placement(sessions: Sessions, folder: Path, key_id: str = "a" * 16) -> Placement:
    return Placement(sessions, FolderStore(folder, KEY), key_id)


def test_what_was_settled_together_belongs_together(own: Sessions, tmp_path: Path) -> None:
    settle(placement(own, tmp_path / "store"))
    settle(placement(own, tmp_path / "store"))
    placement(own, tmp_path / "store").prove()


def test_nothing_is_proved_before_it_was_settled(own: Sessions, tmp_path: Path) -> None:
    with pytest.raises(Unsettled):
        placement(own, tmp_path / "store").prove()


def test_another_folder_is_not_the_store(own: Sessions, tmp_path: Path) -> None:
    settle(placement(own, tmp_path / "store"))
    settle(placement(own, tmp_path / "elsewhere"))
    with pytest.raises(StoreForeign):
        placement(own, tmp_path / "elsewhere").prove()


def test_another_installation_under_the_same_key_is_not_the_store(
    own: Sessions, embedded_database: Database, tmp_path: Path
) -> None:
    settle(placement(own, tmp_path / "ours"))
    settle(placement(make_sessions(embedded_database.engine), tmp_path / "theirs"))
    with pytest.raises(StoreForeign):
        placement(own, tmp_path / "theirs").prove()


def test_another_key_is_named_with_the_one_that_is_wanted(own: Sessions, tmp_path: Path) -> None:
    settle(placement(own, tmp_path / "store"))
    with pytest.raises(KeyForeign) as refused:
        placement(own, tmp_path / "store", "b" * 16).prove()
    assert refused.value.params == {"given": "b" * 16, "wanted": "a" * 16}


@pytest.mark.parametrize("found", ["0001", "9999"])
def test_an_older_and_a_newer_schema_are_refused(
    database: Database, own: Sessions, tmp_path: Path, found: str
) -> None:
    settle(placement(own, tmp_path / "store"))
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    with pytest.raises(SchemaDiffers) as refused:
        placement(own, tmp_path / "store").prove()
    assert refused.value.params["found"] == found


def test_an_older_installation_settles_only_beside_the_store_of_its_scans(
    own: Sessions, tmp_path: Path
) -> None:
    blob = FolderStore(tmp_path / "store", KEY).put(b"paper")
    with transaction(own) as session:
        staff = open_offices(session)
        receive(session, staff.clerk, None, NewScan(blob.digest, blob.length, "png", 1, "a.png"))
    with pytest.raises(StoreForeign):
        settle(placement(own, tmp_path / "elsewhere"))
    settle(placement(own, tmp_path / "store"))
    placement(own, tmp_path / "store").prove()
