"""What a workshop leaves behind: a report to read, slides to show, a workbook to work on, and all answers as CSV."""

from .writing import CONTENT_TYPES, EXPORTS, SHEETS, content_of, exercise_sheets, save, write

__all__ = ["CONTENT_TYPES", "EXPORTS", "SHEETS", "content_of", "exercise_sheets", "save", "write"]
