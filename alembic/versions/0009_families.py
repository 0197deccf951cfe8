"""Register books and pages, families, vital events, and the numbers that papers give people."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "register_books",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("volume", sa.String(length=32), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["office_code"], ["offices.code"], name=op.f("fk_register_books_office_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_books")),
        sa.UniqueConstraint(
            "office_code", "number", "volume", name=op.f("uq_register_books_office_code_number_volume")
        ),
    )
    op.create_table(
        "book_pages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["register_books.id"], name=op.f("fk_book_pages_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_pages")),
        sa.UniqueConstraint("book_id", "number", name=op.f("uq_book_pages_book_id_number")),
    )
    op.create_table(
        "vital_events",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("record_id", SERIAL, nullable=False),
        sa.Column(
            "kind",
            choice(
                "kind",
                "birth",
                "death",
                "marriage",
                "divorce",
                "rectification",
                "freeze",
                "unfreeze",
                "cancellation",
            ),
            nullable=False,
        ),
        sa.Column("happened", sa.String(length=12), nullable=False),
        sa.Column("precision", sa.String(length=12), nullable=False),
        sa.Column("calendar", sa.String(length=12), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_vital_events_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vital_events")),
    )
    op.create_index(
        op.f("ix_vital_events_kind_first_day"), "vital_events", ["kind", "first_day"], unique=False
    )
    op.create_index(op.f("ix_vital_events_record_id"), "vital_events", ["record_id"], unique=False)
    op.create_table(
        "event_people",
        sa.Column("event_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("person_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["vital_events.id"], name=op.f("fk_event_people_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_event_people_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_event_people")),
    )
    op.create_table(
        "family_members",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", SERIAL, nullable=False),
        sa.Column(
            "relation",
            choice(
                "relation",
                "head",
                "husband",
                "wife",
                "son",
                "daughter",
                "father",
                "mother",
                "brother",
                "sister",
                "grandchild",
                "other",
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["page_id"], ["book_pages.id"], name=op.f("fk_family_members_page_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_family_members_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_members")),
        sa.UniqueConstraint("page_id", "person_id", name=op.f("uq_family_members_page_id_person_id")),
    )
    op.create_index(op.f("ix_family_members_person_id"), "family_members", ["person_id"], unique=False)
    op.create_table(
        "identifiers",
        sa.Column("person_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_identifiers_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_identifiers")),
    )
    op.create_index(op.f("ix_identifiers_kind_value"), "identifiers", ["kind", "value"], unique=False)


def downgrade() -> None:
    op.drop_table("identifiers")
    op.drop_table("family_members")
    op.drop_table("event_people")
    op.drop_table("vital_events")
    op.drop_table("book_pages")
    op.drop_table("register_books")
