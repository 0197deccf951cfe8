"""Marks and pairs of sides: the same sheet handed in again is found before a clerk spends time on it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "side_marks",
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("side_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["side_id"], ["document_sides.id"], name=op.f("fk_side_marks_side_id")),
        sa.PrimaryKeyConstraint("mark", "side_id", name=op.f("pk_side_marks")),
    )
    op.create_index(op.f("ix_side_marks_side_id"), "side_marks", ["side_id"])
    op.create_table(
        "side_twins",
        sa.Column("side_id", sa.Uuid(), nullable=False),
        sa.Column("twin_id", sa.Uuid(), nullable=False),
        sa.Column("likeness", sa.Float(precision=53), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["side_id"], ["document_sides.id"], name=op.f("fk_side_twins_side_id")),
        sa.ForeignKeyConstraint(["twin_id"], ["document_sides.id"], name=op.f("fk_side_twins_twin_id")),
        sa.PrimaryKeyConstraint("side_id", "twin_id", name=op.f("pk_side_twins")),
    )
    op.create_index(op.f("ix_side_twins_twin_id"), "side_twins", ["twin_id"])


def downgrade() -> None:
    op.drop_table("side_twins")
    op.drop_table("side_marks")
