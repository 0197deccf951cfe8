"""The evidence of records, the people they name, and sensitive values apart."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("record_id", SERIAL, nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("row", sa.SmallInteger(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("father_name", sa.Text(), nullable=False),
        sa.Column("grandfather_name", sa.Text(), nullable=False),
        sa.Column("laqab", sa.Text(), nullable=False),
        sa.Column("mother_name", sa.Text(), nullable=False),
        sa.Column("maternal_grandfather_name", sa.Text(), nullable=False),
        sa.Column("given_key", sa.Text(), nullable=False),
        sa.Column("father_key", sa.Text(), nullable=False),
        sa.Column("grandfather_key", sa.Text(), nullable=False),
        sa.Column("laqab_key", sa.Text(), nullable=False),
        sa.Column("mother_key", sa.Text(), nullable=False),
        sa.Column("maternal_grandfather_key", sa.Text(), nullable=False),
        sa.Column("sex", sa.String(length=8), nullable=False),
        sa.Column("birth_date", sa.String(length=10), nullable=False),
        sa.Column("birth_year", sa.SmallInteger(), nullable=True),
        sa.Column("birth_precision", sa.String(length=12), nullable=False),
        sa.Column("birth_printed", sa.Text(), nullable=True),
        sa.Column("national_number", sa.String(length=32), nullable=True),
        sa.Column("register_number", sa.String(length=64), nullable=True),
        sa.Column("page_number", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_people_office_code")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_people_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("record_id", "role", "row", name=op.f("uq_people_record_id_role_row")),
    )
    op.create_index(
        op.f("ix_people_father_key_grandfather_key"),
        "people",
        ["father_key", "grandfather_key"],
        unique=False,
    )
    op.create_index(
        op.f("ix_people_given_key_father_key"), "people", ["given_key", "father_key"], unique=False
    )
    op.create_index(
        op.f("ix_people_given_key_grandfather_key"), "people", ["given_key", "grandfather_key"], unique=False
    )
    op.create_index(op.f("ix_people_national_number"), "people", ["national_number"], unique=False)
    op.create_index(
        op.f("ix_people_office_code_register_number_page_number"),
        "people",
        ["office_code", "register_number", "page_number"],
        unique=False,
    )
    op.create_table(
        "sensitive_values",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=True),
        sa.Column("draft_of", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("version_id", SERIAL, nullable=True),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN reading_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN draft_of IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN version_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_sensitive_values_one_owner"),
        ),
        sa.ForeignKeyConstraint(["draft_of"], ["documents.id"], name=op.f("fk_sensitive_values_draft_of")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_sensitive_values_entry_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_sensitive_values_reading_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["record_versions.id"], name=op.f("fk_sensitive_values_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sensitive_values")),
    )
    op.create_index(
        op.f("ix_sensitive_values_draft_of_path"), "sensitive_values", ["draft_of", "path"], unique=True
    )
    op.create_index(
        op.f("ix_sensitive_values_entry_id_path"), "sensitive_values", ["entry_id", "path"], unique=True
    )
    op.create_index(
        op.f("ix_sensitive_values_reading_id_path"), "sensitive_values", ["reading_id", "path"], unique=True
    )
    op.create_index(
        op.f("ix_sensitive_values_version_id_path"), "sensitive_values", ["version_id", "path"], unique=True
    )
    op.create_table(
        "evidence",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("record_value_id", SERIAL, nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("box", JSON, nullable=True),
        sa.Column("crop", sa.String(length=64), nullable=True),
        sa.Column("engine", sa.String(length=64), nullable=True),
        sa.Column("reader", sa.String(length=64), nullable=True),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(precision=53), nullable=True),
        sa.Column("read_value_id", SERIAL, nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_evidence_page_id")),
        sa.ForeignKeyConstraint(
            ["read_value_id"], ["read_values.id"], name=op.f("fk_evidence_read_value_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_value_id"], ["record_values.id"], name=op.f("fk_evidence_record_value_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_record_value_id"), "evidence", ["record_value_id"], unique=False)


def downgrade() -> None:
    op.drop_table("evidence")
    op.drop_table("sensitive_values")
    op.drop_table("people")
