"""An office knows an external id once: a legacy list brought in twice finds what is there."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NAME = "uq_records_office_code_external_id"


def upgrade() -> None:
    with op.batch_alter_table("records") as table:
        table.create_unique_constraint(op.f(NAME), ["office_code", "external_id"])


def downgrade() -> None:
    with op.batch_alter_table("records") as table:
        table.drop_constraint(op.f(NAME), type_="unique")
