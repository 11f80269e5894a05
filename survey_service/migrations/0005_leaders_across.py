"""leaders across regions

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-22 13:50:00.000000
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = ()
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade schema; the columns are added in place, so that the trigger of 0004 stays."""
    for table in ("survey", "wave"):
        op.add_column(table, sa.Column("leaders_across", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Downgrade schema."""
    for table in ("wave", "survey"):
        op.drop_column(table, "leaders_across")
