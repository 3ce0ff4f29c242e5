"""All prompts of a dimension in one form, for a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import require_lang
from ..messages import DEFAULT_LANG
from ..way import repeats_question
from .alone import Alone
from .dressing import Dressing
from .elements import box, close, escaped, layout, markup, shown
from .header import Header
from .mailbox import Mailbox
from .prompt_form import PromptForm, for_prompt
from .saving import Saving

if TYPE_CHECKING:
    from pandas import DataFrame

    from ..model import Dimension
    from ..workshop import Workshop


class DimensionForm:
    """The prompts of a dimension below each other. It displays itself; answers are saved as they are given.

    Parameters
    ----------
    dimension
        What is asked.
    saving
        Where answers go.

    Attributes
    ----------
    forms
        The form of each prompt, by prompt id.
    widget
        What to show.
    """

    def __init__(self, dimension: Dimension, saving: Saving) -> None:
        self.saving = saving
        self.dimension = dimension
        lang = saving.lang
        self._header = Header(saving)
        self._mailbox = Mailbox(saving)
        self.forms: dict[str, PromptForm] = {p.prompt_id: for_prompt(p, saving) for p in self.dimension.prompts}
        title, intro = self.dimension.title(lang), self.dimension.intro(lang)
        parts = [
            Dressing(layout=layout()),
            self._header.widget,
            markup(f'<h1 class="kerne-thanks">{escaped(title)}</h1><p class="kerne-intro">{escaped(intro)}</p>'),
        ]
        for exercise in self.dimension.exercises:
            about = exercise.intro(lang)
            said = f'<p class="kerne-intro">{escaped(about)}</p>' if about else ""
            unseen = " kerne-unseen" if repeats_question(exercise, lang) else ""
            parts.append(markup(f'<p class="kerne-title{unseen}">{escaped(exercise.title(lang))}</p>{said}'))
            parts += [self.forms[prompt.prompt_id].widget for prompt in exercise.prompts]
        self.widget = box([*parts, self._mailbox.widget], "kerne-page", "kerne-sheet")
        self._show()
        saving.listen(self._on_change)

    def __repr__(self) -> str:
        return f"DimensionForm({self.dimension.dimension_id!r}, {len(self.value)}/{len(self.forms)})"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return shown(self.widget)

    @property
    def value(self) -> dict[str, Any]:
        """Answers by prompt id; a prompt without an answer is left out. Set it to answer several at once.

        short_text, long_text and choice: str. scale: int. cards: list of str. sort: ``{item_id: key}``.
        placement: ``{task_id: {"centrality": 0-4, "hours_week": hours or None}}``.
        """
        values = {prompt_id: form.value for prompt_id, form in self.forms.items()}
        return {prompt_id: value for prompt_id, value in values.items() if value is not None}

    @value.setter
    def value(self, value: dict[str, Any]) -> None:
        for prompt_id in value:
            self.saving.workshop.model.prompt(prompt_id)
        for prompt_id, form in self.forms.items():
            if form.problems or form.value != value.get(prompt_id):
                form.value = value.get(prompt_id)

    @property
    def problems(self) -> list[str]:
        """What is wrong with the answers, in sentences; empty when all is well."""
        return [problem for form in self.forms.values() for problem in form.problems]

    @property
    def frame(self) -> DataFrame:
        """The answers as a frame; columns in ``frames.COLUMNS["answers"]``.

        A form alone has everything that was answered in it. In a workshop, answers to whole-room prompts are left out:
        there they belong to the room, and stand in ``Workshop.answers()`` without a sender, once enough have answered.
        """
        return self.saving.frame(self.forms)

    def follow_room(self) -> None:
        """Take in what the room has changed: tasks and cards to answer about, open or closed."""
        for form in self.forms.values():
            form.follow_room()
        self._show()

    def close(self) -> None:
        """Close every widget."""
        self.saving.forget(self._on_change)
        self.saving.close()
        for form in self.forms.values():
            form.close()
        close(self.widget)

    def _on_change(self, prompt_id: str) -> None:
        prompts = self.dimension.prompts
        feeding = {prompt.items_from for prompt in prompts} | {p.prompt_id for p in prompts if p.gathers}
        if prompt_id in feeding:
            for form in self.forms.values():
                form.follow_room()
        self._show()

    def _show(self) -> None:
        answered = len(self.value)
        marks = {field: mark for form in self.forms.values() for field, mark in form.marks().items() if mark}
        title = self.dimension.title(self.saving.lang)
        self._header.show(title, (answered, len(self.forms)), marks, self._mailbox.done, [])


def for_dimension(
    dimension_id: str, workshop: Workshop | None = None, participant_id: str | None = None, lang: str = DEFAULT_LANG
) -> DimensionForm:
    """A form with all prompts of a dimension; needs neither server nor file.

    Parameters
    ----------
    dimension_id
        Which dimension, such as ``"maalgruppen"``.
    workshop
        Where the answers go, in the round that goes on; once another has begun, make the form again. Default: a
        workshop in memory, whose proposed tasks are taken in at once.
    participant_id
        Who answers; default someone new.
    lang
        ``"da"`` or ``"en"``.

    Raises
    ------
    ContentError
        There is no such dimension; the message names those there are.
    KerneError
        There is no such language.

    Examples
    --------
    >>> form = for_dimension("maalgruppen", lang="en")
    >>> form.value = {"partner_scale": 4}
    >>> form.value, form.problems
    ({'partner_scale': 4}, [])
    >>> form.frame["value_number"].tolist()
    [4.0]
    """
    require_lang(lang)
    if workshop:
        dimension = workshop.model.dimension(dimension_id)
        return DimensionForm(dimension, Saving(workshop, participant_id or workshop.join(), lang))
    alone = Alone(lang, participant_id)
    return DimensionForm(alone.workshop.model.dimension(dimension_id), alone)
