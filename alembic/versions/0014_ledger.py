"""The ledger of register books with custody and condition, and acceptance sampling with folding."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "fold_states",
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("document_type", sa.String(length=64), nullable=False),
        sa.Column("folding", sa.Boolean(), nullable=False),
        sa.Column("counted_from", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_fold_states_office_code")),
        sa.PrimaryKeyConstraint("office_code", "document_type", name=op.f("pk_fold_states")),
    )
    op.create_table(
        "handovers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("given_to", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=True),
        sa.CheckConstraint("given_by <> given_to", name=op.f("ck_handovers_two_people")),
        sa.ForeignKeyConstraint(["given_by"], ["accounts.id"], name=op.f("fk_handovers_given_by")),
        sa.ForeignKeyConstraint(["given_to"], ["accounts.id"], name=op.f("fk_handovers_given_to")),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_handovers_office_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("office_code", "number", name=op.f("uq_handovers_office_code_number")),
    )
    op.create_table(
        "ledger_books",
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            choice(
                "kind",
                "civil",
                "events",
                "nationality_gained",
                "nationality_lost",
                "foundlings",
                "decisions",
                "draft",
            ),
            nullable=False,
        ),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("entries_a_page", sa.Integer(), nullable=False),
        sa.Column("numbering", choice("numbering", "page", "book", "year"), nullable=False),
        sa.Column("state", choice("state", "open", "signed"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("described_by", sa.Uuid(), nullable=False),
        sa.Column("described_at", MOMENT, nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.CheckConstraint("first_page >= 0 AND last_page >= first_page", name=op.f("ck_ledger_books_span")),
        sa.CheckConstraint(
            "signed_by IS NULL OR signed_by <> described_by", name=op.f("ck_ledger_books_second_person")
        ),
        sa.ForeignKeyConstraint(["book_id"], ["register_books.id"], name=op.f("fk_ledger_books_book_id")),
        sa.ForeignKeyConstraint(["described_by"], ["accounts.id"], name=op.f("fk_ledger_books_described_by")),
        sa.ForeignKeyConstraint(["signed_by"], ["accounts.id"], name=op.f("fk_ledger_books_signed_by")),
        sa.PrimaryKeyConstraint("book_id", name=op.f("pk_ledger_books")),
    )
    op.create_table(
        "book_hands",
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_book_hands_account_id")),
        sa.ForeignKeyConstraint(["book_id"], ["ledger_books.book_id"], name=op.f("fk_book_hands_book_id")),
        sa.PrimaryKeyConstraint("book_id", "account_id", name=op.f("pk_book_hands")),
    )
    op.create_table(
        "book_leaves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("former", sa.String(length=32), nullable=False),
        sa.Column("condition", choice("condition", "whole", "worn", "torn", "illegible"), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["ledger_books.book_id"], name=op.f("fk_book_leaves_book_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_leaves")),
    )
    op.create_index(
        op.f("ix_book_leaves_book_id_position"), "book_leaves", ["book_id", "position"], unique=False
    )
    op.create_table(
        "condition_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("binding", choice("binding", "sound", "loose", "broken"), nullable=False),
        sa.Column(
            "paper", choice("paper", "sound", "brittle", "damp", "mould", "insects", "burnt"), nullable=False
        ),
        sa.Column("pages_counted", sa.Integer(), nullable=False),
        sa.Column("pages_torn", sa.Integer(), nullable=False),
        sa.Column("needs_rebinding", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ledger_books.book_id"], name=op.f("fk_condition_reports_book_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["accounts.id"], name=op.f("fk_condition_reports_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition_reports")),
    )
    op.create_index(
        op.f("ix_condition_reports_book_id_made_at"),
        "condition_reports",
        ["book_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "handover_items",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("pages_given", sa.Integer(), nullable=False),
        sa.Column("pages_counted", sa.Integer(), nullable=True),
        sa.Column("binding", choice("binding", "sound", "loose", "broken"), nullable=False),
        sa.Column(
            "paper", choice("paper", "sound", "brittle", "damp", "mould", "insects", "burnt"), nullable=False
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ledger_books.book_id"], name=op.f("fk_handover_items_book_id")
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_handover_items_handover_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_items")),
        sa.UniqueConstraint(
            "handover_id",
            "book_id",
            "first_page",
            name=op.f("uq_handover_items_handover_id_book_id_first_page"),
        ),
    )
    op.create_index(op.f("ix_handover_items_book_id"), "handover_items", ["book_id"], unique=False)
    op.create_table(
        "sample_draws",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("frame_digest", sa.String(length=64), nullable=False),
        sa.Column("frame_size", sa.Integer(), nullable=False),
        sa.Column("sample_size", sa.Integer(), nullable=False),
        sa.Column("budget", sa.Float(precision=53), nullable=False),
        sa.Column("event_id", SERIAL, nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("drawn_by", sa.Uuid(), nullable=False),
        sa.Column("drawn_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["ledger_books.book_id"], name=op.f("fk_sample_draws_book_id")),
        sa.ForeignKeyConstraint(["drawn_by"], ["accounts.id"], name=op.f("fk_sample_draws_drawn_by")),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_sample_draws_office_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_draws")),
    )
    op.create_index(op.f("ix_sample_draws_book_id"), "sample_draws", ["book_id"], unique=False)
    op.create_table(
        "settled_faults",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            choice(
                "kind",
                "number_taken",
                "condition_due",
                "count_differs",
                "page_missing",
                "page_doubled",
                "page_swapped",
                "page_misplaced",
                "page_torn",
                "page_illegible",
                "page_renumbered",
                "page_inserted",
                "page_unnumbered",
                "page_zero",
                "page_beyond",
                "page_cited_beyond",
                "page_uncaptured",
                "page_captured_twice",
                "page_rescan",
                "entry_missing",
                "entry_doubled",
                "entry_misplaced",
                "entry_between",
                "entry_zero",
                "entry_beyond",
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["ledger_books.book_id"], name=op.f("fk_settled_faults_book_id")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["accounts.id"], name=op.f("fk_settled_faults_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settled_faults")),
        sa.UniqueConstraint("book_id", "kind", "place", name=op.f("uq_settled_faults_book_id_kind_place")),
    )
    op.create_table(
        "leaf_captures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("leaf_id", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("state", choice("state", "good", "rescan", "aside"), nullable=False),
        sa.Column("linked_by", sa.Uuid(), nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["leaf_id"], ["book_leaves.id"], name=op.f("fk_leaf_captures_leaf_id")),
        sa.ForeignKeyConstraint(["linked_by"], ["accounts.id"], name=op.f("fk_leaf_captures_linked_by")),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_leaf_captures_page_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaf_captures")),
        sa.UniqueConstraint("leaf_id", "page_id", name=op.f("uq_leaf_captures_leaf_id_page_id")),
    )
    op.create_index(op.f("ix_leaf_captures_page_id"), "leaf_captures", ["page_id"], unique=False)
    op.create_table(
        "second_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office_code", sa.String(length=32), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("draw_id", sa.Uuid(), nullable=True),
        sa.Column("document_type", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=120), nullable=False),
        sa.Column("purpose", choice("purpose", "watch", "book", "risk"), nullable=False),
        sa.Column("state", choice("state", "waiting", "agreed", "disputed", "settled"), nullable=False),
        sa.Column("first_value", sa.Text(), nullable=False),
        sa.Column("second_value", sa.Text(), nullable=True),
        sa.Column("final_value", sa.Text(), nullable=True),
        sa.Column("verdict", choice("verdict", "first", "second", "other", "unreadable"), nullable=True),
        sa.Column("wrong", sa.Boolean(), nullable=True),
        sa.Column("folded", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.Column("keyed_by", sa.Uuid(), nullable=True),
        sa.Column("keyed_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "settled_by IS NULL OR settled_by <> keyed_by", name=op.f("ck_second_keys_third_person")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_second_keys_document_id")),
        sa.ForeignKeyConstraint(["draw_id"], ["sample_draws.id"], name=op.f("fk_second_keys_draw_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_second_keys_entry_id")),
        sa.ForeignKeyConstraint(["held_by"], ["accounts.id"], name=op.f("fk_second_keys_held_by")),
        sa.ForeignKeyConstraint(["keyed_by"], ["accounts.id"], name=op.f("fk_second_keys_keyed_by")),
        sa.ForeignKeyConstraint(["office_code"], ["offices.code"], name=op.f("fk_second_keys_office_code")),
        sa.ForeignKeyConstraint(["settled_by"], ["accounts.id"], name=op.f("fk_second_keys_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_keys")),
        sa.UniqueConstraint(
            "entry_id",
            "path",
            "purpose",
            "draw_id",
            name=op.f("uq_second_keys_entry_id_path_purpose_draw_id"),
        ),
    )
    op.create_index(op.f("ix_second_keys_document_id"), "second_keys", ["document_id"], unique=False)
    op.create_index(op.f("ix_second_keys_draw_id"), "second_keys", ["draw_id"], unique=False)
    op.create_index(
        op.f("ix_second_keys_office_code_document_type_purpose"),
        "second_keys",
        ["office_code", "document_type", "purpose"],
        unique=False,
    )
    op.create_index(
        op.f("ix_second_keys_office_code_state_made_at"),
        "second_keys",
        ["office_code", "state", "made_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_second_keys_office_code_state_made_at"), table_name="second_keys")
    op.drop_index(op.f("ix_second_keys_office_code_document_type_purpose"), table_name="second_keys")
    op.drop_index(op.f("ix_second_keys_draw_id"), table_name="second_keys")
    op.drop_index(op.f("ix_second_keys_document_id"), table_name="second_keys")
    op.drop_table("second_keys")
    op.drop_index(op.f("ix_leaf_captures_page_id"), table_name="leaf_captures")
    op.drop_table("leaf_captures")
    op.drop_table("settled_faults")
    op.drop_index(op.f("ix_sample_draws_book_id"), table_name="sample_draws")
    op.drop_table("sample_draws")
    op.drop_index(op.f("ix_handover_items_book_id"), table_name="handover_items")
    op.drop_table("handover_items")
    op.drop_index(op.f("ix_condition_reports_book_id_made_at"), table_name="condition_reports")
    op.drop_table("condition_reports")
    op.drop_index(op.f("ix_book_leaves_book_id_position"), table_name="book_leaves")
    op.drop_table("book_leaves")
    op.drop_table("book_hands")
    op.drop_table("ledger_books")
    op.drop_table("handovers")
    op.drop_table("fold_states")
