"""Numbered migrations, through Alembic, from the files shipped in ``migrations/``."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection  # noqa: TC002  # read at run time by those who ask for type hints


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest version within the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_current(connection: Connection) -> bool:
    """Whether the tables are of the newest version."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def is_unknown(connection: Connection) -> bool:
    """Whether the tables are of a version that this program does not know: a newer one, or another program's."""
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    return not {*MigrationContext.configure(connection).get_current_heads()} <= known


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
