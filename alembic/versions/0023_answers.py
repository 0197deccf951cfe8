"""Why a value of an entry is empty, which doubtful ones were looked at, and who decided on a document."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("entries") as table:
        table.add_column(sa.Column("absent", JSON, nullable=False, server_default="{}"))
        table.add_column(sa.Column("looked", JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("documents") as table:
        table.add_column(sa.Column("decided_by", sa.Uuid(), nullable=True))
        table.create_foreign_key("fk_documents_decided_by_accounts", "accounts", ["decided_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("documents") as table:
        table.drop_constraint("fk_documents_decided_by_accounts", type_="foreignkey")
        table.drop_column("decided_by")
    with op.batch_alter_table("entries") as table:
        table.drop_column("looked")
        table.drop_column("absent")
