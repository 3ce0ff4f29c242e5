"""Views: no question takes the name of a picture that is another one."""

from __future__ import annotations

import pytest
from own_content import EXERCISE_ID, write_questions

from kerne_widgets import load_model, messages, pictures, views
from kerne_widgets.content_folder import check_folder
from kerne_widgets.model import TASKS

QUESTION = """
prompt_id = "NAME"
kind = "cards"
text = { da = "Hvad siger vi?", en = "What do we say?" }
"""


@pytest.mark.parametrize("name", [*views.NAMES, TASKS])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_question_that_takes_another_pictures_name_is_told_with_its_line_and_another_name(tmp_path, name, lang):
    (mistake,) = check_folder(write_questions(tmp_path, QUESTION.replace("NAME", name)))
    line = {"da": "egen.toml, linje 8:", "en": "egen.toml, line 8:"}[lang]
    assert line in mistake.text(lang)
    assert name in mistake.text(lang)
    assert f"our_{name}" in mistake.text(lang)
    cured = write_questions(tmp_path, QUESTION.replace("NAME", f"our_{name}"))
    assert check_folder(cured) == []
    assert pictures.views(load_model(cured).exercise(EXERCISE_ID)) == [f"our_{name}"]


def test_every_picture_that_is_no_questions_has_its_name_in_the_list_and_on_a_button():
    model = load_model()
    asked = {prompt.prompt_id for prompt in model.prompts_with_votes}
    seen = {
        views.parts(view)[0]
        for exercise in model.exercises_with_votes
        for view in pictures.views(exercise, 3)
        if view not in asked
    }
    assert seen == set(views.NAMES)
    for name in views.NAMES:
        assert messages.text(f"room.view_{name}")
