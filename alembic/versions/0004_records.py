"""Entries, and records with their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", choice("state", "entered", "sent_back", "approved"), nullable=False),
        sa.Column("standing", choice("standing", "transcribed", "declared", "reconstructed"), nullable=False),
        sa.Column(
            "circumstance",
            choice(
                "circumstance",
                "ordinary",
                "foundling",
                "father_absent",
                "register_destroyed",
                "unlawful_authority",
            ),
            server_default="ordinary",
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> entered_by", name=op.f("ck_entries_four_eyes")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_entries_decided_by")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_entries_document_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["accounts.id"], name=op.f("fk_entries_entered_by")),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_entries_office_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_entries_document_id_number")),
    )
    op.create_index(
        op.f("ix_entries_office_code_state_entered_at"),
        "entries",
        ["office_code", "state", "entered_at"],
        unique=False,
    )
    op.create_table(
        "records",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("document_type", sa.String(length=64), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("state", choice("state", "active", "frozen", "cancelled"), nullable=False),
        sa.Column("standing", choice("standing", "transcribed", "declared", "reconstructed"), nullable=False),
        sa.Column(
            "circumstance",
            choice(
                "circumstance",
                "ordinary",
                "foundling",
                "father_absent",
                "register_destroyed",
                "unlawful_authority",
            ),
            server_default="ordinary",
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("register_number", sa.String(length=64), nullable=True),
        sa.Column("page_number", sa.String(length=64), nullable=True),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_records_document_id")),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_records_office_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        sa.UniqueConstraint("document_id", name=op.f("uq_records_document_id")),
    )
    op.create_index(
        op.f("ix_records_office_code_register_number_page_number"),
        "records",
        ["office_code", "register_number", "page_number"],
        unique=False,
    )
    op.create_table(
        "record_versions",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("record_id", SERIAL, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
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
        sa.Column("state", choice("state", "active", "frozen", "cancelled"), nullable=False),
        sa.Column("standing", choice("standing", "transcribed", "declared", "reconstructed"), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["accounts.id"], name=op.f("fk_record_versions_entered_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_record_versions_entry_id")),
        sa.ForeignKeyConstraint(["made_by"], ["accounts.id"], name=op.f("fk_record_versions_made_by")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_record_versions_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_versions")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_record_versions_entry_id")),
        sa.UniqueConstraint("record_id", "number", name=op.f("uq_record_versions_record_id_number")),
    )
    op.create_table(
        "record_values",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("version_id", SERIAL, nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("source", choice("source", "read", "corrected", "keyed"), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["record_versions.id"], name=op.f("fk_record_values_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_values")),
        sa.UniqueConstraint("version_id", "path", name=op.f("uq_record_values_version_id_path")),
    )
    op.create_table(
        "entry_values",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("source", choice("source", "read", "corrected", "keyed"), nullable=False),
        sa.Column("read_value_id", SERIAL, nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_values_entry_id")),
        sa.ForeignKeyConstraint(
            ["read_value_id"], ["read_values.id"], name=op.f("fk_entry_values_read_value_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_values")),
        sa.UniqueConstraint("entry_id", "path", name=op.f("uq_entry_values_entry_id_path")),
    )


def downgrade() -> None:
    op.drop_table("entry_values")
    op.drop_table("record_values")
    op.drop_table("record_versions")
    op.drop_table("records")
    op.drop_table("entries")
