"""A register filled before the name index knew offices is searched by office after the upgrade."""

from alembic.command import downgrade, upgrade

from registry.database.sessions import make_sessions, transaction
from registry.search import SearchQuery, search
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
