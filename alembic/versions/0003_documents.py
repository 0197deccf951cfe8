"""Documents, what was read of them, what is typed, and what rules found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("document_type", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            choice(
                "state",
                "reading",
                "review",
                "entered",
                "registered",
                "returned",
                "rejected",
                "withdrawn",
                "evidence",
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("arrived_at", MOMENT, nullable=False),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.Column("for_officer", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_documents_case_id")),
        sa.ForeignKeyConstraint(["held_by"], ["accounts.id"], name=op.f("fk_documents_held_by")),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_documents_office_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_case_id"), "documents", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_documents_office_code_state_arrived_at"),
        "documents",
        ["office_code", "state", "arrived_at"],
        unique=False,
    )
    op.create_table(
        "document_hands",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_document_hands_account_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_hands_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "account_id", name=op.f("pk_document_hands")),
    )
    op.create_table(
        "draft_values",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_draft_values_document_id")),
        sa.ForeignKeyConstraint(["kept_by"], ["accounts.id"], name=op.f("fk_draft_values_kept_by")),
        sa.PrimaryKeyConstraint("document_id", "path", name=op.f("pk_draft_values")),
    )
    op.create_table(
        "findings",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_findings_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_document_id"), "findings", ["document_id"], unique=False)
    op.create_table(
        "document_sides",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_sides_document_id")
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_document_sides_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_sides")),
        sa.UniqueConstraint("page_id", "part", name=op.f("uq_document_sides_page_id_part")),
    )
    op.create_index(op.f("ix_document_sides_document_id"), "document_sides", ["document_id"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("side_id", sa.Uuid(), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("document_type", sa.String(length=64), nullable=False),
        sa.Column("type_confidence", sa.Float(precision=53), nullable=False),
        sa.Column("usable", sa.Boolean(), nullable=False),
        sa.Column("advice", JSON, nullable=False),
        sa.Column("mrz", JSON, nullable=True),
        sa.Column("steps", JSON, nullable=False),
        sa.Column("seconds", sa.Float(precision=53), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["side_id"], ["document_sides.id"], name=op.f("fk_readings_side_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_side_id"), "readings", ["side_id"], unique=False)
    op.create_table(
        "read_values",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("box", JSON, nullable=True),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("alternatives", JSON, nullable=False),
        sa.Column("crop", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_read_values_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_values")),
        sa.UniqueConstraint("reading_id", "path", name=op.f("uq_read_values_reading_id_path")),
    )


def downgrade() -> None:
    op.drop_table("read_values")
    op.drop_table("readings")
    op.drop_table("document_sides")
    op.drop_table("findings")
    op.drop_table("draft_values")
    op.drop_table("document_hands")
    op.drop_table("documents")
