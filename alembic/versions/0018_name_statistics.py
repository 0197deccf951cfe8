"""PostgreSQL plans probes for common names: on average a name is rare, yet one in twenty people bears some.

Told so, it takes the index that holds both parts of a pair; else it read everybody of one given name.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

PARTS = ("given", "father", "grandfather", "laqab", "mother")
# As if everybody bore one of so many names: each is borne by as many as a common one.
COMMON = 300


def upgrade() -> None:
    _tell(f"SET (n_distinct = {COMMON})")


def downgrade() -> None:
    _tell("RESET (n_distinct)")


def _tell(option: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for part in PARTS:
        op.execute(sa.text(f"ALTER TABLE name_index ALTER COLUMN {part} {option}"))
    op.execute(sa.text("ANALYZE name_index"))
