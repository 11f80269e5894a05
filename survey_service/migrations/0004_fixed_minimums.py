"""fixed minimums

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-22 13:10:00.000000

The database itself refuses to lower the minimums of a wave that has opened, and to make it a planned one again. SQLite
drops a trigger when a later migration copies its table (batch_alter_table): make it anew there.
"""

from collections.abc import Sequence

from alembic import op

# revision identifiers, used by Alembic.
revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = ()
depends_on: str | Sequence[str] | None = None

LOWERED = (
    "OLD.state <> 'planned' AND (NEW.state = 'planned' OR NEW.minimum_score < OLD.minimum_score"
    " OR NEW.minimum_comments < OLD.minimum_comments)"
)
REFUSAL = "the minimums of a wave stay as they were when it opened"
BEFORE = "CREATE TRIGGER wave_minimums_stay BEFORE UPDATE ON wave"
FUNCTION = f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END"
ON_SQLITE = (f"{BEFORE} WHEN {LOWERED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",)
ON_POSTGRESQL = (
    f"CREATE FUNCTION wave_minimums_stay() RETURNS trigger LANGUAGE plpgsql AS $$ {FUNCTION} $$",
    f"{BEFORE} FOR EACH ROW WHEN ({LOWERED}) EXECUTE FUNCTION wave_minimums_stay()",
)


def upgrade() -> None:
    """Upgrade schema."""
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Downgrade schema."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER wave_minimums_stay")
    else:
        op.execute("DROP TRIGGER wave_minimums_stay ON wave")
        op.execute("DROP FUNCTION wave_minimums_stay()")
