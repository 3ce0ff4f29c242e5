"""Opening a store, appending events to it, and reading them back."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from ..errors import KerneError, StoreBusy, StoreError, StoreReadOnly, UnknownWorkshop
from ..places import data_dir
from .events import Event
from .tables import event as event_table
from .tables import workshop as workshop_table

BUSY_MS = 2_000
FILE_NAME = "kerne.sqlite"

_kept: dict[str, Store] = {}


def open_store(address: str | None = None, *, folder: str | Path | None = None) -> Store:
    """A store, not yet touched; call :meth:`Store.migrate` before the first use of a new one.

    Parameters
    ----------
    address
        A SQLAlchemy address, such as ``sqlite:///file`` or ``postgresql+psycopg://...``. Default: ``$KERNE_STORE``,
        else ``kerne.sqlite`` in the user's data folder.
    folder
        Data folder to use for the default file.

    Raises
    ------
    StoreError
        The address cannot be understood.
    """
    chosen = (
        address or (None if folder else os.environ.get("KERNE_STORE")) or f"sqlite:///{data_dir(folder) / FILE_NAME}"
    )
    return _kept.get(chosen) or Store(chosen)


def keep(store: Store) -> None:
    """Let :func:`open_store` hand out this very store for its address.

    A process that is going to be forked keeps one, with no connection but with all statements compiled.
    """
    store.close()
    _kept[store.address] = store


class Store:
    """Append-only events of many workshops.

    ``shown`` is its address without a password; ``is_server`` says whether it is a database server, which keeps more
    than the files of this machine.

    What ``append`` has returned is committed to disk. Every method raises :class:`StoreBusy` when another process
    holds the store for more than two seconds, :class:`StoreReadOnly` when it may not be written, and
    :class:`StoreError` otherwise.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            url = sa.make_url(address)
            self._sqlite = url.get_backend_name() == "sqlite"
            memory = self._sqlite and url.database in (None, "", ":memory:")
            options: dict[str, Any] = {"pool_size": 1, "max_overflow": 4}
            if memory:
                options = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
            # what anyone wrote is no part of an error
            self._engine = sa.create_engine(url, hide_parameters=True, **options)
        except (SQLAlchemyError, ImportError) as error:
            raise StoreError("errors.store_unusable", address=address, reason=error) from error
        self.shown = url.render_as_string(hide_password=True)
        self.is_server = not self._sqlite
        if self._sqlite:
            sa.event.listen(self._engine, "connect", _set_up_sqlite)
            sa.event.listen(self._engine, "begin", _begin_sqlite)

    def migrate(self) -> None:
        """Bring the tables to this version, in one transaction with its own record."""
        from .migration import upgrade

        self.require_known()
        with self._guard():
            if self._sqlite:
                with self._engine.connect() as connection:
                    connection.execution_options(isolation_level="AUTOCOMMIT", plain=True)
                    connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            with self._writing() as connection:
                if not self._sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                upgrade(connection)

    def require_known(self) -> None:
        """Raise ``StoreError`` when the tables are of a newer version, whose answers this one could spoil."""
        from .migration import is_unknown

        with self._reading() as connection:
            if is_unknown(connection):
                raise StoreError("errors.store_newer", address=self.shown)

    def is_current(self) -> bool:
        """Whether the tables are those of this version."""
        from .migration import is_current

        with self._guard(), self._engine.connect() as connection:
            return is_current(connection)

    def connections_max(self) -> int | None:
        """Connections that the database gives out at once, to all who use it; None where there is no limit."""
        if self._sqlite:
            return None
        with self._reading() as connection:
            return int(connection.execute(_CONNECTIONS).scalar_one())

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def add_workshop(self, code: str) -> str:
        """Take a code for a new workshop; the workshop's id. ``ValueError`` when the code is taken."""
        workshop_id = str(uuid.uuid4())
        with self._guard(), self._writing() as connection:
            taken = sa.select(workshop_table.c.code).where(workshop_table.c.code == code)
            if connection.execute(taken).first():
                raise ValueError(code)
            connection.execute(
                workshop_table.insert().values(workshop_id=workshop_id, code=code, created_at=dt.datetime.now(dt.UTC))
            )
        return workshop_id

    def fetch_workshop_id(self, code: str) -> str | None:
        """Id of the workshop with a code, if there is one."""
        query = sa.select(workshop_table.c.workshop_id).where(workshop_table.c.code == code)
        with self._reading() as connection:
            return connection.execute(query).scalar()

    def fetch_codes(self) -> list[str]:
        """Codes of all workshops, newest first."""
        query = sa.select(workshop_table.c.code).order_by(workshop_table.c.created_at.desc())
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def append(self, events: Sequence[Event]) -> list[Event]:
        """Store events, all or none; the stored events, with their numbers.

        An event whose ``event_id`` is known already is not stored again: the first one is returned in its place.
        """
        if not events:
            return []
        wanted = [e.event_id for e in events]
        with self._guard(), self._writing() as connection:
            if not self._sqlite:
                # numbers are then seen in the order they were given, so that no reader by number misses one
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            known: dict[str, Event] = {}
            for start in range(0, len(wanted), _BATCH):
                query = sa.select(event_table).where(event_table.c.event_id.in_(wanted[start : start + _BATCH]))
                known |= {row.event_id: _event(row) for row in connection.execute(query)}
            for e in events:
                if e.event_id not in known:
                    values = {name: getattr(e, name) for name in _NAMES if name != "seq"}
                    insert = event_table.insert().values(**values).returning(event_table.c.seq)
                    known[e.event_id] = Event(**values, seq=connection.execute(insert).scalar_one())
        return [known[event_id] for event_id in wanted]

    def fetch_events(
        self,
        workshop_id: str,
        *,
        after_seq: int = 0,
        kinds: Sequence[str] = (),
        prompt_id: str | None = None,
        author_id: str | None = None,
    ) -> list[Event]:
        """Events of a workshop in order, narrowed by what is given."""
        query = _narrow(sa.select(event_table), workshop_id, kinds, prompt_id, author_id)
        query = query.where(event_table.c.seq > after_seq).order_by(event_table.c.seq)
        with self._reading() as connection:
            return [_event(row) for row in connection.execute(query)]

    def last_seq(self, workshop_id: str, *, kinds: Sequence[str] = ()) -> int:
        """Number of the newest event, 0 when there is none. Cheap enough to ask every second."""
        with self._reading() as connection:
            if kinds:
                query = _narrow(_LAST_SEQ, workshop_id, kinds, None, None)
                return connection.execute(query).scalar() or 0
            # asked for each page that is drawn: putting the question together costs more than its answer
            return connection.execute(_LAST_SEQ_OF_WORKSHOP, {"workshop_id": workshop_id}).scalar() or 0

    def delete_workshop(self, workshop_id: str) -> None:
        """Delete a workshop and all its events, so that no byte of them stays in the database files.

        PostgreSQL keeps what it has written in its write-ahead log, replicas and backups for as long as it is set to.

        Raises
        ------
        StoreError
            It is deleted, but bytes of it may stay where they were until other programs have let go of the store.
        """
        with self._guard(), self._writing() as connection:
            connection.execute(event_table.delete().where(event_table.c.workshop_id == workshop_id))
            connection.execute(workshop_table.delete().where(workshop_table.c.workshop_id == workshop_id))
        traces = "errors.store_traces" if self._sqlite else "errors.store_traces_server"
        try:
            with self._engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT", plain=True)
                if not self._sqlite:
                    for table in (event_table, workshop_table):
                        connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table.name}")
                    return
                connection.exec_driver_sql("VACUUM")
                is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
        except DBAPIError as error:
            raise StoreError(traces, address=self.shown, reason=str(error.orig).strip()) from error
        if is_busy:
            raise StoreError(traces, address=self.shown, reason="checkpoint")

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._guard(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self._failure(error) from error

    def _failure(self, error: DBAPIError) -> KerneError:
        reason = str(error.orig).strip()
        if "FOREIGN KEY" in reason or "ForeignKey" in type(error.orig).__name__:
            return UnknownWorkshop("errors.workshop_deleted")
        if "locked" in reason or "busy" in reason:
            return StoreBusy("errors.store_busy")
        if "readonly" in reason or "read-only" in reason:
            return StoreReadOnly("errors.store_read_only", address=self.shown)
        if "no such table" in reason or "UndefinedTable" in type(error.orig).__name__:
            return StoreError("errors.store_missing", address=self.shown)
        if "malformed" in reason or "not a database" in reason:
            return StoreError("errors.store_broken", address=self.shown, reason=reason)
        if "round_number" in reason:
            return StoreError("errors.store_old", address=self.shown)
        if isinstance(error, OperationalError):
            return StoreError("errors.store_unusable", address=self.shown, reason=reason.splitlines()[0])
        return StoreError("errors.store_unusable", address=self.shown, reason=reason)


_LOCK = 0x6B65726E65  # one advisory lock for all writers of a PostgreSQL store
_SETTING = sa.func.current_setting
_CONNECTIONS = sa.select(
    sa.cast(_SETTING("max_connections"), sa.Integer) - sa.cast(_SETTING("superuser_reserved_connections"), sa.Integer)
)
_BATCH = 500  # databases limit the number of values in one statement
_LAST_SEQ = sa.select(sa.func.max(event_table.c.seq))
_LAST_SEQ_OF_WORKSHOP = _LAST_SEQ.where(event_table.c.workshop_id == sa.bindparam("workshop_id"))
_NAMES = tuple(Event.__dataclass_fields__)


def _event(row: Any) -> Event:
    return Event(**{name: getattr(row, name) for name in _NAMES})


def _narrow(query: Any, workshop_id: str, kinds: Sequence[str], prompt_id: str | None, author_id: str | None) -> Any:
    query = query.where(event_table.c.workshop_id == workshop_id)
    if kinds:
        query = query.where(event_table.c.kind.in_(kinds))
    if prompt_id is not None:
        query = query.where(event_table.c.prompt_id == prompt_id)
    if author_id is not None:
        query = query.where(event_table.c.author_id == author_id)
    return query


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # the driver must not begin transactions by itself: ours decide when to lock
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("plain"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
