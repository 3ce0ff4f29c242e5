"""The room benchmark's own output: every figure that is promised, with both sides, or with the reason why not."""

from __future__ import annotations

import inspect
import json

import pytest
from bench import __main__ as command
from bench import figures, stages
from bench.figures import Figure
from bench.stages import STAGES, Stage
from bench.systems import Ours, Stock

PROMISED = {
    "join_30_p95_s": "s",
    "join_100_p95_s": "s",
    "join_200_ok_share": "share",
    "memory_per_participant_mb": "MB",
    "server_cpu_per_join_s": "s",
    "kernel_cpu_per_join_s": "s",
    "ack_p95_ms": "ms",
    "tap_to_chart_p95_s": "s",
    "cold_page_mb": "MB",
    "light_form_requests_per_s": "1/s",
    "light_form_kb": "kB",
}


@pytest.fixture
def latest(tmp_path, monkeypatch):
    """Reads what a run has written."""
    out = tmp_path / ".bench" / "latest.json"
    monkeypatch.setattr(figures, "OUT", out)
    return lambda: json.loads(out.read_text(encoding="utf-8"))


def test_a_whole_run_holds_every_promised_figure_once():
    units = [pair for stage in STAGES.values() for pair in stage.units.items()]
    assert PROMISED.items() <= dict(units).items()
    assert len(dict(units)) == len(units)


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_fills_in_the_figures_that_it_names(name):
    stage = STAGES[name]
    assert len(inspect.signature(stage.measure).parameters) == len(stage.units)
    assert inspect.iscoroutinefunction(stage.measure)


def test_what_is_written_has_both_sides_and_their_ratio(latest):
    figures.write(
        [Figure("join_30_p95_s", "s", 0.512345, 10.2469), Figure("light_form_kb", "kB", 7, reason="no such page")]
    )
    assert latest() == [
        {"name": "join_30_p95_s", "unit": "s", "ours": 0.5123, "stock": 10.2469, "ratio": 0.05},
        {"name": "light_form_kb", "unit": "kB", "ours": 7, "stock": None, "ratio": None, "reason": "no such page"},
    ]


def test_where_stock_fails_its_side_is_empty_and_the_reason_is_told(latest):
    figure = Figure("join_100_p95_s", "s")
    for kind, value, reason in ((Ours, 4.2, ""), (Stock, None, "61 of 100 were never connected")):
        room = object.__new__(kind)
        stages.note(figure, room, value, reason)
    figures.write([figure])
    (told,) = latest()
    assert (told["ours"], told["stock"], told["ratio"]) == (4.2, None, None)
    assert told["reason"] == "stock: 61 of 100 were never connected"


def test_a_stage_that_breaks_keeps_what_it_has_measured_and_stops_no_other(latest, monkeypatch):
    async def breaks(first: Figure, second: Figure) -> None:
        first.ours, first.stock, second.ours = 1, 2, 3
        raise RuntimeError("stock did not start")

    async def works(only: Figure) -> None:
        only.ours = only.stock = 5

    stand_ins = {"a": Stage(breaks, {"one_s": "s", "two_s": "s"}), "b": Stage(works, {"three_mb": "MB"})}
    monkeypatch.setattr(command, "STAGES", stand_ins)
    monkeypatch.setattr("sys.argv", ["bench"])
    assert command.main() == 1
    assert latest() == [
        {"name": "one_s", "unit": "s", "ours": 1, "stock": 2, "ratio": 0.5},
        {
            "name": "two_s",
            "unit": "s",
            "ours": 3,
            "stock": None,
            "ratio": None,
            "reason": "RuntimeError: stock did not start",
        },
        {"name": "three_mb", "unit": "MB", "ours": 5, "stock": 5, "ratio": 1},
    ]
