"""Changes to records: proposed by one person, decided by another."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "record_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", SERIAL, nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column(
            "operation",
            choice(
                "operation",
                "registered",
                "imported",
                "reading_corrected",
                "rectified",
                "frozen",
                "unfrozen",
                "cancelled",
                "standing_changed",
            ),
            nullable=False,
        ),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("state", choice("state", "proposed", "approved", "refused"), nullable=False),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decision_record", SERIAL, nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> proposed_by", name=op.f("ck_record_changes_four_eyes")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_record_changes_decided_by")),
        sa.ForeignKeyConstraint(
            ["decision_record"], ["records.id"], name=op.f("fk_record_changes_decision_record")
        ),
        sa.ForeignKeyConstraint(
            ["office_code"], ["offices.code"], name=op.f("fk_record_changes_office_code")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["accounts.id"], name=op.f("fk_record_changes_proposed_by")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_record_changes_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_changes")),
    )
    op.create_index(
        op.f("ix_record_changes_office_code_state_proposed_at"),
        "record_changes",
        ["office_code", "state", "proposed_at"],
        unique=False,
    )
    op.create_index(op.f("ix_record_changes_record_id"), "record_changes", ["record_id"], unique=False)
    op.create_table(
        "changed_values",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["record_changes.id"], name=op.f("fk_changed_values_change_id")
        ),
        sa.PrimaryKeyConstraint("change_id", "path", name=op.f("pk_changed_values")),
    )


def downgrade() -> None:
    op.drop_table("changed_values")
    op.drop_table("record_changes")
