"""The name index knows the office: a clerk's question is not crowded out by another office's namesakes."""

from zlib import crc32

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PROBES = (
    ("given", "father", "grandfather", "laqab", "mother"),
    ("given", "grandfather", "father", "laqab", "mother"),
    ("father", "grandfather", "given", "laqab", "mother"),
    ("mother", "given", "father", "grandfather", "laqab"),
    ("given", "laqab", "father", "grandfather", "mother"),
)
INDEX = sa.table("name_index", sa.column("person_id"), sa.column("office"))
PEOPLE = sa.table("people", sa.column("id"), sa.column("office_code"))
OFFICES = sa.table("offices", sa.column("code"))


def upgrade() -> None:
    for columns in PROBES:
        op.drop_index(op.f(f"ix_name_index_{'_'.join(columns)}_person_id"), table_name="name_index")
    op.add_column("name_index", sa.Column("office", sa.Integer(), nullable=True))
    connection = op.get_bind()
    for code in connection.scalars(sa.select(OFFICES.c.code)).all():
        theirs = sa.select(PEOPLE.c.id).where(PEOPLE.c.office_code == code)
        filled = sa.update(INDEX).where(INDEX.c.person_id.in_(theirs))
        connection.execute(filled.values(office=crc32(code.encode()) & 0x7FFFFFFF))
    with op.batch_alter_table("name_index") as table:
        table.alter_column("office", existing_type=sa.Integer(), nullable=False)
    for columns in PROBES:
        name = op.f(f"ix_name_index_{columns[0]}_{columns[1]}")
        op.create_index(name, "name_index", [*columns, "office", "person_id"], unique=False)


def downgrade() -> None:
    for columns in PROBES:
        op.drop_index(op.f(f"ix_name_index_{columns[0]}_{columns[1]}"), table_name="name_index")
    with op.batch_alter_table("name_index") as table:
        table.drop_column("office")
    for columns in PROBES:
        name = op.f(f"ix_name_index_{'_'.join(columns)}_person_id")
        op.create_index(name, "name_index", [*columns, "person_id"], unique=False)
