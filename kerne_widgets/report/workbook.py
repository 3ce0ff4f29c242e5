"""The workbook: a sheet for each frame, and the data dictionary. The sheet of answers can be read back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .. import theme
from ..dictionary import COLUMNS
from ..sheets import apostrophe_kept
from ..workshop import Workshop

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from pandas import DataFrame

DICTIONARY = "data_dictionary"
# frames that hold the core task's alone unless they are asked for all
OF_ALL: dict[str, dict[str, Any]] = {"versions": {"wording_id": None}, "wordings": {"wording_id": None}}
WIDTHS = (10, 60)  # least and most width of a column, in letters


def workbook(workshop: Workshop) -> bytes:
    """Every frame of a workshop as Excel."""
    book = Workbook()
    book.remove(book.active)
    for name in COLUMNS:
        frame = getattr(workshop, name)(**OF_ALL.get(name, {}))
        _fill(book.create_sheet(name), list(frame.columns), [_row(frame, row) for row in frame.to_dict("records")])
    told = [
        [frame, column, dtype, unit, meaning]
        for frame, columns in COLUMNS.items()
        for column, (dtype, unit, meaning) in columns.items()
    ]
    _fill(book.create_sheet(DICTIONARY), ["sheet", "column", "type", "unit", "meaning"], told)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _row(frame: DataFrame, row: dict[Any, Any]) -> list[Any]:
    return [_value(str(frame[name].dtype), value) for name, value in row.items()]


def _value(dtype: str, value: Any) -> Any:
    """A value that Excel holds without loss: an instant as text, because Excel knows neither zones nor microseconds."""
    if value is None or value != value:  # noqa: PLR0124 -- NaN and a missing day are not themselves
        return None
    if not isinstance(value, str) and type(value).__name__ == "NAType":
        return None
    if dtype.endswith("UTC]"):
        return value.isoformat()
    if dtype.startswith("datetime"):
        return value.to_pydatetime()
    if dtype == "boolean":
        return bool(value)
    if dtype == "Int64":
        return int(value)
    return float(value) if dtype == "Float64" else value


def _fill(sheet: Worksheet, names: list[str], rows: list[list[Any]]) -> None:
    head = PatternFill("solid", start_color=theme.load().colours["core-soft"].removeprefix("#"))
    for at, name in enumerate(names, 1):
        cell = sheet.cell(1, at, name)
        cell.font, cell.fill = Font(bold=True), head
    for number, row in enumerate(rows, 2):
        for at, value in enumerate(row, 1):
            words = isinstance(value, str)
            cell = sheet.cell(number, at)
            cell.value = apostrophe_kept(ILLEGAL_CHARACTERS_RE.sub(" ", value)) if words else value
            if words:
                # a text that begins with = is a text, not a formula
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=len(value) > WIDTHS[1], vertical="top")
    for at, name in enumerate(names, 1):
        longest = max([len(name) + 4, *(len(str(row[at - 1])) for row in rows[:200] if row[at - 1] is not None)])
        sheet.column_dimensions[get_column_letter(at)].width = min(max(longest, WIDTHS[0]), WIDTHS[1])
    sheet.freeze_panes = "A2"
    if rows:
        sheet.auto_filter.ref = sheet.dimensions
