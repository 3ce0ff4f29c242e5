"""Which round of its workshop an event belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; all there is belongs to the first round."""
    op.add_column("event", sa.Column("round_number", sa.Integer, nullable=False, server_default="1"))
