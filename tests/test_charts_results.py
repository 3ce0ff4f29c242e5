"""Charts of what a workshop leads to: empty, few, many and long; nothing cut off the page or over another."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from test_charts import COMPOUNDS, ODD, require_apart, require_inside, require_wall_type, words

from kerne_widgets import charts
from kerne_widgets.dictionary import typed
from kerne_widgets.likeness import changed_words

# letters that the font lacks are drawn by the browser, and as boxes in a PNG
pytestmark = pytest.mark.filterwarnings("ignore:Glyph")

SIZES = ((19.2, 10.8), (13.6, 8.6), (12.0, 7.4))
NAMES = (*COMPOUNDS, *ODD.values())


def name(at):
    return NAMES[at % len(NAMES)]


def agenda(n):
    rings = {f"ring_{ring}": (ring * 5) % 9 for ring in range(5)}
    return typed(
        "agenda",
        (
            {
                "rank": at + 1,
                "number": at + 1,
                "task": name(at),
                "verdict": ("disputed", "core", "periphery")[at % 3],
                "hours_week": 4,
                "hours_in_dispute": None if at % 7 == 6 else 40 / (at + 1),
                **rings,
            }
            for at in range(n)
        ),
    )


def scenario(n_tasks, n_out, n_served):
    tasks = typed(
        "scenario",
        (
            {
                "number": at + 1,
                "task": name(at),
                "verdict": "periphery",
                "moved_out": at < n_out,
                "hours_team": 30.0 if at % 4 else None,
                "hours_person": 2.5 if at % 4 else None,
            }
            for at in range(n_tasks)
        ),
    )
    served = typed(
        "support",
        (
            {
                "kind": ("effects", "groups")[at % 2],
                "served_id": str(at),
                "served": name(at),
                "n_tasks": 1 + at % 12,
                "n_left": at % 2,
            }
            for at in range(n_served)
        ),
    )
    return charts.plot_scenario, (tasks, served)


def actions(n, status="decided"):
    return typed(
        "actions",
        (
            {
                "decision": name(at),
                "owner": name(at + 1),
                "first_step": name(at + 2),
                "due": pd.Timestamp("2026-09-30") if at % 2 else None,
                "due_text": "i slutningen af september",
                "sign_of_success": name(at + 3),
                "status": status,
            }
            for at in range(n)
        ),
    )


def versions(n):
    at = pd.Timestamp("2026-05-14", tz="UTC")
    rows = [{"version": i + 1, "text": " ".join(map(str, NAMES[: i + 2])), "written_at": at} for i in range(n)]
    said = ["", *(row["text"] for row in rows)]
    changes = [changed_words(old, new) for old, new in pairwise(said)]
    return charts.plot_versions, (typed("versions", rows), changes)


def change(n, n_pairs=9):
    numbers = {"mean_before": 2.2, "mean_after": 3.4, "change": 1.2, "change_low": 0.4, "change_high": 1.9}
    counts = {"n_up": 6, "n_same": 2, "n_down": 1}
    told = {**numbers, **counts} if n_pairs >= 5 else {}
    rows = ({"question": name(at)[:90], "highest": 5, "n_pairs": n_pairs, **told} for at in range(n))
    return charts.plot_change, (typed("change", rows),)


RINGS = [charts.Panel("centrality", "", "Kerne", "Periferi")]
TWO = [charts.Panel("now", "I dag", "Ikke ret godt", "Rigtig godt"), charts.Panel("wanted", name(0), name(1), name(3))]


def moves(n, panels=RINGS, n_pairs=9, by=1.2):
    told = {"mean_before": 3.0, "change_low": -1.0, "change_high": -0.2, "n_up": 1, "n_same": 2, "n_down": 6}
    rows = (
        {
            "item_id": str(at),
            "item_text": name(at),
            "measure": panel.measure,
            "lowest": 0,
            "highest": 4,
            "n_pairs": n_pairs,
            "verdict_before": "disputed" if len(panels) == 1 else None,
            "verdict_after": ("core", "disputed", "periphery")[at % 3] if len(panels) == 1 else None,
            **({**told, "mean_after": 3.0 - by * (at % 3)} if n_pairs >= 5 else {}),
        }
        for at in range(n)
        for panel in panels
    )
    return charts.plot_moves, (typed("change", rows), panels)


def course(n, n_rounds=3, n_people=9):
    rounds = [(nth + 1, name(nth)) for nth in range(n_rounds)]
    rows = (
        {
            "prompt_id": f"q{at}",
            "question": name(at)[:90],
            "lowest": 1,
            "highest": 5,
            "round": nth,
            "n": n_people,
            **({"mean": 1.0 + nth * at % 5} if n_people else {}),
            **({"mean_low": 1, "mean_high": 4.9, "agreement": 0.3} if n_people >= 5 else {}),
        }
        for at in range(n)
        for nth, _ in rounds
    )
    return charts.plot_course, (typed("trend", rows), rounds)


def lens_groups(n, n_groups):
    rows = (
        {
            "dimension": name(at),
            "lens": lens,
            "subgroup": name(group) if group else "",
            "n": 6,
            "mean": 2.5,
            "mean_all": 3.0,
            "gap": (group - 2) / 2,
        }
        for at in range(n)
        for lens in ("decided", "done", "experienced")
        for group in range(n_groups)
    )
    return charts.plot_lens_groups, (typed("lens_groups", rows), name(3), name(1))


DRAWN = {
    **{f"agenda-{n}": (charts.plot_agenda, (agenda(n),)) for n in (0, 1, 3, 12, 40)},
    **{f"scenario-{key}": scenario(*key) for key in ((0, 0, 0), (5, 0, 3), (5, 2, 0), (40, 30, 24))},
    **{f"actions-{n}": (charts.plot_actions, (actions(n),)) for n in (0, 1, 3, 12)},
    **{f"actions-{status}": (charts.plot_actions, (actions(3, status),)) for status in ("proposed", "kept", "dropped")},
    **{f"versions-{n}": versions(n) for n in (0, 1, 2, 5)},
    **{f"change-{n}": change(n) for n in (0, 1, 3, 12)},
    "change-few": change(2, n_pairs=4),
    **{f"moves-{n}": moves(n) for n in (0, 1, 3, 12, 40)},
    **{f"moves-two-{n}": moves(n, TWO) for n in (1, 5, 40)},
    "moves-few": moves(3, n_pairs=4),
    "moves-none": moves(12, by=0),
    **{f"lens-groups-{n}-{groups}": lens_groups(n, groups) for n, groups in ((0, 0), (1, 2), (4, 3), (4, 8), (9, 6))},
    **{f"course-{n}": course(n) for n in (0, 1, 3, 12)},
    "course-long": course(3, n_rounds=8),
    "course-few": course(2, n_people=4),
}


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("drawn", DRAWN)
def test_every_word_lies_on_the_page_and_over_no_other(drawn, lang):
    plot, data = DRAWN[drawn]
    for size in SIZES if lang == "da" else SIZES[:1]:
        fig = plot(*data, lang=lang, size=size)
        require_inside(fig)
        require_apart(fig)
        assert charts.svg(fig).startswith("<svg")
        assert fig.title
        assert fig.description


def test_hours_of_a_task_that_is_moved_out_are_those_of_all_and_not_mistaken_for_the_median_of_one():
    plot, data = scenario(5, 2, 3)
    assert "30 t i alt" in words(plot(*data))


def test_what_is_cut_on_the_wall_is_whole_in_words():
    fig = charts.plot_agenda(agenda(12))
    assert fig.pages == 2
    for compound in COMPOUNDS:
        assert compound in fig.description


def test_a_room_that_gave_no_hours_is_told_so_and_shown_no_column_of_them():
    silent = agenda(3)
    silent["hours_in_dispute"] = typed("agenda", ({"hours_in_dispute": None} for _ in range(3)))["hours_in_dispute"]
    fig = charts.plot_agenda(silent)
    shown = words(fig)
    assert "Øverst: de opgaver, I er mest uenige om. Ingen har skrevet timer på dem." in shown
    assert not {"–", "Timer på spil pr. person"} & set(shown)
    assert "timer på spil" not in fig.description


def test_below_five_pairs_no_number_is_shown():
    plot, data = change(1, n_pairs=4)
    shown = words(plot(*data))
    assert any("Kun 4 har svaret begge gange" in word for word in shown)
    assert not any("," in word and word[0] in "+−±" for word in shown)


def test_the_tasks_that_moved_most_are_on_the_wall_in_letters_that_can_be_read_with_their_new_verdict():
    plot, data = moves(40)
    fig = plot(*data)
    require_wall_type(fig)
    shown = words(fig)
    assert any(word.startswith("Uenighed → periferi") for word in shown)
    assert "+ 28 flere" in shown
    assert all(compound in fig.description for compound in COMPOUNDS)


def test_on_a_phone_as_many_roles_are_shown_as_can_be_read():
    plot, data = lens_groups(4, 8)
    fig = plot(*data, size=(6.0, 7.2))
    require_inside(fig)
    require_apart(fig)
    assert "5 flere" in fig.description.splitlines()[0]


def test_a_course_shows_the_mean_of_few_hollow_and_nothing_when_there_is_none():
    few, enough, none = (plot(*data) for plot, data in (course(1, n_people=n) for n in (4, 5, 0)))
    assert few.description.count("(for få svar)") == 3
    assert ["Stiplet: for få svar" in words(fig) for fig in (few, enough)] == [True, False]
    assert "for få" not in enough.description.lower()
    assert [len(dashed(fig)) for fig in (few, enough)] == [3, 0]
    assert "Der er for få svar til et forløb" in words(none)


def dashed(fig):
    return [
        shape
        for axes in fig.axes
        for shape in axes.artists + axes.patches
        if shape.get_linestyle() not in ("-", "solid")
    ]


def test_proposals_are_shown_as_such_only_while_nothing_is_decided():
    assert any("forslag" in word for word in words(charts.plot_actions(actions(2, "proposed"))))
    both = pd.concat([actions(1), actions(2, "proposed")])
    assert any(word == "1 beslutning" for word in words(charts.plot_actions(both)))


def whole(n, lengths=NAMES):
    rows = [("Målgruppen", "Indkredse", lengths[at % len(lengths)], n - at, at == 0) for at in range(n)] + [
        (part, "Operationalisere", "", 0, False) for part in ("Værdien", "Ambitionen", "Tilgangen")
    ]
    return pd.DataFrame(rows, columns=["dimension", "phase", "text", "n", "is_chosen"])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("n", [0, 1, 3, 40])
@pytest.mark.parametrize("core_task", ["", "Et trygt liv", " ".join(NAMES)])
def test_the_whole_model_has_the_core_task_in_the_middle_and_nothing_over_another(core_task, n, size):
    picture = charts.plot_whole(core_task, whole(n), size=size)
    require_inside(picture)
    require_apart(picture)
    assert "Værdien: 0 svar endnu" in picture.description
    shown = words(picture)
    assert ("Målgruppen" in shown) == (n > 0)
    assert shown.count("★") == (n > 0)
    assert ("★ fik flest stjerner" in " ".join(shown)) == (n > 0)
    if core_task == "Et trygt liv":
        assert "Et trygt liv" in " ".join(shown)
    if not core_task:
        assert "I har ikke skrevet jeres kerneopgave endnu" in picture.description
