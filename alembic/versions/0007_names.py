"""The name index that search probes, in place of the indexes on pairs of written keys; import batches."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

PROBES = (
    ("given", "father", "grandfather", "laqab", "mother"),
    ("given", "grandfather", "father", "laqab", "mother"),
    ("father", "grandfather", "given", "laqab", "mother"),
    ("mother", "given", "father", "grandfather", "laqab"),
    ("given", "laqab", "father", "grandfather", "mother"),
)
REPLACED = (("given_key", "father_key"), ("father_key", "grandfather_key"), ("given_key", "grandfather_key"))


def upgrade() -> None:
    for columns in REPLACED:
        op.drop_index(op.f(f"ix_people_{'_'.join(columns)}"), table_name="people")
    _names()
    _batches()


def _names() -> None:
    op.create_table(
        "name_parts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_parts")),
        sa.UniqueConstraint("key", name=op.f("uq_name_parts_key")),
    )
    op.create_table(
        "name_variants",
        sa.Column("variant", sa.Text(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["name_parts.id"], name=op.f("fk_name_variants_part_id")),
        sa.PrimaryKeyConstraint("variant", "part_id", name=op.f("pk_name_variants")),
    )
    op.create_table(
        "name_index",
        sa.Column("person_id", BIG, autoincrement=False, nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("father", sa.Integer(), nullable=False),
        sa.Column("grandfather", sa.Integer(), nullable=False),
        sa.Column("laqab", sa.Integer(), nullable=False),
        sa.Column("mother", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_name_index_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_name_index")),
    )
    for columns in PROBES:
        name = op.f(f"ix_name_index_{'_'.join(columns)}_person_id")
        op.create_index(name, "name_index", [*columns, "person_id"], unique=False)


def _batches() -> None:
    op.create_table(
        "import_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "loading", "waiting", "signed",
                name="state", native_enum=False, create_constraint=True, length=24,
            ),
            nullable=False,
        ),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "signed_by IS NULL OR signed_by <> made_by", name=op.f("ck_import_batches_four_eyes")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["accounts.id"], name=op.f("fk_import_batches_made_by")),
        sa.ForeignKeyConstraint(
            ["office_code"], ["offices.code"], name=op.f("fk_import_batches_office_code")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["accounts.id"], name=op.f("fk_import_batches_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
    )  # fmt: skip
    op.create_index(
        op.f("ix_import_batches_office_code_digest"),
        "import_batches",
        ["office_code", "digest"],
        unique=False,
    )
    op.create_table(
        "legacy_rows",
        sa.Column("record_id", BIG, autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("words", JSON, nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_legacy_rows_batch_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_legacy_rows_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_legacy_rows")),
    )
    op.create_index(op.f("ix_legacy_rows_batch_id_line"), "legacy_rows", ["batch_id", "line"], unique=False)


def downgrade() -> None:
    for table in ("legacy_rows", "import_batches", "name_index", "name_variants", "name_parts"):
        op.drop_table(table)
    for columns in REPLACED:
        op.create_index(op.f(f"ix_people_{'_'.join(columns)}"), "people", list(columns), unique=False)
