"""Exercises on paper: an A4 sheet each, to be answered with a pen and typed in afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from ..charts.lettering import fit
from ..items import Item
from ..messages import text
from ..model import Exercise, Model, Prompt
from ..way import about, repeats_question
from ..workshop import Workshop
from .a4 import A4, MARGIN, PAGE, POINT, WIDTH, height_of
from .answer_room import room_for, ruled
from .parts import Part, in_pages, set_out

TOP = 15.0
FOOT = 13.0
TITLE = 20.0
QUESTION = 13.5
HELP = 10.0
NOTES_FROM = 30.0
BETWEEN = 5.0  # above a question


def exercise_paper(model: Model, exercises: Iterable[Exercise], lang: str, workshop: Workshop | None = None) -> bytes:
    """Sheets as PDF.

    Parameters
    ----------
    model
        The content that the exercises are part of.
    exercises
        In order; each begins a page.
    lang
        Language of what is printed.
    workshop
        Whose name and code stand at the foot, and whose tasks and cards are answered about; without one there are lines
        to write them on.
    """
    about_all = text("report.sheet_title", lang)
    name = " · ".join(part for part in (workshop.name, workshop.code) if part) if workshop else about_all
    page = _Sheet(name, lang)
    for exercise in exercises:
        _lay_out(page, model, exercise, lang, workshop)
    return bytes(page.output())


def _items_of(prompt: Prompt, lang: str, workshop: Workshop | None) -> list[Item]:
    """What a prompt is answered about; empty where nobody knows yet."""
    if prompt.items or not workshop:
        return [Item(option.key, option.text(lang)) for option in prompt.items]
    return workshop.items(prompt) if prompt.has_items else []


class _Sheet(A4):
    """Pages with the workshop at the foot."""

    def __init__(self, title: str, lang: str) -> None:
        super().__init__(title, lang)
        self._named = title
        self.set_auto_page_break(auto=False)
        self.c_margin = 0  # letters begin where lines do

    def foot(self, right: str) -> None:
        """Write at the foot of the page."""
        self.pen("line", 0.2)
        self.line(MARGIN, PAGE[1] - FOOT, MARGIN + WIDTH, PAGE[1] - FOOT)
        self.words(MARGIN, PAGE[1] - FOOT + 1.5, self._named, 8, room=WIDTH * 0.6, colour="mute", max_lines=1)
        self.words(
            MARGIN + WIDTH * 0.6,
            PAGE[1] - FOOT + 1.5,
            right,
            8,
            room=WIDTH * 0.4,
            colour="mute",
            align="R",
            max_lines=1,
        )


def _lay_out(page: _Sheet, model: Model, exercise: Exercise, lang: str, workshop: Workshop | None) -> None:
    parts = [_head(model, exercise, lang)]
    for prompt in exercise.prompts:
        items = _items_of(prompt, lang, workshop)
        parts += [_question(prompt, lang, is_waiting=prompt.has_items and not items), *room_for(prompt, items, lang)]
    room = PAGE[1] - TOP - FOOT - 3
    pages = in_pages([*parts, _notes(lang)], room)
    for nth, on_page in enumerate(pages, 1):
        page.add_page()
        set_out(page, on_page, TOP, room)
        title = exercise.title(lang)
        page.foot(title if len(pages) == 1 else f"{fit(title, 46, 8 * POINT)} · {nth}/{len(pages)}")


def _head(model: Model, exercise: Exercise, lang: str) -> Part:
    """Which exercise this is, and who has answered, as far as that may be known."""
    title, said = exercise.title(lang), about(model, exercise, lang)
    dimension = model.dimension(exercise.dimension_id).title(lang)
    is_anonymous = any(prompt.whole_room for prompt in exercise.prompts)
    if repeats_question(exercise, lang):
        title = ""
    high = 7 + (height_of(title, WIDTH, TITLE, bold=True) if title else 0)
    high += (height_of(said, WIDTH, HELP) + 2) if said else 0

    def draw(page: A4, y: float, _height: float) -> None:
        page.words(MARGIN, y, dimension, 10, room=60, bold=True, colour="core")
        if not is_anonymous:
            _who(page, y, lang)
        y += 7
        if title:
            y += page.words(MARGIN, y, title, TITLE, bold=True)
        if said:
            page.words(MARGIN, y + 1, said, HELP, colour="mute")

    return Part(high + 2, draw)


def _who(page: A4, y: float, lang: str) -> None:
    """Lines for what the control room asks about someone without a phone."""
    x = MARGIN + WIDTH
    page.pen("control-line", 0.25)
    for key, line in (("sheet_number", 14.0), ("sheet_role", 44.0)):
        label = text(f"report.{key}", lang)
        across = page.wide(label, 8.5, bold=False) + 3
        x -= line + across
        page.words(x, y + 0.4, label, 8.5, room=across + 2, colour="mute")
        page.line(x + across, y + 4.6, x + across + line, y + 4.6)
        x -= 4


def _question(prompt: Prompt, lang: str, *, is_waiting: bool) -> Part:
    asked, help_ = prompt.text(lang), prompt.help(lang)
    notes = [help_] if help_ else []
    if is_waiting and not prompt.is_about_tasks:
        notes.append(text("report.sheet_items_later", lang))
    elif is_waiting:
        notes.append(text("report.sheet_tasks_later", lang))
    if prompt.whole_room:
        notes.append(text("report.sheet_anonymous", lang))
    high = BETWEEN + height_of(asked, WIDTH, QUESTION, bold=True)
    high += sum(height_of(note, WIDTH, HELP) + 0.6 for note in notes) + 3

    def draw(page: A4, y: float, height: float) -> None:
        y += height - high + BETWEEN
        y += page.words(MARGIN, y, asked, QUESTION, bold=True)
        for note in notes:
            y += page.words(MARGIN, y + 0.6, note, HELP, colour="mute") + 0.6

    return Part(high, draw, stretch=0.1, most=high + 3, leads=True)


def _notes(lang: str) -> Part:
    """Lines for whatever else is said, on what nothing else needs of a page."""

    def draw(page: A4, y: float, height: float) -> None:
        if height < NOTES_FROM:
            return
        page.words(MARGIN, y + 9, text("report.sheet_notes", lang), HELP, colour="mute")
        ruled(page, y + 14, height - 14)

    return Part(0, draw, stretch=1e-6)
