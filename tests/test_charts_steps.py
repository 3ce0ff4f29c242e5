"""Charts of fields, gaps, circles, roles, ladders and dates: nothing is cut or covered, and few answers say so."""

from __future__ import annotations

import datetime as dt
import warnings

import pandas as pd
import pytest
from test_charts import COMPOUNDS, ODD, require_apart, require_inside, words

from kerne_widgets import charts, ladders

PLAN = charts.Plan(
    charts.Ends("Hvor ambitiøst?", "Det kan vi allerede i dag", "Meget ambitiøst"),
    charts.Ends("Kan vi nå det?", "Helt uden for rækkevidde", "Inden for rækkevidde"),
    ("Lige til højrebenet", "Ambition", "Spild af kræfter", "Utopi"),
    zone=3,
)
ITEMS = ["number", "item", "n", "x", "y", "x_low", "x_high", "y_low", "y_high"]
TODAY = dt.date(2026, 5, 14)


def gap(n, answers=18, names=COMPOUNDS):
    rows = [(names[at % len(names)], answers, 1 + at % 5 * 0.9, 5 - at % 4 * 0.9) for at in range(n)]
    return charts.plot_gap(
        pd.DataFrame(rows, columns=["item", "n", "now", "wanted"]), "Slet ikke", "I høj grad", "I dag", "Ønsket"
    )


def lenses(n, answers=18, names=COMPOUNDS):
    rows = [
        (f"{names[at % len(names)]} {at}", lens, answers, 1 + (at + step) % 5, -1.2 if step and answers > 4 else None)
        for at in range(n)
        for step, lens in enumerate(("decided", "done", "experienced"))
    ]
    frame = pd.DataFrame(rows, columns=["dimension", "lens", "n", "mean", "gap"])
    return charts.plot_lenses(frame, "Slet ikke", "Helt og holdent")


def subgroups(n, answers=18, names=COMPOUNDS):
    groups = [(f"{names[at % len(names)]} {at}", {1 + at % 5: answers, 1 + (at + 2) % 5: 5}) for at in range(n)]
    return charts.plot_subgroups(groups, "Slet ikke", "Helt og holdent", note="Efter rolle, som det så ud kl. 10:42")


def subgroups_of_items(n, answers=18, names=COMPOUNDS):
    roles = [f"{names[at % len(names)]} {at}" for at in range(4)]
    items = [
        (
            f"{names[(at + 1) % len(names)]} {at}",
            {role: {at % 5: answers, place: 5} for place, role in enumerate(roles)},
        )
        for at in range(n)
    ]
    return charts.plot_subgroups_of_items(items, ["Kerne", "Tæt på", "Midt", "Længere ude", "Periferi"])


def field(n, answers=18, names=COMPOUNDS):
    rows = [
        (at + 1, names[at % len(names)], answers, x, y, max(x - 1, 1), min(x + 1, 5), y, y)
        for at in range(n)
        for x, y in [(1 + at % 5, 1 + at * 3 % 5)]
    ]
    return charts.plot_field_items(pd.DataFrame(rows, columns=ITEMS), PLAN)


def people(*places):
    return charts.plot_field(pd.DataFrame(list(places), columns=["x", "y"]), PLAN)


def circles(n, counts=(1, 2, 6, 5, 4), names=COMPOUNDS):
    rows = [(names[at % len(names)], counts) for at in range(n)]
    return charts.plot_circles(pd.DataFrame(rows, columns=["item", "counts"]), "Slet ikke", "Helt og fuldt")


def roles(n, answers=18, names=COMPOUNDS):
    rows = [(names[at % len(names)], answers, at % 5, max(at % 5 - 1, 0), min(at % 5 + 1, 4)) for at in range(n)]
    frame = pd.DataFrame(rows, columns=["item", "n", "median", "low", "high"])
    return charts.plot_roles(frame, ["Kerne", "Tæt på", "Midt", "Længere ude", "Periferi"], n_participants=answers)


def graph(n, names=COMPOUNDS):
    made = [
        {
            "start": f"{names[at % len(names)]} {at}",
            "rungs": [f"{names[(at + up) % len(names)]} {at % 4} {up}" for up in range(1 + at % 4)],
            "reached": at % 3 > 0,
        }
        for at in range(n)
    ]
    found = ladders.build(made)
    nodes = pd.DataFrame([vars(node) for node in found.nodes], columns=["key", "text", "is_start", "reaches"])
    edges = pd.DataFrame([vars(edge) for edge in found.edges], columns=["start", "end", "n"])
    return charts.plot_ladder(nodes, edges, n_participants=n)


@pytest.mark.parametrize("n", [1, 3, 12, 40])
@pytest.mark.parametrize(
    "plot", [gap, lenses, subgroups, subgroups_of_items, field, roles, graph], ids=lambda plot: plot.__name__
)
def test_nothing_is_cut_off_or_covered_at_any_number_of_items(plot, n):
    fig = plot(n)
    require_inside(fig)
    require_apart(fig)


@pytest.mark.parametrize("n", [2, 4, 6])
def test_circles_keep_their_names_apart(n):
    fig = circles(n)
    require_inside(fig)
    require_apart(fig)


@pytest.mark.parametrize(
    "plot", [gap, lenses, subgroups, subgroups_of_items, field, circles, roles, graph], ids=lambda plot: plot.__name__
)
@pytest.mark.parametrize("said", ODD.values(), ids=ODD.keys())
def test_odd_text_is_drawn_inside_the_picture(plot, said):
    fig = plot(3, names=(said,))
    charts.svg(fig)
    assert charts.png(fig).startswith(b"\x89PNG")
    if "漢" not in said:  # the font has no such letters, so their extents are those of placeholder boxes
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            require_inside(fig)


def test_the_longest_way_comes_first_and_is_said_in_numbers():
    frame = pd.DataFrame([("Kort", 9, 3.0, 3.4), ("Lang", 9, 1.2, 4.9)], columns=["item", "n", "now", "wanted"])
    fig = charts.plot_gap(frame, "Lidt", "Meget", "Nu", "Ønsket")
    seen = words(fig)
    assert seen.index("Lang") < seen.index("Kort")
    assert "+3,7" in seen


def test_a_field_counts_its_corners_and_leaves_those_half_way_out_of_them():
    fig = people(*[(5, 1)] * 4, (4, 5), (3, 3), (3, 5))
    assert "Utopi · 4" in words(fig)
    assert "Ambition · 1" in words(fig)
    assert "2 på midten" in " ".join(words(fig))


def test_items_are_listed_by_the_corner_they_lie_in():
    frame = pd.DataFrame([(1, "Kørsel", 9, 5.0, 1.0, 5.0, 5.0, 1.0, 1.0), (2, "Tid", 9, 3.0, 5.0, 3.0, 3.0, 5.0, 5.0)])
    frame.columns = ITEMS
    said = charts.plot_field_items(frame, PLAN).description
    assert "Utopi: 1. Kørsel" in said
    assert "Midt imellem: 2. Tid" in said


@pytest.mark.parametrize("plot", [gap, field, roles], ids=lambda plot: plot.__name__)
def test_below_five_answers_it_is_said_that_they_are_few(plot):
    few, many = (" ".join(words(plot(3, answers=n))).lower() for n in (4, 5))
    assert "for få svar" in few
    assert "for få svar" not in many


def test_a_field_of_three_and_a_circle_of_three_say_that_they_are_few():
    assert "For få svar" in " ".join(words(people((1, 1), (2, 2), (5, 5))))
    assert "For få svar" in " ".join(words(circles(2, counts=(0, 1, 1, 1, 0))))


def test_roles_are_numbered_from_the_closest_and_no_verdict_of_tasks_is_named():
    seen = words(roles(9))
    assert "Tættest på først" in seen
    assert not {"Fælles kerne", "Fælles periferi", "Uenighed – tal om det"} & set(seen)


def test_a_start_without_a_way_is_set_off_and_named():
    fig = graph(3)
    assert "Ingen vej til kerneopgaven endnu" in words(fig)
    assert f"Ingen vej til kerneopgaven endnu: {COMPOUNDS[0]} 0" in fig.description


def test_a_timeline_counts_how_long_ago_and_what_is_to_come():
    days = [TODAY - dt.timedelta(days=ago) for ago in (0, 3, 200, 5000)]
    past = charts.plot_timeline(days, TODAY)
    assert "Den sidste uge: 2." in past.description
    assert "Mere end 3 år siden: 1." in past.description
    assert "Inden for en uge" not in past.description
    coming = charts.plot_timeline([*days[:1], TODAY + dt.timedelta(days=20)], TODAY)
    assert "Inden for en måned: 1." in coming.description
    for fig in (past, coming):
        require_inside(fig)
        require_apart(fig)


def test_nobody_answering_is_said_by_every_one_of_them():
    none = pd.DataFrame(columns=["key", "text", "is_start", "reaches", "start", "end", "n"])
    empty = (
        *(gap(0), lenses(0), field(0), people(), circles(0), roles(0)),
        charts.plot_ladder(none, none),
        charts.plot_timeline([], TODAY),
    )
    for fig in empty:
        assert "0 svar endnu" in words(fig)
        require_inside(fig)
        require_apart(fig)
