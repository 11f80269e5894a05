"""fixed cross

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-22 15:45:00.000000

The trigger of 0004 also refuses to change, once a wave has opened, whether leaders across regions are shown: people
were told before they answered. SQLite drops a trigger when a later migration copies its table (batch_alter_table): make
it anew there.
"""

from collections.abc import Sequence

from alembic import op

# revision identifiers, used by Alembic.
revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = ()
depends_on: str | Sequence[str] | None = None

LOWERED = (
    "NEW.state = 'planned' OR NEW.minimum_score < OLD.minimum_score OR NEW.minimum_comments < OLD.minimum_comments"
)
CHANGED = f"{LOWERED} OR NEW.leaders_across <> OLD.leaders_across"
REFUSAL = "the minimums of a wave stay as they were when it opened"
REFUSAL_OF_MORE = f"{REFUSAL}, and whether leaders across regions are shown"


def upgrade() -> None:
    """Upgrade schema."""
    replace_trigger(CHANGED, REFUSAL_OF_MORE)


def downgrade() -> None:
    """Downgrade schema."""
    replace_trigger(LOWERED, REFUSAL)


def replace_trigger(refused: str, refusal: str) -> None:
    """Put a trigger in the place of the one there is: it raises `refusal` once a wave has opened."""
    before, when = "CREATE TRIGGER wave_minimums_stay BEFORE UPDATE ON wave", f"OLD.state <> 'planned' AND ({refused})"
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER wave_minimums_stay")
        op.execute(f"{before} WHEN {when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        return
    told = f"BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'check_violation'; END"
    op.execute("DROP TRIGGER wave_minimums_stay ON wave")
    op.execute(f"CREATE OR REPLACE FUNCTION wave_minimums_stay() RETURNS trigger LANGUAGE plpgsql AS $$ {told} $$")
    op.execute(f"{before} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION wave_minimums_stay()")
