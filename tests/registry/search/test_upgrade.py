"""A register filled before the name index knew offices is searched by office after the upgrade."""

import pytest
from alembic.command import downgrade, upgrade
from sqlalchemy import delete, select, update

from registry.database.sessions import make_sessions, transaction
from registry.models.names import NameIndex, NamePart, NameVariant
from registry.models.records import Person
from registry.search import SearchQuery, search
from registry.search.parts import learn
from tests.databases import Database, alembic_config
from tests.registry.office import BASRA, open_offices
from tests.registry.search.people import Known, put


def test_people_in_the_register_keep_their_office_through_the_migration(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
        put(session, Known(("علي", "حسين", "كاظم", ""), external_id="here"))
        put(session, Known(("علي", "حسين", "كاظم", ""), external_id="there", office=BASRA))
    database.engine.dispose()
    downgrade(alembic_config(database.engine), "0010")
    upgrade(alembic_config(database.engine), "head")
    with transaction(sessions) as session:
        for actor, own in ((staff.clerk, "here"), (staff.stranger, "there")):
            found = search(session, actor, SearchQuery(name="علي حسين كاظم"), "مراجعة")
            assert [one.external_id for one in found] == [own]


def test_names_learnt_before_are_found_in_latin_letters_after_the_migration(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
        put(session, Known(("علي", "حسين", "كاظم", ""), external_id="here"))
    database.engine.dispose()
    downgrade(alembic_config(database.engine), "0015")
    upgrade(alembic_config(database.engine), "head")
    with transaction(sessions) as session:
        found = search(session, staff.clerk, SearchQuery(name="Ali Hussein Kadhim"), "مراجعة")
        assert [one.external_id for one in found] == ["here"]


def test_names_learnt_before_are_found_by_kurdish_spelling_after_the_migration(database: Database) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
        put(session, Known(("عثمان", "مصطفى", "طاهر", ""), external_id="here"))
    database.engine.dispose()
    downgrade(alembic_config(database.engine), "0028")
    query = SearchQuery(name="عوسمان مستەفا تاهیر")
    with transaction(sessions) as session:
        assert not search(session, staff.clerk, query, "مراجعة")
    upgrade(alembic_config(database.engine), "head")
    with transaction(sessions) as session:
        found = search(session, staff.clerk, query, "مراجعة")
        assert [one.external_id for one in found] == ["here"]


@pytest.mark.parametrize("stopped", [False, True], ids=["once", "begun again"])
def test_a_hyphenated_name_kept_before_has_the_key_of_the_plain_one_after_the_migration(
    database: Database, *, stopped: bool
) -> None:
    sessions = make_sessions(database.engine)
    with transaction(sessions) as session:
        staff = open_offices(session)
        put(session, Known(("علي", "عبد-الله", "كاظم", "آل-ياسر"), external_id="here"))
        # As the house wrote it before: the hyphen in the keys, in the dictionary and in the index.
        old = learn(session, ["عبد-الله", "ال-ياسر"])
        session.execute(update(Person).values(father_key="عبد-الله", laqab_key="ال-ياسر"))
        session.execute(update(NameIndex).values(father=old["عبد-الله"], laqab=old["ال-ياسر"]))
        plain = select(NamePart.id).where(NamePart.key.in_(("عبدالله", "الياسر", "ياسر")))
        numbers = list(session.scalars(plain))
        session.execute(delete(NameVariant).where(NameVariant.part_id.in_(numbers)))
        session.execute(delete(NamePart).where(NamePart.id.in_(numbers)))
    database.engine.dispose()
    for _ in range(1 + stopped):
        downgrade(alembic_config(database.engine), "0028")
        upgrade(alembic_config(database.engine), "head")
    with transaction(sessions) as session:
        (row,) = session.execute(select(Person.father_key, Person.laqab_key))
        assert tuple(row) == ("عبدالله", "الياسر")
        best = search(session, staff.clerk, SearchQuery(name="علي عبد الله كاظم آل ياسر"), "مراجعة")[0]
        assert best.external_id == "here"
        assert {why.code for why in best.why} == {"same"}
