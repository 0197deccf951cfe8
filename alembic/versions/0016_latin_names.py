"""Name parts learnt before are found by those who ask in Latin letters, too."""

import sqlalchemy as sa
from alembic import op

from arabic.latin import is_latin, key_of_arabic, latin_key

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

PARTS = sa.table("name_parts", sa.column("id", sa.Integer), sa.column("key", sa.Text))
VARIANTS = sa.table(
    "name_variants",
    sa.column("variant", sa.Text),
    sa.column("part_id", sa.Integer),
    sa.column("key", sa.Text),
)
MARK = "@"
CHUNK = 5_000


def upgrade() -> None:
    connection = op.get_bind()
    parts = connection.execute(sa.select(PARTS.c.id, PARTS.c.key)).all()
    known = set(connection.scalars(sa.select(VARIANTS.c.part_id).where(VARIANTS.c.variant.startswith(MARK))))
    rows = [
        {
            "variant": MARK + (latin_key(key) if is_latin(key) else key_of_arabic(key)),
            "part_id": number,
            "key": key,
        }
        for number, key in parts
        if number not in known
    ]
    for start in range(0, len(rows), CHUNK):
        connection.execute(sa.insert(VARIANTS), rows[start : start + CHUNK])


def downgrade() -> None:
    op.execute(sa.delete(VARIANTS).where(VARIANTS.c.variant.startswith(MARK)))
