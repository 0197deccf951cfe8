"""Pairs of records that may name one person, and what two people made of each."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "record_pairs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("first_record", SERIAL, nullable=False),
        sa.Column("second_record", SERIAL, nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column(
            "why", sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.Column(
            "state", choice("state", "waiting", "later", "apart", "proposed", "joined"), nullable=False
        ),
        sa.Column("judged_by", sa.Uuid(), nullable=True),
        sa.Column("judged_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_record < second_record", name=op.f("ck_record_pairs_in_order")),
        sa.ForeignKeyConstraint(["first_record"], ["records.id"], name=op.f("fk_record_pairs_first_record")),
        sa.ForeignKeyConstraint(["judged_by"], ["accounts.id"], name=op.f("fk_record_pairs_judged_by")),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_record_pairs_office_code")),
        sa.ForeignKeyConstraint(
            ["second_record"], ["records.id"], name=op.f("fk_record_pairs_second_record")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_pairs")),
        sa.UniqueConstraint(
            "first_record", "second_record", name=op.f("uq_record_pairs_first_record_second_record")
        ),
    )
    op.create_index(
        op.f("ix_record_pairs_office_code_state_score"), "record_pairs", ["office_code", "state", "score"]
    )
    op.create_index(op.f("ix_record_pairs_second_record"), "record_pairs", ["second_record"])
    op.create_table(
        "pair_acts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("act", choice("act", "merge", "undo"), nullable=False),
        sa.Column("state", choice("state", "proposed", "approved", "refused"), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> proposed_by", name=op.f("ck_pair_acts_four_eyes")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_pair_acts_decided_by")),
        sa.ForeignKeyConstraint(["pair_id"], ["record_pairs.id"], name=op.f("fk_pair_acts_pair_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["accounts.id"], name=op.f("fk_pair_acts_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_acts")),
    )
    op.create_index(op.f("ix_pair_acts_pair_id_proposed_at"), "pair_acts", ["pair_id", "proposed_at"])


def downgrade() -> None:
    op.drop_table("pair_acts")
    op.drop_table("record_pairs")
