"""Where the labels of a paper stood, beside its reading: places by field, no values."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("readings") as table:
        table.add_column(sa.Column("layout", JSON, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("readings") as table:
        table.drop_column("layout")
