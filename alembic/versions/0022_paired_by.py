"""By what a side of a document was put to the side before it; pairs that nobody judged are looked for anew.

Until now pairs were also found by those whom a record only names (fathers of brothers), and shown as if they
were of those whom it is about.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("document_sides") as table:
        table.add_column(sa.Column("paired_by", JSON, nullable=False, server_default="[]"))
    op.execute(
        "DELETE FROM record_pairs WHERE state = 'waiting' AND judged_by IS NULL"
        " AND id NOT IN (SELECT pair_id FROM pair_acts)"
    )


def downgrade() -> None:
    with op.batch_alter_table("document_sides") as table:
        table.drop_column("paired_by")
