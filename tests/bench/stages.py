"""The stages: each starts its own servers, measures for a bounded time, and leaves nothing running."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Error as BrowserError

from kerne_widgets.rehearsal.room import MISHAPS

from .costs import cpu_s, pss_mb, slope
from .figures import Figure
from .room import acknowledgements, p95, storm, taps_to_chart
from .systems import UNEXPECTED, Ours, Stock, System
from .wire import cold_page, light_form

BATCH, N_BATCHES = 5, 5
LIGHT = "/let"
NO_LIGHT_FORM = "stock: Voila has no page without a kernel"


@dataclass(frozen=True)
class Stage:
    """Something that is measured: what fills its figures in, and their names and units.

    A stage that breaks halfway leaves its figures as far as they had come.
    """

    measure: Callable[..., Coroutine[Any, Any, None]]
    units: dict[str, str]

    def figures(self) -> list[Figure]:
        """Its figures before anything is measured."""
        return [Figure(name, unit) for name, unit in self.units.items()]


def note(figure: Figure, system: System, value: float | None, reason: str = "") -> None:
    """Enter what was measured on one side, or why nothing was."""
    setattr(figure, system.name, value)
    if reason:
        figure.explain(f"{system.name}: {reason}")


async def join_30(expected: Figure, unexpected: Figure) -> None:
    """Thirty at once: those who were expected; and, as after a restart, thirty for whom nothing is prepared."""
    rooms: tuple[tuple[System, list[Figure]], ...] = (
        (Ours(30), [expected]),
        (Ours(UNEXPECTED), [unexpected]),
        (Stock(30), [expected, unexpected]),
    )
    for room, figures in rooms:
        with room as system:
            await system.ready()
            crowd = await storm(system, 30, 60)
            for figure in figures:
                note(figure, system, None if crowd.reason else p95(crowd.join_s), crowd.reason)
            crowd.leave()


async def crowd_100(joined: Figure, ack: Figure, chart: Figure) -> None:
    """A hundred at once; then they answer; then one at a time taps on the board."""
    for kind, within_s in ((Ours, 60), (Stock, 90)):
        with kind(100) as system:
            system.workshop().set_step("opening_question")
            await system.ready()
            crowd = await storm(system, 100, within_s)
            note(joined, system, None if crowd.reason else p95(crowd.join_s), crowd.reason)
            if crowd.reason:
                for figure in (ack, chart):
                    note(figure, system, None, "100 were never connected")
            else:
                await asyncio.sleep(2)
                try:
                    async with asyncio.timeout(60):
                        note(ack, system, 1000 * (p95(await acknowledgements(crowd)) or 0))
                    async with asyncio.timeout(90):
                        note(chart, system, p95(await taps_to_chart(system, crowd)))
                except (*MISHAPS, TimeoutError) as mishap:
                    for figure in (ack, chart):
                        if getattr(figure, system.name) is None:
                            note(figure, system, None, f"{type(mishap).__name__}: {mishap}")
            crowd.leave()


async def join_200(share: Figure, slowest: Figure) -> None:
    """Two hundred at once."""
    for kind in (Ours, Stock):
        with kind(200) as system:
            await system.ready()
            crowd = await storm(system, 200, 90)
            note(share, system, crowd.share)
            note(slowest, system, None if crowd.reason else p95(crowd.join_s), crowd.reason)
            crowd.leave()


async def costs(one_join: Figure, memory: Figure, server_cpu: Figure, kernel_cpu: Figure) -> None:
    """Memory and processor time of each further participant, from the 5th to the 25th, one after the other."""
    for kind in (Ours, Stock):
        with kind(UNEXPECTED) as system:
            await system.ready()
            robots, points, times = [], [], []
            server = kernels = 0.0
            for batch in range(N_BATCHES):
                before = cpu_s([system.server]), cpu_s(system.processes()[1:])
                for _ in range(BATCH):
                    crowd = await storm(system, 1, 30)
                    if crowd.reason:
                        raise RuntimeError(f"{system.name}: {crowd.reason}\n{system.log()[-2000:]}")
                    robots += crowd.robots
                    times += crowd.join_s
                if batch:  # the first are the warm-up
                    server += cpu_s([system.server]) - before[0]
                    kernels += cpu_s(system.processes()[1:]) - before[1]
                await asyncio.sleep(1)
                points.append((len(robots), pss_mb(system.processes())))
            joins = BATCH * (N_BATCHES - 1)
            note(memory, system, slope(points))
            note(server_cpu, system, server / joins)
            note(kernel_cpu, system, kernels / joins)
            note(one_join, system, sorted(times[BATCH:])[joins // 2])
            for robot in robots:
                robot.close()


async def page(size: Figure, requests: Figure, hosts: Figure) -> None:
    """A browser that has never been here."""
    for kind in (Ours, Stock):
        with kind(30) as system:
            try:
                async with asyncio.timeout(120):
                    megabytes, n, asked = await cold_page(system)
            except (BrowserError, TimeoutError) as mishap:
                for figure in (size, requests, hosts):
                    note(figure, system, None, f"{type(mishap).__name__}: {mishap}")
                continue
            note(size, system, megabytes)
            note(requests, system, n)
            note(hosts, system, len(asked))


async def light(rate: Figure, size: Figure) -> None:
    """The page that needs no kernel."""
    for figure in (rate, size):
        figure.explain(NO_LIGHT_FORM)
    with Ours(30) as system:
        async with asyncio.timeout(60):
            found = await light_form(system, LIGHT)
        if isinstance(found, str):
            note(rate, system, None, found)
            note(size, system, None, found)
        else:
            rate.ours, size.ours = found


STAGES: dict[str, Stage] = {
    "join_30": Stage(join_30, {"join_30_p95_s": "s", "join_30_unexpected_p95_s": "s"}),
    "crowd_100": Stage(crowd_100, {"join_100_p95_s": "s", "ack_p95_ms": "ms", "tap_to_chart_p95_s": "s"}),
    "join_200": Stage(join_200, {"join_200_ok_share": "share", "join_200_p95_s": "s"}),
    "costs": Stage(
        costs,
        {
            "join_1_median_s": "s",
            "memory_per_participant_mb": "MB",
            "server_cpu_per_join_s": "s",
            "kernel_cpu_per_join_s": "s",
        },
    ),
    "page": Stage(page, {"cold_page_mb": "MB", "cold_page_requests": "requests", "cold_page_hosts": "hosts"}),
    "light": Stage(light, {"light_form_requests_per_s": "1/s", "light_form_kb": "kB"}),
}
