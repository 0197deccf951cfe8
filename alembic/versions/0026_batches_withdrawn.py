"""Imported lists that are held for the order of their dates, gone on with, or withdrawn."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NEW = ("loading", "held", "waiting", "signed", "withdrawn")
OLD = ("loading", "waiting", "signed")


def upgrade() -> None:
    with op.batch_alter_table("import_batches") as table:
        _choose(table, NEW)
        table.add_column(sa.Column("path", sa.Text(), nullable=True))
        table.add_column(sa.Column("date_order", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("month_first", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("day_first", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("import_batches") as table:
        table.alter_column("month_first", server_default=None)
        table.alter_column("day_first", server_default=None)


def downgrade() -> None:
    # Neither holds a person, and the older schema has no word for them.
    op.execute("DELETE FROM import_batches WHERE state IN ('held', 'withdrawn')")
    with op.batch_alter_table("import_batches") as table:
        for column in ("day_first", "month_first", "date_order", "path"):
            table.drop_column(column)
        _choose(table, OLD)


def _choose(table: BatchOperations, states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    table.drop_constraint(op.f("ck_import_batches_state"), type_="check")
    table.create_check_constraint(op.f("ck_import_batches_state"), f"state IN ({listed})")
