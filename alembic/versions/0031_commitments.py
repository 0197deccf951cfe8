"""Salted hashes of what records say, and a list of what was found otherwise.

Versions made before have none until the service commits them late.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ADDED = {
    "record_versions": (("salt", 32), ("commitment", 64)),
    "record_values": (("salt", 32), ("digest", 64)),
    "legacy_rows": (("salt", 32), ("person_digest", 64), ("digest", 64)),
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, length in columns:
            op.add_column(table, sa.Column(name, sa.String(length), nullable=True))
    op.create_table(
        "integrity_faults",
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("what", "subject", name=op.f("pk_integrity_faults")),
    )


def downgrade() -> None:
    op.drop_table("integrity_faults")
    for table, columns in ADDED.items():
        for name, _ in reversed(columns):
            op.drop_column(table, name)
