"""What the README prints works exactly as it is printed: content of one's own, and the lines of Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from kerne_widgets import charts, create_workshop, forms, open_workshop
from kerne_widgets.content_folder import check_folder
from kerne_widgets.example import make_example
from kerne_widgets.messages import text
from kerne_widgets.pictures import plot_view, shown_view
from kerne_widgets.programmes import find_programme
from kerne_widgets.store import open_store

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
PYTHON = [block for language, block in BLOCKS if language == "python"]
FILES = dict(
    re.fullmatch(r"# (\S+)\n(.*)", block, re.DOTALL).groups()
    for language, block in BLOCKS
    if language in ("toml", "po")
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The README's content folder, in use."""
    for name, content in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv("KERNE_CONTENT", str(tmp_path / "content"))
    return tmp_path / "content"


def test_a_workshop_with_the_readmes_content_is_opened_answered_and_drawn(folder, fresh_store):
    assert set(FILES) == {
        *("dimensions/samarbejdet.toml", "programmes/formiddag.toml", "messages/da/room.po", "theme.toml"),
        "anonymity.toml",
    }
    assert check_folder(folder) == []
    made = create_workshop("Nord", store=fresh_store, content=folder)
    made.set_programme(find_programme(made.model, "formiddag"))
    workshop = open_workshop(made.code, store=fresh_store, content=folder)
    first, own = workshop.planned
    assert (first.exercise_id, own.exercise_id) == ("opening_story", "working_together")
    assert own.title("da") == "Tættere på hinanden"
    assert own.notes.say("en") == "Think of the last week."
    people = [workshop.join() for _ in range(5)]
    form = forms.for_dimension("samarbejdet", workshop=workshop, participant_id=people[0])
    form.value = {"how_close": 4}
    assert form.problems == []
    form.close()
    for person in people[1:]:
        workshop.submit(person, "how_close", 5)
    assert sorted(workshop.answers()["value_number"]) == [4, 5, 5, 5, 5]
    figure = plot_view(workshop, shown_view(workshop, own))
    assert "1 = Hver for sig, 5 = Tæt" in figure.description
    assert "4: 1.\n5: 4." in figure.description
    assert "Hver for sig" in charts.svg(figure)
    assert text("room.welcome_lead") == "Tag telefonen frem, og gå med ind."


@pytest.mark.usefixtures("folder")
def test_the_colour_of_the_readme_is_in_the_picture(fresh_store):
    workshop = create_workshop(store=fresh_store)
    assert workshop.people_min == 8
    for _ in range(workshop.people_min):
        workshop.submit(workshop.join(), "how_close", 5)
    assert "#7a3b8f" in charts.svg(workshop.plot_prompt("how_close"))


@pytest.fixture
def held(tmp_path, monkeypatch):
    """The workshop of the README, held, in the store that the environment names."""
    address = f"sqlite:///{tmp_path / 'kerne.sqlite'}"
    monkeypatch.setenv("KERNE_STORE", address)
    monkeypatch.delenv("KERNE_CONTENT", raising=False)
    code = re.search(r'open_workshop\("(\w+)"\)', README)[1]
    letters = iter(code)
    store = open_store(address)
    with monkeypatch.context() as patched:
        patched.setattr("kerne_widgets.workshop.secrets.choice", lambda _: next(letters))
        workshop = make_example(store)
    assert workshop.code == code
    yield workshop
    store.close()


def shown_by(block: str, names: dict[str, object]) -> dict[str, object]:
    """Run a block as a notebook would; what each line of its own shows."""
    shown = {}
    for statement in ast.parse(block).body:
        source = ast.unparse(statement)
        if isinstance(statement, ast.Expr):
            shown[source] = eval(source, names)
        else:
            exec(source, names)
    return shown


@pytest.mark.usefixtures("held")
def test_the_readmes_lines_of_python_run_as_they_are_printed():
    frames, measures, form = PYTHON
    names: dict[str, object] = {}
    shown = shown_by(frames, names)
    assert list(shown) == [
        *("ws.answers()", "ws.priorities()", "ws.cards()", "ws.table('words_to_deeds')", "ws.agenda()"),
        *("ws.actions()", "ws.plot_priorities()"),
    ]
    for line, value in shown.items():
        if isinstance(value, Figure):
            assert "plot" in line
            assert charts.svg(value)
        else:
            assert isinstance(value, pd.DataFrame)
            assert len(value), line
    # the remarks name more of them
    for line in re.findall(r"ws\.\w+\(\)", "".join(re.findall("#.*", frames))):
        assert isinstance(shown_by(line, names)[line], pd.DataFrame), line
    (agreement,) = shown_by(measures, names).values()
    assert -1 <= agreement <= 1
    shown = shown_by(form, names)
    assert shown["form"]
    assert list(shown["form.frame"].columns) == list(shown_by("ws.answers()", names)["ws.answers()"].columns)
    names["form"].close()
