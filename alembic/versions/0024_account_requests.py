"""Accounts that wait for a second administrator, and the moments at which boots began."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "account_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("asked", sa.String(24), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("office_code", sa.String(32), nullable=True),
        sa.Column("sees_sensitive", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("activation_hash", sa.LargeBinary(32), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("by_recovery_key", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "asked IN ('creation', 'activation', 'change', 'enabling')",
            name=op.f("ck_account_requests_asked"),
        ),
        sa.CheckConstraint(
            "role IN ('clerk', 'officer', 'supervisor', 'auditor', 'admin')",
            name=op.f("ck_account_requests_role"),
        ),
        sa.CheckConstraint(
            "by_recovery_key OR NOT approved OR decided_by <> asked_by",
            name=op.f("ck_account_requests_four_eyes"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_account_requests_account_id")),
        sa.ForeignKeyConstraint(
            ["office_code"], ["offices.code"], name=op.f("fk_account_requests_office_code")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["accounts.id"], name=op.f("fk_account_requests_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_account_requests_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_requests")),
    )
    op.create_index(op.f("ix_account_requests_account_id"), "account_requests", ["account_id"])
    op.create_table(
        "clock_anchors",
        sa.Column("era", sa.String(64), nullable=False),
        sa.Column("booted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("era", name=op.f("pk_clock_anchors")),
    )


def downgrade() -> None:
    op.drop_table("clock_anchors")
    op.drop_table("account_requests")
