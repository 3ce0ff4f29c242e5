"""The store: append-only events in SQLite (default) or PostgreSQL."""

from .events import Event, new_event
from .store import Store, keep, open_store

__all__ = ["Event", "Store", "keep", "new_event", "open_store"]
