"""Which key and store belong to the database; a page's points for comparing; how far a scan was read."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("marker", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    with op.batch_alter_table("pages") as table:
        table.add_column(sa.Column("points", sa.String(length=64), nullable=True))
    with op.batch_alter_table("tasks") as table:
        table.add_column(sa.Column("pages_read", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("tasks") as table:
        table.drop_column("pages_read")
    with op.batch_alter_table("pages") as table:
        table.drop_column("points")
    op.drop_table("installation")
