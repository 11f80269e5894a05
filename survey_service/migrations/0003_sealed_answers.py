"""sealed answers

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-22 12:02:11.318274

Every answer that is stored in plain text is encrypted to a key of its wave. The keys are made here, in the key folder;
where the upgrade is broken off they are left over, and harm nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from flask import current_app
from sqlalchemy.dialects import postgresql

import survey_service.models.base
from survey_service.clock import months_after
from survey_service.operations.receipts import own_copy_key, stored_hash
from survey_service.sealing import padded, seal_padded, seal_to, slowly_derived

# revision identifiers, used by Alembic.
revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = ()
depends_on: str | Sequence[str] | None = None

FLAGS = ("sealed", "key_missing", "answers_deleted")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MONTHS, AT_LEAST = 12, 1
"""For how many months after its close a wave's answers are kept, and at the least after this upgrade."""
CHUNK = 500
STAGING = "response_staging"
PLAIN = ("role", "region", "leader", "team", "answers")
COLUMNS = ("key", "wave_id", "sealed_body", "own_copy", "receipt_hash", "day")


def upgrade() -> None:
    """Upgrade schema."""
    # Plain ALTER TABLE: SQLite would copy a table for more than that, and cannot while others refer to it.
    for table in ("organisation", "wave"):
        op.add_column(table, sa.Column("keep_months", sa.Integer(), nullable=False, server_default=str(MONTHS)))
    for name in FLAGS:
        op.add_column("wave", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    moment = survey_service.models.base.UtcDateTime(timezone=True)
    op.add_column("wave", sa.Column("answers_until", moment, nullable=True))
    op.create_table(
        "wave_key",
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", survey_service.models.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_key_wave_id_wave")),
        sa.PrimaryKeyConstraint("public_key", name=op.f("pk_wave_key")),
    )
    current = sa.text("retired_at IS NULL")
    op.create_index(
        "ix_wave_key_current", "wave_key", ["wave_id"], unique=True, sqlite_where=current, postgresql_where=current
    )
    seal_all()


def seal_all() -> None:
    """Put every response into a table of the new shape; the old one is dropped, and with it what it held."""
    op.create_table(STAGING, *columns(), sqlite_with_rowid=False)
    for wave in op.get_bind().execute(sa.select(waves())).all():
        if wave.state != "planned":
            seal_wave(wave)
    op.drop_table("response")
    op.create_table(
        "response",
        *columns(),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_response_wave_id_wave")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_response")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_response_receipt_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_wave_id"), ["wave_id"], unique=False)
    names = ", ".join(COLUMNS)
    op.execute(f"INSERT INTO response ({names}) SELECT {names} FROM {STAGING} ORDER BY key")  # noqa: S608 (our own names)
    op.drop_table(STAGING)


def columns() -> list[sa.Column[Any]]:
    """The columns of the new shape."""
    return [
        sa.Column("key", sa.LargeBinary(length=16), nullable=False, primary_key=True),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False),
        sa.Column("own_copy", sa.LargeBinary(), nullable=True),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
    ]


def waves() -> sa.Table:
    """What is needed of the waves."""
    moment = survey_service.models.base.UtcDateTime(timezone=True)
    return sa.Table(
        "wave",
        sa.MetaData(),
        sa.Column("id", sa.Integer()),
        sa.Column("state", sa.String()),
        sa.Column("closes_at", moment),
        sa.Column("answers_until", moment),
        sa.Column("sealed", sa.Boolean()),
    )


def seal_wave(wave: Any) -> None:
    """Give a wave that has opened a key, and encrypt its answers; one that has closed is sealed already."""
    connection, closed = op.get_bind(), wave.state == "closed"
    public = current_app.extensions["pulse_settings"].keys().create()
    connection.execute(
        sa.text("INSERT INTO wave_key (public_key, wave_id) VALUES (:public, :wave)"),
        {"public": public, "wave": wave.id},
    )
    length = longest(wave.id) if closed else 0
    for rows in chunks(wave.id):
        sealed = [sealed_row(row, public, wave, length) for row in rows]
        connection.execute(sa.insert(sa.Table(STAGING, sa.MetaData(), *columns())), sealed)
    if closed:
        until = max(months_after(wave.closes_at, MONTHS), months_after(datetime.now(UTC), AT_LEAST))
        table = waves()
        connection.execute(sa.update(table).where(table.c.id == wave.id).values(sealed=True, answers_until=until))


def longest(wave_id: int) -> int:
    """The length that all bodies of a closed wave are brought to."""
    return max((len(padded(body_of(row))) for rows in chunks(wave_id) for row in rows), default=0)


def chunks(wave_id: int) -> Iterator[list[Any]]:
    """The old responses of a wave, some at a time, in the order of their random keys."""
    old = sa.Table(
        "response",
        sa.MetaData(),
        sa.Column("key", sa.LargeBinary()),
        sa.Column("wave_id", sa.Integer()),
        *(sa.Column(name, sa.String()) for name in PLAIN if name != "answers"),
        sa.Column("answers", JSON),
        sa.Column("receipt_hash", sa.LargeBinary()),
        sa.Column("day", sa.Date()),
    )
    after = b""
    while True:
        mine = sa.select(old).where(old.c.wave_id == wave_id, old.c.key > after).order_by(old.c.key).limit(CHUNK)
        rows = list(op.get_bind().execute(mine).all())
        if not rows:
            return
        yield rows
        after = rows[-1].key


def body_of(row: Any) -> dict[str, Any]:
    """What is encrypted of an old response."""
    return {name: getattr(row, name) for name in PLAIN}


def sealed_row(row: Any, public: bytes, wave: Any, length: int) -> dict[str, Any]:
    """An old response in the new shape; while its wave is open, its receipt goes on working."""
    body, secret = body_of(row), slowly_derived(row.receipt_hash) if wave.state == "open" else None
    return {
        "key": row.key,
        "wave_id": wave.id,
        "sealed_body": seal_to(public, padded(body, length)),
        "own_copy": seal_padded(body, own_copy_key(secret)) if secret else None,
        "receipt_hash": stored_hash(secret) if secret else None,
        "day": row.day if secret else wave.closes_at.date(),
    }


def downgrade() -> None:
    """Downgrade schema, of a database without answers: nothing writes them back in plain text."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM response")).scalar():
        raise RuntimeError("There are encrypted answers. Restore the backup from before the upgrade instead.")
    op.drop_table("response")
    op.create_table(
        "response",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=300), nullable=False),
        sa.Column("region", sa.String(length=300), nullable=False),
        sa.Column("leader", sa.String(length=300), nullable=False),
        sa.Column("team", sa.String(length=300), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_response_wave_id_wave")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_response")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_response_receipt_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_wave_id"), ["wave_id"], unique=False)
    op.drop_table("wave_key")
    for name in (*FLAGS, "keep_months", "answers_until"):
        op.drop_column("wave", name)
    op.drop_column("organisation", "keep_months")
