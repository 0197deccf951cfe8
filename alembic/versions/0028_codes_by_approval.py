"""A one-time code is made when a request for an account is approved, and waits nowhere."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account_requests") as table:
        table.drop_column("activation_hash")


def downgrade() -> None:
    with op.batch_alter_table("account_requests") as table:
        table.add_column(sa.Column("activation_hash", sa.LargeBinary(length=32), nullable=True))
