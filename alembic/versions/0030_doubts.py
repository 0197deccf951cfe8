"""Why a value was not accepted is kept beside it, by name; of readings made before nothing is known."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.JSON().with_variant(JSONB(), "postgresql")
    op.add_column("read_values", sa.Column("doubts", kind, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("read_values", "doubts")
