"""The stages: each starts its own servers, measures for a bounded time, and leaves nothing running."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
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

Stage = Callable[[], Coroutine[Any, Any, list[Figure]]]


def note(figure: Figure, system: System, value: float | None, reason: str = "") -> None:
    """Enter what was measured on one side, or why nothing was."""
    setattr(figure, system.name, value)
    if reason:
        figure.reason = "; ".join(filter(None, (figure.reason, f"{system.name}: {reason}")))


async def join_30() -> list[Figure]:
    """Thirty at once: those who were expected; and, as after a restart, thirty for whom nothing is prepared."""
    expected, unexpected = Figure("join_30_p95_s", "s"), Figure("join_30_unexpected_p95_s", "s")
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
    return [expected, unexpected]


async def crowd_100() -> list[Figure]:
    """A hundred at once; then they answer; then one at a time taps on the board."""
    joined, ack, chart = Figure("join_100_p95_s", "s"), Figure("ack_p95_ms", "ms"), Figure("tap_to_chart_p95_s", "s")
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
    return [joined, ack, chart]


async def join_200() -> list[Figure]:
    """Two hundred at once."""
    share, slowest = Figure("join_200_ok_share", "share"), Figure("join_200_p95_s", "s")
    for kind in (Ours, Stock):
        with kind(200) as system:
            await system.ready()
            crowd = await storm(system, 200, 90)
            note(share, system, crowd.share)
            note(slowest, system, None if crowd.reason else p95(crowd.join_s), crowd.reason)
            crowd.leave()
    return [share, slowest]


async def costs() -> list[Figure]:
    """Memory and processor time of each further participant, from the 5th to the 25th, one after the other."""
    memory = Figure("memory_per_participant_mb", "MB")
    server_cpu, kernel_cpu = Figure("server_cpu_per_join_s", "s"), Figure("kernel_cpu_per_join_s", "s")
    one_join = Figure("join_1_median_s", "s")
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
    return [one_join, memory, server_cpu, kernel_cpu]


async def page() -> list[Figure]:
    """A browser that has never been here."""
    size, requests = Figure("cold_page_mb", "MB"), Figure("cold_page_requests", "requests")
    hosts = Figure("cold_page_hosts", "hosts")
    for kind in (Ours, Stock):
        with kind(30) as system:
            try:
                async with asyncio.timeout(120):
                    megabytes, n, asked = await cold_page(system)
            except (BrowserError, TimeoutError) as mishap:
                note(size, system, None, f"{type(mishap).__name__}: {mishap}")
                continue
            note(size, system, megabytes)
            note(requests, system, n)
            note(hosts, system, len(asked))
    return [size, requests, hosts]


async def light() -> list[Figure]:
    """The page that needs no kernel."""
    rate = Figure("light_form_requests_per_s", "1/s", reason=NO_LIGHT_FORM)
    size = Figure("light_form_kb", "kB", reason=NO_LIGHT_FORM)
    with Ours(30) as system:
        async with asyncio.timeout(60):
            found = await light_form(system, LIGHT)
        if isinstance(found, str):
            note(rate, system, None, found)
            note(size, system, None, found)
        else:
            rate.ours, size.ours = found
    return [rate, size]


STAGES: dict[str, Stage] = {
    "join_30": join_30,
    "crowd_100": crowd_100,
    "join_200": join_200,
    "costs": costs,
    "page": page,
    "light": light,
}
