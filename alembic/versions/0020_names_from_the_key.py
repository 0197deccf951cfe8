"""What a part may have been misread as is answered by the primary key alone, which now holds the part's key.

Search asks for some fifty variants at once: each of the few hundred answers was a page of the table.
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NAME = "pk_name_variants"


def upgrade() -> None:
    _key_of("variant", "part_id", "key")


def downgrade() -> None:
    _key_of("variant", "part_id")


def _key_of(*columns: str) -> None:
    with op.batch_alter_table("name_variants") as table:
        table.drop_constraint(op.f(NAME), type_="primary")
        table.create_primary_key(op.f(NAME), list(columns))
