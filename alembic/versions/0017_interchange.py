"""Exports of records, allowed by a second person; lists imported by a mapping of their columns."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("form", choice("form", "jsonl", "csv"), nullable=False),
        sa.Column("byte_order_mark", sa.Boolean(), nullable=False),
        sa.Column("document_type", sa.String(length=64), nullable=True),
        sa.Column("registered_from", sa.Date(), nullable=True),
        sa.Column("registered_until", sa.Date(), nullable=True),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_key", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", choice("state", "asked", "approved", "refused"), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("written_records", sa.Integer(), nullable=True),
        sa.Column("written_digest", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name=op.f("ck_exports_four_eyes")),
        sa.ForeignKeyConstraint(["asked_by"], ["accounts.id"], name=op.f("fk_exports_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_exports_decided_by")),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_exports_office_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(
        op.f("ix_exports_office_code_state_asked_at"), "exports", ["office_code", "state", "asked_at"]
    )
    op.add_column("import_batches", sa.Column("mapping_digest", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("import_batches", "mapping_digest")
    op.drop_table("exports")
