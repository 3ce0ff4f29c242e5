"""Writing: what a board or a table shows, as words, for those who set it in letters of their own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A wording, or the fields of an entry with ``""`` where one is missing; how many have written it, under what."""

    fields: tuple[str, ...]
    n: int
    heading: str = ""


@dataclass(frozen=True)
class Writing:
    """Every line of a board or a table in its order, also those for which the picture has no room.

    Attributes
    ----------
    lines : tuple of Line
        Those under one heading stand together.
    heads : tuple of str
        Names of the fields; none where a line is one wording.
    missing : tuple of str
        What is said where a field has nothing in it.
    """

    lines: tuple[Line, ...]
    heads: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
