"""Deleting a workshop: its answers in the store, and the files of it in the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import KerneError
from .places import log_files, workshop_files

if TYPE_CHECKING:
    from .workshop import Workshop


def delete_workshop(workshop: Workshop) -> None:
    """Delete a workshop, so that no byte of an answer stays in the store's files or in the data folder.

    The servers' reports go with it: they tell of no answer, but may name the workshop. Reports and the like that
    somebody has saved elsewhere are theirs to delete. In PostgreSQL the answers are out of the tables and their files;
    its write-ahead log, replicas and backups are the database's own.

    Raises
    ------
    KerneError
        A file cannot be deleted; the answers are then still there.
    StoreError
        The store cannot be used, or the answers are gone from it and traces of them may not be.
    """
    # files first: they can be made again for as long as the answers are there
    for file in (*workshop_files(workshop.code), *log_files()):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise KerneError("cli.cannot_delete", file=file, reason=error.strerror or error) from error
    workshop.delete()
