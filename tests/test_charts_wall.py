"""Charts as the big screen shows them: in letters that are read from ten metres, and nothing cut off or covered."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from test_charts import COMPOUNDS, pages, priorities, require_apart, require_inside, require_wall_type, texts, words
from test_charts_items import compared, matrix, named, ranking, shares, votes
from test_charts_results import actions, agenda, change, scenario, versions, whole
from test_charts_steps import ITEMS, PLAN, circles, field, gap, graph, lenses, people, roles, subgroups

from kerne_widgets import charts, load_model
from kerne_widgets.charts import style
from kerne_widgets.charts.canvas import Canvas
from kerne_widgets.room.wall import PICTURE_SIZE

NAMES = [*COMPOUNDS, "Medicinhåndteringsdokumentation", "Borgerinddragelsesprocessen", "Møder"]


def cards(n):
    return charts.plot_cards(pd.DataFrame({"text": named(n), "n": 1}))


def table(n, n_columns=2):
    heads = [charts.Head(f"Felt {at}", "Ingen handling endnu") for at in range(n_columns)]
    said = ["Telefonen bliver i lommen, til vi har sagt goddag", "", "Speciallægekonsulentordningen bliver spurgt"]
    fields = [[name, *(said[(row + at) % 3] for at in range(n_columns - 1))] for row, name in enumerate(named(n))]
    return charts.plot_table(pd.DataFrame({"fields": fields, "n": [1 + row % 2 for row in range(n)]}), heads)


def bare(n):
    """Decisions of which nothing more is said."""
    return actions(n).assign(owner="", first_step="", due=pd.NaT, due_text="", sign_of_success="")


def sort(n):
    return charts.plot_sort(pd.DataFrame({"item": named(n), "n_first": 4, "n_second": 3}), "Udfordring", "Vilkår")


def result(made):
    plot, data = made
    return plot(*data)


# with the smallest letters each may have: marks on the rings and the boxes of a ladder hold what they can
DRAWN = {
    **{f"cards-{n}": (lambda n=n: cards(n), 24) for n in (1, 12, 40)},
    **{f"table-{n}-{k}": (lambda n=n, k=k: table(n, k), 24) for n in (1, 3, 12, 40) for k in (2, 3, 4)},
    **{f"sort-{n}": (lambda n=n: sort(n), 24) for n in (1, 12, 40)},
    **{f"ranking-{n}": (lambda n=n: ranking(named(n)), 24) for n in (1, 12, 40)},
    **{f"shares-{n}": (lambda n=n: shares(named(n)), 24) for n in (3, 40)},
    **{f"gap-{n}": (lambda n=n: gap(n), 24) for n in (1, 12, 40)},
    **{f"matrix-{n}": (lambda n=n: matrix(named(n)), 24) for n in (2, 5, 9)},
    **{f"change-{n}": (lambda n=n: result(change(n)), 24) for n in (1, 2, 12)},
    **{f"actions-{n}": (lambda n=n: charts.plot_actions(actions(n)), 24) for n in (1, 3)},
    "actions-bare": (lambda: charts.plot_actions(bare(2)), 24),
    **{f"versions-{n}": (lambda n=n: result(versions(n)), 24) for n in (1, 5)},
    **{f"scenario-{n}": (lambda n=n: result(scenario(n, n - 1, n)), 23) for n in (3, 12)},
    **{f"circles-{n}": (lambda n=n: circles(n), 18) for n in (2, 4)},
    **{f"roles-{n}": (lambda n=n: roles(n), 22) for n in (3, 12)},
    **{f"ladder-{n}": (lambda n=n: graph(n), 18) for n in (3, 12)},
    **{f"field-{n}": (lambda n=n: field(n), 20) for n in (3, 12)},
    "agenda": (lambda: charts.plot_agenda(agenda(12)), 24),
    "actions": (lambda: charts.plot_actions(actions(12)), 24),
    "bullseye": (lambda: charts.plot_bullseye(priorities(12), n_participants=18), 19),
    "quadrant": (lambda: charts.plot_quadrant(priorities(12), n_participants=18), 22),
    "compared": (lambda: compared(named(12)), 24),
    "votes": (lambda: votes(named(12)), 24),
    "lenses": (lambda: lenses(4), 24),
    "people": (lambda: people((1, 1), (2, 5), (5, 5)), 24),
    "subgroups": (lambda: subgroups(3), 24),
    "whole": (lambda: charts.plot_whole("Et trygt liv", whole(12)), 24),
}


@pytest.fixture
def on_the_wall(monkeypatch):
    """Every chart is drawn for the big screen."""
    usual = Canvas.__init__
    monkeypatch.setattr(Canvas, "__init__", lambda self, _, lang: usual(self, PICTURE_SIZE, lang))


@pytest.mark.usefixtures("on_the_wall")
@pytest.mark.filterwarnings("ignore:Glyph .* missing")
@pytest.mark.parametrize("drawn", DRAWN)
def test_a_picture_is_read_from_ten_metres(drawn):
    plot, smallest = DRAWN[drawn]
    fig = plot()
    require_wall_type(fig, smallest)
    require_inside(fig)
    require_apart(fig)


@pytest.mark.usefixtures("on_the_wall")
@pytest.mark.parametrize("plot", [ranking, votes, shares])
def test_names_beside_bars_have_one_size_and_no_broken_word(plot):
    names = {"Medicinhåndteringsdokumentation", "Samarbejde med pårørende", "Møder"}
    sizes = {artist.get_text(): artist.get_fontsize() for artist in texts(plot(sorted(names)))}
    assert names <= set(sizes)
    assert len({sizes[name] for name in names}) == 1


@pytest.mark.usefixtures("on_the_wall")
def test_what_the_room_agrees_on_is_said_in_full_under_the_question():
    seen = words(ranking(["Ro", "Tid", "Tryghed"], agreement=0.55))
    assert "12 deltagere · Nogen enighed om rækkefølgen (0,55)" in seen
    assert not any(said.endswith("…") for said in seen)


@pytest.mark.usefixtures("on_the_wall")
def test_a_few_cards_are_larger_than_many():
    few, many = (max(artist.get_fontsize() for artist in texts(cards(n))[2:]) for n in (2, 30))
    assert few > 1.5 * many


@pytest.mark.usefixtures("on_the_wall")
def test_few_decisions_and_one_question_are_set_large():
    plan = pd.DataFrame({"decision": ["Vi skriver kun det, der har ændret sig"], "owner": "Alle", "first_step": "Prøv"})
    plan = plan.assign(due=pd.NaT, due_text="mandag", sign_of_success="Ro", task="", status="decided")
    drawn = [(charts.plot_actions(pd.concat([plan] * n, ignore_index=True)), result(change(n))) for n in (1, 12)]
    largest = [[max(artist.get_fontsize() for artist in texts(fig)[2:]) for fig in pair] for pair in drawn]
    assert all(one > 1.4 * many for one, many in zip(*largest, strict=True))


@pytest.mark.parametrize("counts", [[1, 0, 0], [2, 1, 1]])
def test_below_five_no_bar_is_filled_and_it_is_said(counts):
    for fig in (charts.plot_choice(["A", "B", "C"], counts), charts.plot_distribution(counts, "a", "b")):
        assert any("For få svar" in said for said in words(fig))
        colours = {to_hex(patch.get_facecolor()) for patch in fig.axes[0].patches}
        assert style.colour("paper") in colours
        assert not {style.colour("core"), style.colour("ring-0")} & colours


def test_only_proposals_are_headed_as_such():
    assert charts.plot_actions(actions(2, "proposed")).title == "Det foreslår vi"
    assert charts.plot_actions(actions(2)).title == "Det har vi besluttet"


SENTENCE = "At borgeren selv kan bestemme over sin hverdag, også når kræfterne ikke rækker til det hele, nummer {}."


def test_forty_sentences_are_whole_on_the_wall_on_as_many_pages_as_they_take():
    said = [SENTENCE.format(nth) for nth in range(40)]
    _, shown = pages(lambda: charts.plot_texts(said, headings=["Det gode liv"] * 30 + [""] * 10, size=PICTURE_SIZE))
    assert len(shown) > 1
    told = " ".join(word for page in shown for word in page)
    assert all(f"nummer {nth}." in told for nth in range(40))
    assert "…" not in told
    assert all({"Det gode liv", "Uden overskrift"} & set(page) for page in shown)


@pytest.mark.filterwarnings("ignore:Glyph .* missing from")
def test_a_table_the_plan_and_what_to_talk_about_go_on_over_pages():
    fields = [[f"Ord {nth}", SENTENCE.format(nth)] for nth in range(60)]
    entries = pd.DataFrame({"fields": fields, "n": [1] * 60, "heading": ["Under et"] * 60})
    heads = [charts.Head("Ord", ""), charts.Head("Handling", "")]
    for draw, told in (
        (lambda: charts.plot_table(entries, heads, size=PICTURE_SIZE), [f"Ord {nth}" for nth in range(60)]),
        (lambda: charts.plot_agenda(agenda(12), size=PICTURE_SIZE), [str(nth) for nth in range(1, 13)]),
    ):
        _, shown = pages(draw)
        assert len(shown) > 1
        assert set(told) <= {word for page in shown for word in page}
    assert len(pages(lambda: charts.plot_actions(actions(30), size=PICTURE_SIZE))[1]) > 2


def test_the_names_of_the_corners_of_our_own_fields_are_whole_on_the_wall():
    for prompt in (one for one in load_model().prompts if one.kind == "quadrant"):
        for lang in ("da", "en"):
            named = replace(PLAN, corners=[corner(lang) for corner in prompt.corners])
            fig = charts.plot_field_items(pd.DataFrame(columns=ITEMS), named, size=PICTURE_SIZE)
            shown = " ".join(words(fig))
            assert all(corner in shown for corner in named.corners), shown
