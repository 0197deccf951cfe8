"""What a clerk said of two pictures that may show one sheet; it can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("side_twins") as table:
        table.add_column(sa.Column("verdict", sa.String(24), nullable=True))
        table.add_column(sa.Column("judged_by", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True))
        table.create_check_constraint(
            op.f("ck_side_twins_twin_verdict"), "verdict IN ('one_sheet', 'two_sheets')"
        )
        table.create_foreign_key(op.f("fk_side_twins_judged_by"), "accounts", ["judged_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("side_twins") as table:
        table.drop_constraint(op.f("fk_side_twins_judged_by"), type_="foreignkey")
        table.drop_constraint(op.f("ck_side_twins_twin_verdict"), type_="check")
        for column in ("verdict", "judged_by", "judged_at"):
            table.drop_column(column)
