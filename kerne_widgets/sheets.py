"""Sheets: the rows of a CSV or Excel file as text, numbered as a spreadsheet shows them.

A spreadsheet takes a text in a CSV file that begins as a formula does for one. Such a text is written with an
apostrophe before it, which is taken away when it is read.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import KerneError

ENDINGS = (".csv", ".xlsx")
SHEET = "answers"  # the sheet of a workbook that is read; another workbook's first sheet
ROW_ONE = 2  # row 1 holds the column names
# with the apostrophes that stand before it already, so that each text comes back as it was
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """A text as it stands in a CSV file, where no spreadsheet takes it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def apostrophe_kept(text: str) -> str:
    """A text as it stands in a workbook, whose texts are no formulas: only an apostrophe of its own needs another."""
    return guarded(text) if text.startswith("'") else text


def unguarded(cell: str) -> str:
    """The text that a cell stands for, in either."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def read_rows(file: Path, needed: tuple[str, ...], known: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Numbered rows that hold anything, each with every known column as text.

    Parameters
    ----------
    file
        ``.csv`` in UTF-8, with commas, semicolons or tabs; or ``.xlsx``.
    needed
        Columns that must be there.
    known
        Columns that are read; ``""`` where the file has no such column.

    Raises
    ------
    KerneError
        The file cannot be read as such a file, or lacks a column.
    """
    lines = _excel(file) if file.suffix.lower() == ".xlsx" else _csv(file)
    names = [name.strip() for name in next(lines, [])]
    missing = [column for column in needed if column not in names]
    if missing:
        raise KerneError("cli.columns_missing", file=file, missing=", ".join(missing), allowed=", ".join(known))
    for number, cells in enumerate(lines, ROW_ONE):
        if any(cell.strip() for cell in cells):
            row = dict(zip(names, map(unguarded, cells), strict=False))
            yield number, {column: row.get(column, "") for column in known}


def _csv(file: Path) -> Iterator[list[str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KerneError("cli.not_utf8", file=file) from error
    except OSError as error:
        raise KerneError("cli.cannot_read", file=file, reason=error.strerror or error) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    # one answer may be longer than the csv module expects of a field, but never by this much
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise KerneError("cli.broken_csv", file=file, line=reader.line_num, reason=error) from error


def _excel(file: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        content = io.BytesIO(file.read_bytes())
    except OSError as error:
        raise KerneError("cli.cannot_read", file=file, reason=error.strerror or error) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a workbook holds besides its cells is not read
            book = load_workbook(content, read_only=True, data_only=True)
            sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
            # what a program has written of a sheet's size may be wrong
            sheet.reset_dimensions()
            rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            book.close()
    except Exception as error:  # a workbook is many files in one, and each can be broken in ways of its own
        raise KerneError("cli.not_excel", file=file) from error
    yield from rows


def _cell(value: Any) -> str:
    """A cell as the CSV file would have it."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
