"""Charts of orders, points, stars and pairs: what is told, that nothing lies over anything, and that few stay few."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from test_charts import COMPOUNDS, ODD, require_apart, require_inside, require_wall_type, texts, words

from kerne_widgets import charts


def ranking(names, n_participants=12, agreement=0.6):
    frame = pd.DataFrame(
        {"item": names, "points": [len(names) - i for i in range(len(names))], "n_first": [1] * len(names)}
    )
    return charts.plot_ranking(frame, "Hvad er vigtigst?", n_participants=n_participants, agreement=agreement)


def shares(names, n_participants=12):
    frame = pd.DataFrame({"item": names, "share": 1 / len(names), "low": 0.0, "high": [0.9] + [0.2] * (len(names) - 1)})
    return charts.plot_shares(frame, "Hvad betyder mest?", n_participants=n_participants)


def votes(names, n_participants=12):
    frame = pd.DataFrame({"item": names, "stars": range(len(names), 0, -1)})
    return charts.plot_votes(frame, "Hvad fik stjerner?", n_participants=n_participants)


def compared(names, n_participants=12):
    frame = pd.DataFrame({"item": names, "rating": 0.5, "won": 4.5, "met": 9})
    return charts.plot_compared(frame, "Hvad først?", n_participants=n_participants)


def matrix(names, n=9):
    pairs = combinations(range(len(names)), 2)
    frame = pd.DataFrame([(a, b, n, 1 + (a + b) % 5) for a, b in pairs], columns=["one", "other", "n", "mean"])
    ends = ("Hver for sig", "Helt sammen")
    return charts.plot_pair_matrix(frame, names, *ends, "Hvor godt?", n_participants=n)


def named(n):
    return [f"{COMPOUNDS[at % len(COMPOUNDS)]} {at}" for at in range(n)]


@pytest.mark.parametrize("n", [2, 7, 40])
@pytest.mark.parametrize("plot", [ranking, shares, votes, compared])
def test_bars_of_any_number_of_items_fit_the_wall_in_wall_type(plot, n):
    fig = plot(named(n))
    require_inside(fig)
    require_apart(fig)
    require_wall_type(fig)


@pytest.mark.parametrize("n", [2, 5, 9, 12])
def test_a_table_of_pairs_fits_the_wall_in_wall_type(n):
    fig = matrix(named(n))
    require_inside(fig)
    require_apart(fig)
    require_wall_type(fig)


@pytest.mark.parametrize("name", list(ODD))
@pytest.mark.filterwarnings("ignore:Glyph .* missing")
def test_odd_text_is_drawn_as_text(name):
    for plot in (ranking, shares, votes, compared, matrix):
        charts.svg(plot([ODD[name], "Rengøring"]))


def test_the_most_come_first_and_the_picture_tells_how_many():
    assert "Ro: ★ 2." in votes(["Ro", "Tid"]).description
    fig = charts.plot_votes(pd.DataFrame({"item": ["Tid", "Ro"], "stars": [1, 8]}), n_participants=9)
    assert fig.description.index("Ro") < fig.description.index("Tid")
    assert "100 %" in shares(["Ro"]).description
    assert "valgt 4,5 af 9 gange" in compared(["Ro", "Tid"]).description


def test_a_tie_for_first_place_is_said_and_a_card_that_leads_alone_is_no_tie():
    def told(*stars, n=9):
        return words(charts.plot_votes(pd.DataFrame({"item": named(len(stars)), "stars": stars}), n_participants=n))

    assert "9 deltagere · 2 står lige øverst" in told(4, 1, 4)
    assert "9 deltagere" in told(5, 4, 0)
    assert "3 deltagere · For få svar" in told(1, 1, 1, n=3)


def test_where_there_is_no_room_for_all_what_nobody_chose_makes_way():
    frame = pd.DataFrame({"item": named(40), "stars": [0] * 30 + [3, 2, 1] + [0] * 7})
    fig = charts.plot_votes(frame, n_participants=6)
    require_inside(fig)
    require_apart(fig)
    assert "+ 37, som ingen valgte" in words(fig)
    assert "★ 0" not in words(fig)
    assert f"{named(40)[0]}: ★ 0." in fig.description
    # as long as all have room, all are there
    assert "★ 0" in words(charts.plot_votes(frame.iloc[25:37], n_participants=6))


@pytest.mark.parametrize(
    ("agreement", "told"), [(0.9, "Stor enighed"), (0.55, "Nogen"), (0.35, "Delte"), (0.1, "ikke en fælles")]
)
def test_agreement_on_an_order_is_said_in_words(agreement, told):
    assert told in ranking(["Ro", "Tid"], agreement=agreement).description


def test_fewer_than_five_are_counted_and_nothing_is_said_of_agreement():
    few = ranking(["Ro", "Tid"], n_participants=4, agreement=1.0)
    assert "4 deltagere · For få svar" in words(few)
    assert "enighed (" not in few.description
    assert "For få svar" in few.description
    for plot in (shares, votes, compared):
        assert "For få svar" in plot(["Ro", "Tid"], 4).description


def test_a_pair_with_fewer_than_five_answers_has_a_hollow_number():
    few, enough = (matrix(["Sygeplejersker", "Terapeuter"], n=n) for n in (4, 5))
    for fig in (few, enough):
        assert "2" in words(fig)
        (cell,) = [said for said in fig.description.splitlines() if "Terapeuter" in said]
        assert ": 2" in cell
        assert ("For få svar" in cell) == (fig is few)
    for fig, weight in ((few, "normal"), (enough, "bold")):
        assert weight in {said.get_fontweight() for said in texts(fig) if said.get_text() == "2"}
    assert not [said for said in texts(few) if said.get_text() == "2" and said.get_fontweight() == "bold"]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_before_anyone_has_answered_the_picture_says_so(lang):
    columns = "item points n_first share low high stars rating won met one other n mean"
    none = pd.DataFrame(columns=columns.split())
    empty = charts.plot_votes(none, n_participants=0, lang=lang).description
    for plot in (charts.plot_ranking, charts.plot_shares, charts.plot_compared):
        assert plot(none, n_participants=0, lang=lang).description == empty
    assert empty in charts.plot_pair_matrix(none, [], "a", "b", n_participants=0, lang=lang).description
