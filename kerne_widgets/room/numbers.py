"""Who has answered, in numbers only: never who, and never what."""

from __future__ import annotations

import html

from .. import messages
from ..model import Exercise
from ..workshop import Workshop


def here(workshop: Workshop) -> int:
    """How many people are in this round: they have a page open, or have answered in it."""
    return workshop.count_people(_present(workshop))


def _present(workshop: Workshop) -> set[str]:
    return workshop.attending() | {answer.participant_id for answer in workshop.standing_answers()}


def answered(workshop: Workshop, exercise: Exercise) -> tuple[int, int]:
    """How many people have answered something of an exercise, and how many are in this round."""
    prompts = {prompt.prompt_id for prompt in exercise.prompts}
    done = {answer.participant_id for answer in workshop.standing_answers() if answer.prompt_id in prompts}
    return workshop.count_people(done), here(workshop)


def numbers(workshop: Workshop, exercise: Exercise) -> str:
    """The numbers of an exercise as a list in HTML: the whole, each question, and those without a phone."""
    lang = workshop.lang

    def text(key: str, n: int | None = None, **values: object) -> str:
        return messages.text(f"room.{key}", lang, n, **values)

    done, people = answered(workshop, exercise)
    given = workshop.standing_answers()
    rows = [("kr-first", text("have_answered"), text("of", done=done, all=people))]
    if len(exercise.prompts) > 1:
        for number, prompt in enumerate(exercise.prompts, 1):
            those = {answer.participant_id for answer in given if answer.prompt_id == prompt.prompt_id}
            rows.append(("kr-part", text("view_question", number=number), str(workshop.count_people(those))))
    ids = {prompt.prompt_id for prompt in exercise.prompts}
    n_given = sum(answer.prompt_id in ids for answer in given)
    rows.append(("", text("answers_given"), messages.number(n_given, lang)))
    ids_here = _present(workshop)
    those_here = [person for person in workshop.participant_list() if person.participant_id in ids_here]
    without = sum(person.on_behalf for person in those_here)
    if without:
        rows.append(("", text("without_phone"), str(without)))
    shared = sum(person.n_people > 1 for person in those_here)
    if shared:
        rows.append(("", text("shared_phones"), str(shared)))
    listed = "".join(
        f'<div class="{css}"><dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd></div>'
        for css, name, value in rows
    )
    return f'<dl class="kr-numbers">{listed}</dl>'
