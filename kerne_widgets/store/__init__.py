"""The store: append-only events in SQLite (default) or PostgreSQL."""

from .events import Event, new_event
from .store import Store, open_store

__all__ = ["Event", "Store", "new_event", "open_store"]
