"""Writing a workshop to a file: its ending says what."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..errors import KerneError
from ..exchange import answers_csv, require_ending
from ..model import Model
from ..workshop import Workshop

CONTENT_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
EXPORTS = tuple(CONTENT_TYPES)
SHEETS = (".pdf",)


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
    save(content_of(workshop, file.suffix.lower()), file)


def save(content: bytes, file: Path) -> None:
    """Put content into a file, whole or not at all.

    Raises
    ------
    KerneError
        The folder cannot be written.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise KerneError("cli.cannot_write", file=file, reason=error.strerror or error) from error


def exercise_sheets(model: Model, exercise_ids: Sequence[str], lang: str, workshop: Workshop | None = None) -> bytes:
    """Exercises as A4 sheets to be answered with a pen, as PDF.

    Parameters
    ----------
    model
        The content.
    exercise_ids
        Which exercises, in order.
    lang
        Language of what is printed.
    workshop
        Whose name stands at the foot, and whose tasks and cards are printed where an exercise is about them.
    """
    from .exercise_paper import exercise_paper

    return exercise_paper(model, [model.exercise(exercise_id) for exercise_id in exercise_ids], lang, workshop)


def content_of(workshop: Workshop, ending: str) -> bytes:
    """The bytes of such a file: the workshop as it is at one moment. The libraries that make it are loaded here."""
    with workshop.still():
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
