"""Name parts are found by their sounds, too; keys of names with hyphens, dots and apostrophes are made anew.

Some thousand rows at a time. Whatever stands already is left: a run that was stopped may begin again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql, sqlite

from arabic.distance import skeleton
from arabic.homophones import sounds
from arabic.latin import is_latin, key_of_arabic, latin_key
from arabic.names import laqab_key, part_key

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

PARTS = sa.table("name_parts", sa.column("id", sa.Integer), sa.column("key", sa.Text))
VARIANTS = sa.table(
    "name_variants",
    sa.column("variant", sa.Text),
    sa.column("part_id", sa.Integer),
    sa.column("key", sa.Text),
)
# Each name as written, the key made of it, and the column of the index that holds its number.
KEYS = (
    ("given_name", "given_key", "given"),
    ("father_name", "father_key", "father"),
    ("grandfather_name", "grandfather_key", "grandfather"),
    ("laqab", "laqab_key", "laqab"),
    ("mother_name", "mother_key", "mother"),
    ("maternal_grandfather_name", "maternal_grandfather_key", None),
)
PEOPLE = sa.table(
    "people",
    sa.column("id", sa.BigInteger),
    *(sa.column(column, sa.Text) for name, key, _ in KEYS for column in (name, key)),
)
INDEX = sa.table(
    "name_index",
    sa.column("person_id", sa.BigInteger),
    *(sa.column(column, sa.Integer) for _, _, column in KEYS if column),
)
MARK = "="
CHUNK = 5_000

_SIGN = re.compile(r"[^\w ]|_")
_part_key = lru_cache(maxsize=50_000)(part_key)


def upgrade() -> None:
    for people in _in_chunks(PEOPLE):
        _renew(people)
    for parts in _in_chunks(PARTS):
        _add_variants(
            {"variant": MARK + sound, "part_id": part.id, "key": part.key}
            for part in parts
            for sound in sounds(part.key)
        )


def downgrade() -> None:
    op.execute(sa.delete(VARIANTS).where(VARIANTS.c.variant.startswith(MARK)))


def _in_chunks(table: sa.TableClause) -> Iterator[Sequence[sa.Row[Any]]]:
    last = 0
    query = sa.select(*table.c).order_by(table.c.id).limit(CHUNK)
    while rows := op.get_bind().execute(query.where(table.c.id > last)).all():
        yield rows
        last = rows[-1].id


def _renew(people: Sequence[sa.Row[Any]]) -> None:
    """Write the keys that are other ones now, and what the index says of those people."""
    connection = op.get_bind()
    for person in people:
        new = {
            key: _part_key(getattr(person, name)) for name, key, _ in KEYS if _is_other(getattr(person, key))
        }
        changed = {key: value for key, value in new.items() if value != getattr(person, key)}
        if changed:
            connection.execute(sa.update(PEOPLE).where(PEOPLE.c.id == person.id).values(changed))
            sought = new | {"laqab_key": laqab_key(person.laqab)}
            numbers = {column: _number(sought[key]) for _, key, column in KEYS if column and key in changed}
            if numbers:
                connection.execute(sa.update(INDEX).where(INDEX.c.person_id == person.id).values(numbers))


def _is_other(key: str) -> bool:
    """Whether a key may be another one now: signs went from those in Arabic letters alone."""
    return _SIGN.search(key) is not None and not is_latin(key)


def _number(key: str) -> int:
    """The number of a key in the dictionary, learnt when it is new; 0 for none."""
    if not key:
        return 0
    connection = op.get_bind()
    query = sa.select(PARTS.c.id).where(PARTS.c.key == key)
    number = connection.scalar(query)
    if number is None:
        connection.execute(sa.insert(PARTS).values(key=key))
        number = connection.execute(query).scalar_one()
        lost = {key[:place] + key[place + 1 :] for place in range(len(key))} if len(key) > 1 else set()
        latin = latin_key(key) if is_latin(key) else key_of_arabic(key)
        forms = {key, f"~{skeleton(key)}", f"@{latin}", *lost}
        _add_variants({"variant": form, "part_id": number, "key": key} for form in forms)
    return int(number)


def _add_variants(rows: Iterator[Mapping[str, str | int]]) -> None:
    connection = op.get_bind()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    if wanted := [dict(row) for row in rows]:
        connection.execute(insert(VARIANTS).on_conflict_do_nothing(), wanted)
