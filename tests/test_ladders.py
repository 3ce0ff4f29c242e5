"""Ladders: a room's become one graph, what has no way to the core task is found, and the graph goes one way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kerne_widgets import ladders
from kerne_widgets.charts.layers import lay_out
from kerne_widgets.kinds.ladder import climbed, finished, without


def ladder(*rungs, reached=True):
    return {"start": rungs[0], "rungs": list(rungs[1:]), "reached": reached}


def test_the_same_wording_is_one_rung_however_it_is_written():
    graph = ladders.build([ladder("Indkøb", "for at der er mad"), ladder("Kørsel", "Der er  MAD.")])
    assert [node.text for node in graph.nodes] == ["Indkøb", "der er mad", "Kørsel"]
    assert [edge.n for edge in graph.edges if edge.end == ladders.TOP] == [2]


def test_a_start_has_a_way_also_when_another_has_found_it():
    graph = ladders.build(
        [
            ladder("Statistik", "vi kan planlægge", reached=False),
            ladder("Vagtplan", "vi kan planlægge", "borgeren er tryg"),
            ladder("Nyhedsbrev", "alle ved det samme", reached=False),
        ]
    )
    assert {node.text: node.reaches for node in graph.nodes if node.is_start} == {
        "Statistik": True,
        "Vagtplan": True,
        "Nyhedsbrev": False,
    }


def test_a_task_that_nobody_has_laddered_has_no_way_and_one_that_stands_on_a_ladder_has_that_ones():
    made = [ladder("Kørsel", "der er mad"), ladder("Statistik", "Nyhedsbrev", reached=False)]
    graph = ladders.build(made, ["kørsel.", "Der er mad", "Møder", "Nyhedsbrev"])
    starts = {node.text: node.reaches for node in graph.nodes if node.is_start}
    assert starts == {"Kørsel": True, "der er mad": True, "Statistik": False, "Nyhedsbrev": False, "Møder": False}
    assert len(graph.edges) == len(ladders.build(made).edges)


def test_what_several_have_made_may_lead_in_a_circle_and_is_laid_out_all_the_same():
    graph = ladders.build([ladder("a", "b", "c", reached=False), ladder("c", "a", reached=False)])
    laid = lay_out([node.key for node in graph.nodes], [(edge.start, edge.end) for edge in graph.edges])
    assert len(laid.backwards) == 1
    assert sorted(key for column in laid.columns for key in column) == ["a", "b", "c"]


PAIRS = st.tuples(st.integers(0, 8), st.integers(0, 9)).filter(lambda edge: edge[0] != edge[1])
EDGES = st.lists(PAIRS, max_size=30, unique=True)


@given(edges=EDGES)
def test_every_edge_that_is_not_set_off_goes_one_column_to_the_right_at_a_time(edges):
    keys = list(range(10))
    laid = lay_out(keys, edges, last=9)
    column = {key: at for at, keys_in in enumerate(laid.columns) for key in keys_in}
    assert set(keys) <= set(column)
    assert set(laid.ways) | set(laid.backwards) == set(edges)
    for way in laid.ways.values():
        columns = [column[key] for key in way]
        assert columns == list(range(columns[0], columns[0] + len(way)))


def test_a_ladder_is_climbed_one_rung_at_a_time_and_then_another_begins():
    standing = climbed([], " Indkøb ")
    standing = climbed(standing, "for at der er mad")
    standing = climbed(finished(standing), "Kørsel")
    assert standing == [ladder("Indkøb", "der er mad"), ladder("Kørsel", reached=False)]
    assert without(standing, 0) == [ladder("Kørsel", reached=False)]
