"""The auditor's proof: numbers, hashes and checkpoints of the trail; reasons are bound to their events."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEAL = b"sijill/reason/1"


def upgrade() -> None:
    op.add_column("events", sa.Column("reason_seal", sa.String(length=64), nullable=True))
    op.create_table(
        "trail_waiting",
        sa.Column("event_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_trail_waiting_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_trail_waiting")),
    )
    op.create_table(
        "trail_leaves",
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_trail_leaves_event_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_trail_leaves")),
        sa.UniqueConstraint("event_id", name=op.f("uq_trail_leaves_event_id")),
    )
    op.create_table(
        "trail_nodes",
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("position", BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("level", "position", name=op.f("pk_trail_nodes")),
    )
    head = op.create_table(
        "trail_head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_head")),
    )
    op.create_table(
        "trail_checkpoints",
        sa.Column("size", BIG, autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_trail_checkpoints")),
    )
    op.bulk_insert(head, [{"id": 1, "size": 0}])
    _take_in_what_is_there()


def downgrade() -> None:
    for table in ("trail_checkpoints", "trail_head", "trail_nodes", "trail_leaves", "trail_waiting"):
        op.drop_table(table)
    op.drop_column("events", "reason_seal")


def _take_in_what_is_there() -> None:
    """Let earlier events wait for their numbers, each bound to the words of its reason."""
    reasons = sa.table("reasons", sa.column("id", sa.Uuid()), sa.column("words", sa.Text()))
    events = sa.table(
        "events",
        sa.column("id", BIG),
        sa.column("reason_id", sa.Uuid()),
        sa.column("reason_seal", sa.String()),
    )
    connection = op.get_bind()
    for identifier, words in connection.execute(sa.select(reasons.c.id, reasons.c.words)).all():
        seal = hashlib.sha256(SEAL + identifier.bytes + words.encode()).hexdigest()
        connection.execute(sa.update(events).where(events.c.reason_id == identifier).values(reason_seal=seal))
    connection.execute(sa.text("INSERT INTO trail_waiting (event_id) SELECT id FROM events"))
