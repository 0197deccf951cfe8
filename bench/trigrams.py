"""The baseline of search: one trigram index over the folded name and the mother's, tuned by its threshold."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, text

from arabic.names import laqab_key, part_key
from specimens.people import Person

THRESHOLDS = (0.3, 0.4, 0.5, 0.6)


def whole_key(person: Person) -> str:
    """All that ours is asked for, as one text: names, laqab, mother, folded by the same keys as ours."""
    names = (person.given_name, person.father_name, person.grandfather_name)
    return " ".join(
        filter(None, (*map(part_key, names), laqab_key(person.laqab), part_key(person.mother_name)))
    )


def build(engine: Engine, people: Sequence[Person]) -> None:
    """Make the table and its GIN index, unless an earlier run did."""
    with engine.begin() as connection:
        if connection.scalar(text("SELECT to_regclass('trigrams')")) is not None:
            return
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
        connection.execute(text("CREATE TABLE trigrams (id integer PRIMARY KEY, name text NOT NULL)"))
        driver = connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor, cursor.copy("COPY trigrams FROM STDIN") as copy:
            for number, person in enumerate(people):
                copy.write_row((number, whole_key(person)))
        connection.execute(text("CREATE INDEX ON trigrams USING gin (name gin_trgm_ops)"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE) trigrams"))


def ask(connection: Connection, name: str, limit: int) -> list[int]:
    """The nearest people to a folded text, under the threshold set."""
    query = text(
        "SELECT id FROM trigrams WHERE name % :name ORDER BY similarity(name, :name) DESC, id LIMIT :limit"
    )
    return list(connection.scalars(query, {"name": name, "limit": limit}))


def set_threshold(connection: Connection, threshold: float) -> None:
    """What `%` calls similar, for this connection."""
    connection.execute(
        text("SELECT set_config('pg_trgm.similarity_threshold', :value, false)"), {"value": str(threshold)}
    )
