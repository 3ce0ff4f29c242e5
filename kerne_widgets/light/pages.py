"""Pages of the light form, drawn: one exercise with its fields, the thank-you at the end, or one to wait on."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .. import kinds, logo, messages, theme
from ..answers import Answer
from ..items import Item
from ..kinds.table import FIELD_MAX, line, read
from ..kinds.written import TEXT_MAX
from ..messages import clock, number
from ..model import Exercise, Prompt
from ..way import (
    THANKS,
    WAITING,
    Way,
    about,
    is_answered,
    person_address,
    picture_address,
    repeats_question,
    room_word,
    step_in,
)
from ..wording import Hint, hints
from .composed import Choice
from .fields import TASKS_PER_PAGE, Field, checksum, choices_of, fields_of, is_parted
from .posting import ALONG, BACK, ON, Outcome, Posted, mark_of, name_of_all
from .standing import Standing

BASE = "/let"
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Question:
    """A prompt as the templates take it.

    ``fields`` are those of this part only, ``part`` is its place and how many parts there are, ``numbers`` are those of
    the tasks, ``hint`` is something to consider about the words that are saved.
    """

    prompt: Prompt
    fields: list[Field]
    given: Mapping[str, Any]
    choices: list[Choice]
    part: tuple[int, int]
    numbers: Mapping[str, int]
    can_undo: bool
    hint: Hint | None


@dataclass
class Page:
    """Whose page it is, and all that a page may be asked to show.

    Parameters
    ----------
    standing
        The workshop, looked at.
    participant_id, lang
        Whose page, in which language.
    outcome
        What became of the form that was just sent.
    notice
        Key of a sentence above the questions, ``""`` for none.
    focus
        Prompt whose field is written in next.
    part
        Which part of a long list of tasks, from 1.
    """

    standing: Standing
    participant_id: str
    lang: str
    outcome: Outcome = field(default_factory=Outcome)
    notice: str = ""
    focus: str = ""
    part: int = 1

    def __post_init__(self) -> None:
        self.room = self.standing.room

    @cached_property
    def _answers(self) -> list[Answer]:
        # whoever asks for news every few seconds is mostly told without them
        return self.standing.answers(self.participant_id)

    @cached_property
    def _given(self) -> dict[str, dict[str, Any]]:
        given: dict[str, dict[str, Any]] = {}
        for answer in self._answers:
            given.setdefault(answer.prompt_id, {})[answer.item_id] = answer.value
        return given

    @property
    def saved_at(self) -> dt.datetime | None:
        """When the newest of the participant's answers was committed."""
        return max((answer.at for answer in self._answers), default=None)

    @property
    def step_id(self) -> str:
        """Where the room is led, as :func:`way.step_in` has it."""
        return step_in(self.room, self.standing.model)

    @property
    def here(self) -> str:
        """How many are here, in words."""
        return messages.text("page.people_here", self.lang, self.standing.n_here())

    def moved(self, screen_id: str) -> str:
        """Where the others are by now, in words; ``""`` when they are at a screen, or each somewhere else."""
        if self.step_id in ("", screen_id):
            return ""
        if self.step_id == WAITING:
            return messages.text("page.room_waits", self.lang)
        title = self.standing.model.exercise(self.step_id).title(self.lang)
        return messages.text("page.room_moved", self.lang, title=title)

    @property
    def own(self) -> str:
        """What the page's script tells one person's unsaved words from another's by, where they share a phone."""
        return checksum([self.participant_id])

    def given(self, prompt_id: str) -> Mapping[str, Any]:
        """The participant's answers to a prompt, by item."""
        return self._given.get(prompt_id, {})

    def items(self, prompt: Prompt) -> list[Item]:
        """What a prompt is answered about."""
        # which tasks there are follows from nobody's answers
        given = {} if prompt.is_about_tasks else self.given(prompt.prompt_id)
        return self.standing.items(prompt, self.participant_id, given)

    def n_items(self, prompt: Prompt) -> int:
        """How many items a prompt is answered about."""
        return len(self.items(prompt))

    def way(self, here_id: str = "") -> Way:
        """The participant's way, as the room stands."""
        model = self.standing.model
        return Way(model, self.room.programme_in(model), self.step_id, here_id)

    def first(self) -> str:
        """Where one begins, or goes on; at the end, the thanks."""
        if self.room.closed:
            return THANKS
        return self.way().first(self.given, self.n_items)

    def is_at(self, screen_id: str) -> bool:
        """Whether the participant may be at a screen, as the room stands."""
        if screen_id == WAITING:
            return self.step_id == WAITING
        return not (self.way(screen_id).is_ahead(screen_id) or self.is_of_another_round(screen_id))

    def is_of_another_round(self, screen_id: str) -> bool:
        """Whether a screen was left behind by a follow-up and its other programme."""
        room, way = self.room, self.way()
        if room.round_number == 1 or way.step_id or screen_id in way:
            return False
        return not any(self.given(prompt.prompt_id) for prompt in self.standing.model.exercise(screen_id).prompts)

    def n_parts(self, exercise: Exercise) -> int:
        """How many parts its list of tasks has."""
        n_tasks = sum(self.n_items(prompt) for prompt in exercise.prompts if is_parted(prompt))
        return max(1, -(-n_tasks // TASKS_PER_PAGE))


def address(screen_id: str, part: int = 1, focus: str = "", at: str = "") -> str:
    """Where a screen is found; ``focus`` is the prompt that is written in next, ``at`` the one to be scrolled to."""
    asked = "&".join([f"side={part}"] * (part > 1) + [f"ved={focus}"] * bool(focus))
    place = focus or at
    return f"{BASE}/{screen_id}" + (f"?{asked}" if asked else "") + (f"#q-{place}" if place else "")


def about_address(screen_id: str, part: int = 1) -> str:
    """Where one puts right what one has said of oneself, to come back to a screen."""
    return person_address(address(screen_id, part))


def address_after(page: Page, exercise: Exercise, posted: Posted, outcome: Outcome) -> str:
    """Where one goes when a form has been taken: where its button said, unless the room has moved meanwhile."""
    here, wanted = exercise.exercise_id, posted.wanted
    if page.room.closed:
        return address(THANKS)
    way = page.way(here)
    if wanted == ALONG or (wanted == ON and way.step_id not in ("", here, posted.step_id)):
        return address(page.first())
    if wanted == ON and posted.part < page.n_parts(exercise):
        return address(here, posted.part + 1)
    if wanted == BACK and posted.part > 1:
        return address(here, posted.part - 1)
    if wanted in (ON, BACK) and (there := way.neighbour(here, 1 if wanted == ON else -1)):
        return address(there)
    if way.step_id not in ("", here):
        return address(here, posted.part)  # from the top, where it is said that the others have gone on
    at = posted.about[0] if posted.about and posted.about[0] in {p.prompt_id for p in exercise.prompts} else ""
    return address(here, posted.part, focus=outcome.added, at=at)


def draw(page: Page, screen_id: str, xsrf: str) -> str:
    """The HTML of a screen: an exercise, ``"thanks"`` or ``"waiting"``."""
    if screen_id == WAITING:
        return _draw_waiting(page)
    return _draw_thanks(page) if screen_id == THANKS else _draw_exercise(page, screen_id, xsrf)


def room_mark(page: Page, screen_id: str) -> str:
    """A short checksum of what the room means for a screen; when it changes, the page has news."""
    room = page.room
    parts = [str(room.closed), str(screen_id in room.closed_exercises), str(screen_id in room.revealed)]
    parts.append(str(room.round_number))
    prompts = () if screen_id in (THANKS, WAITING) else page.standing.model.exercise(screen_id).prompts
    for prompt in prompts:
        if prompt.items_from:
            # another order is no news
            parts += sorted(item.item_id + item.text for item in page.items(prompt))
    return checksum(parts)


def _draw_exercise(page: Page, screen_id: str, xsrf: str) -> str:
    standing, lang, room = page.standing, page.lang, page.room
    exercise = standing.model.exercise(screen_id)
    dimension = standing.model.dimension(exercise.dimension_id)
    is_open = not room.closed and screen_id not in room.closed_exercises
    handout = room.handout(screen_id)
    way = page.way(screen_id)
    n_parts = page.n_parts(exercise)
    part = min(max(page.part, 1), n_parts)
    marks: dict[str, str] = {}
    questions = [_question(page, prompt, (part, n_parts), marks) for prompt in exercise.prompts]
    on_id = screen_id if part < n_parts else way.neighbour(screen_id, 1)
    back_id = screen_id if part > 1 else way.neighbour(screen_id, -1)
    return _render(
        "exercise",
        page,
        screen_id,
        way.place(screen_id),
        exercise=exercise,
        dimension=dimension,
        about="" if part > 1 else about(standing.model, exercise, lang),
        is_title_unseen=repeats_question(exercise, lang) or part > 1,
        questions=questions,
        outcome=page.outcome,
        focus=page.focus,
        is_open=is_open,
        word=room_word(is_open=is_open, revealed=screen_id in room.revealed, is_step=screen_id == page.step_id),
        handout=handout,
        picture=picture_address(screen_id, handout.version) if handout else "",
        moved=page.moved(screen_id),
        back="" if back_id is None else address(back_id, part - 1),
        on="" if on_id is None else address(on_id, part + 1 if on_id == screen_id else 1),
        is_last=on_id == THANKS,
        part=part,
        round_number=room.round_number,
        page_id=uuid.uuid4().hex,
        drawn=" ".join(f"{name}:{mark}" for name, mark in marks.items()),
        xsrf=xsrf,
    )


def _render(template: str, page: Page, screen_id: str, progress: tuple[int, int], **own: Any) -> str:
    """A page from its template, with what all pages tell."""
    return (
        environment(page.lang)
        .get_template(f"{template}.html.j2")
        .render(
            saved=clock(page.saved_at) if page.saved_at else "",
            progress=progress,
            is_example=page.room.example,
            notice=page.notice,
            step_id=page.step_id,
            room_mark=room_mark(page, screen_id),
            own=page.own,
            **own,
        )
    )


def _question(page: Page, prompt: Prompt, part: tuple[int, int], marks: dict[str, str]) -> Question:
    given, outcome = page.given(prompt.prompt_id), page.outcome
    items = page.items(prompt)
    fields = fields_of(prompt, given, items, page.participant_id, page.lang)
    numbers: dict[str, int] = {}
    if is_parted(prompt):
        numbers = {f.item_id: page.room.tasks[f.item_id].number for f in fields}
        fields = fields[(part[0] - 1) * TASKS_PER_PAGE : part[0] * TASKS_PER_PAGE]
    marks |= {f.name: f.mark for f in fields if not kinds.makes_items(prompt)}
    marks[name_of_all(prompt.prompt_id)] = mark_of(given)
    can_undo = bool(given) or any(f.name in outcome.problems for f in fields)
    if outcome.typed:
        fields = [_as_typed(f, outcome.typed) for f in fields]
    hint = _hint(page, prompt, given)
    return Question(prompt, fields, given, choices_of(prompt, page.lang), part, numbers, can_undo, hint)


def _hint(page: Page, prompt: Prompt, given: Mapping[str, Any]) -> Hint | None:
    """Something to consider about what is saved, the newest first."""
    rules = page.standing.model.rules_for(prompt)
    written = reversed(list(given.values())) if rules else ()
    return next((hint for text in written for hint in hints(text, rules, page.lang)), None)


def _as_typed(f: Field, typed: Mapping[str, str]) -> Field:
    holds = tuple(typed.get(name, held) for name, held in zip(f.names, f.holds, strict=True))
    return replace(f, holds=holds)


def _draw_thanks(page: Page) -> str:
    ways = [(exercise, is_answered(exercise, page.given, page.n_items)) for exercise in page.way().exercises]
    parts: dict[str, list[tuple[Exercise, bool]]] = {}
    for exercise, done in ways:
        parts.setdefault(exercise.dimension_id, []).append((exercise, done))
    return _render(
        "thanks",
        page,
        THANKS,
        (1, 1),
        parts=[(page.standing.model.dimension(dimension_id), ways) for dimension_id, ways in parts.items()],
        last=ways[-1][0].exercise_id,
        is_closed=page.room.closed,
        logo=logo.address(),
    )


def _draw_waiting(page: Page) -> str:
    progress = (0, len(page.way().exercises))
    return _render("waiting", page, WAITING, progress, name=page.room.name, here=page.here, logo=logo.address())


@cache
def environment(lang: str) -> Environment:
    """The templates, compiled once per process and language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        lang=lang,
        t=_sentences(lang),
        number=lambda value: number(value, lang),
        text_max=TEXT_MAX,
        field_max=FIELD_MAX,
        entry_line=line,
        entry_fields=lambda entry, prompt: read(entry, prompt, lang),
        address=address,
        about_address=about_address,
        beginning=Markup(beginning(lang)),  # noqa: S704  # our own files
    )
    return made


@cache
def beginning(lang: str) -> str:
    """What every page of a language starts with: its style and its script."""
    style = theme.css() + (TEMPLATES / "light.css").read_text(encoding="utf-8")
    paper = theme.load().colours["paper"]
    page = (TEMPLATES / "beginning.html").read_text(encoding="utf-8")
    return page.format(lang=lang, paper=paper, style=style, script=script())


@cache
def script() -> str:
    """What the page does where there is JavaScript: counts letters, and asks whether the room has moved."""
    return (TEMPLATES / "light.js").read_text(encoding="utf-8")


def _sentences(lang: str) -> Any:
    # a page says forty sentences, and they are always the same
    known: dict[str, str] = {}

    def sentence(key: str, **values: Any) -> str:
        if values:
            return messages.text(key, lang, **values)
        if key not in known:
            known[key] = messages.text(key, lang)
        return known[key]

    return sentence
