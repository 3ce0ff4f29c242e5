"""Answers in and out as files: the long format of the ``answers`` frame, which can be read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from . import sheets
from .answer_rows import NEEDED, READ, AnswerRows, BadRow, Found
from .errors import KerneError

if TYPE_CHECKING:
    from .workshop import Workshop

IMPORTS = sheets.ENDINGS


class BadRows(KerneError):
    """A file holds rows that cannot be taken in; ``bad`` lists them."""

    def __init__(self, file: Path, bad: list[BadRow]) -> None:
        super().__init__("cli.bad_rows", file=file, n=len(bad))
        self.bad = bad


def answers_csv(workshop: Workshop) -> bytes:
    """Every standing answer of a workshop as CSV: UTF-8 with a mark, so that Excel reads Danish letters.

    A text that a spreadsheet would take for a formula has an apostrophe before it; see :mod:`kerne_widgets.sheets`.
    """
    frame = workshop.answers()
    texts = [column for column, dtype in frame.dtypes.items() if dtype == "string"]
    frame[texts] = frame[texts].map(sheets.guarded, na_action="ignore")
    written = frame.to_csv(index=False, date_format="%Y-%m-%dT%H:%M:%S.%f%z")
    return str(written).encode("utf-8-sig")


def import_answers(workshop: Workshop, file: Path, *, skip_bad: bool = False) -> Found:
    """Take the answers in a file into a workshop: all of them or, with ``skip_bad``, the good ones.

    Raises
    ------
    BadRows
        Some rows are bad and ``skip_bad`` is not given; nothing is stored.
    KerneError
        The file cannot be read as such a file at all.
    """
    found = read_answers(workshop, file)
    if found.bad and not skip_bad:
        raise BadRows(file, found.bad)
    workshop.submit_all(found.given, found.needed)
    return found


def read_answers(workshop: Workshop, file: Path) -> Found:
    """What a file holds, checked against the workshop; nothing is stored."""
    require_ending(file, IMPORTS)
    rows = AnswerRows(workshop)
    for number, cells in sheets.read_rows(file, NEEDED, READ):
        rows.take(number, cells)
    return rows.found()


def require_ending(file: Path, allowed: tuple[str, ...]) -> None:
    """Raise ``KerneError`` when a file's ending is not one of those allowed."""
    if file.suffix.lower() not in allowed:
        raise KerneError("cli.file_ending", file=file.name, allowed=", ".join(allowed))
