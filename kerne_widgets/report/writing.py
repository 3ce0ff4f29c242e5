"""Writing a workshop to a file: its ending says what."""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import KerneError
from ..exchange import answers_csv, require_ending
from ..workshop import Workshop

CONTENT_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
EXPORTS = tuple(CONTENT_TYPES)


def write(workshop: Workshop, file: Path) -> None:
    """Write a workshop to a file, whole or not at all.

    Parameters
    ----------
    workshop
        What is written.
    file
        ``.pdf`` the report, ``.pptx`` its pictures as slides, ``.xlsx`` every frame, ``.csv`` all answers.

    Raises
    ------
    KerneError
        Another ending, or a folder that cannot be written.
    """
    require_ending(file, EXPORTS)
    content = content_of(workshop, file.suffix.lower())
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise KerneError("cli.cannot_write", file=file, reason=error.strerror or error) from error


def content_of(workshop: Workshop, ending: str) -> bytes:
    """The bytes of such a file; the libraries that make it are loaded here."""
    if ending == ".csv":
        return answers_csv(workshop)
    if ending == ".xlsx":
        from .workbook import workbook

        return workbook(workshop)
    if ending == ".pptx":
        from .slides import slides

        return slides(workshop)
    from .paper import paper

    return paper(workshop)
