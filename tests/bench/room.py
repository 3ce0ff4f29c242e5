"""Rooms that join at once, and what can be measured when they are in."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

from kerne_widgets.answering import Given
from kerne_widgets.rehearsal.link import Link, LinkError
from kerne_widgets.rehearsal.robot import Robot
from kerne_widgets.rehearsal.room import MISHAPS, p95

from .costs import free_mb
from .systems import System

KEEP_FREE_MB = 2500
ANSWERS_EACH, ANSWERS_WITHIN_S = 3, 20.0
N_FILLED, N_TAPS, N_PLACED_BEFORE = 10, 14, 30
TAP_DEADLINE_S = 5.0


@dataclass
class Crowd:
    """People who tried to join at once."""

    wanted: int
    robots: list[Robot] = field(default_factory=list)
    join_s: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    within_s: float = 0.0

    @property
    def share(self) -> float:
        """Share who came in."""
        return len(self.join_s) / self.wanted

    @property
    def reason(self) -> str:
        """Why not all are in; ``""`` when they are."""
        if self.share == 1:
            return ""
        causes = ", ".join(f"{n}x {error}" for error, n in self.errors.most_common(2))
        return f"{len(self.join_s)} of {self.wanted} joined within {self.within_s:.0f} s: {causes}"

    def leave(self) -> None:
        """Close all connections."""
        for robot in self.robots:
            robot.close()


async def storm(system: System, wanted: int, within_s: float) -> Crowd:
    """All join at once; who is not in by the deadline has not joined."""
    crowd = Crowd(wanted, within_s=within_s)

    async def one() -> None:
        robot = system.robot(within_s)
        crowd.robots.append(robot)
        began = time.perf_counter()
        try:
            await system.join(robot)
            crowd.join_s.append(time.perf_counter() - began)
        except MISHAPS as mishap:
            crowd.errors[f"{type(mishap).__name__}: {mishap}"[:80]] += 1

    waiting = {asyncio.ensure_future(one()) for _ in range(wanted)}
    until = time.monotonic() + within_s
    why = "still waiting"
    while waiting and time.monotonic() < until:
        _, waiting = await asyncio.wait(waiting, timeout=1)
        if free_mb() < KEEP_FREE_MB:
            why = f"stopped when {KEEP_FREE_MB} MB of memory were left"
            break
    for task in waiting:
        task.cancel()
    if waiting:
        await asyncio.gather(*waiting, return_exceptions=True)
        crowd.errors[why] += len(waiting)
    return crowd


async def acknowledgements(crowd: Crowd) -> list[float]:
    """Everybody answers a few times, spread evenly over some seconds: seconds until each was told it is stored."""
    found: list[float] = []

    async def one(place: int, robot: Robot) -> None:
        robot.on_answer = found.append
        field = next(f for f in robot.phone.fields() if f.sort == "RadioButtonsModel")
        for turn in range(ANSWERS_EACH):
            spread = (place / len(crowd.robots) + turn) * ANSWERS_WITHIN_S / ANSWERS_EACH
            await asyncio.sleep(max(0, began + spread - time.monotonic()))
            await robot.choose(field, (place + turn) % 5)

    began = time.monotonic()
    await asyncio.gather(*(one(place, robot) for place, robot in enumerate(crowd.robots)))
    return found


def fill_board(system: System) -> list[str]:
    """A board with placed tasks and with unplaced ones; the unplaced."""
    workshop = system.workshop()
    tasks = [workshop.add_task(f"Opgave {number}") for number in range(N_FILLED + N_TAPS)]
    prompt = workshop.model.task_placements[0]
    people = [workshop.join() for _ in range(N_PLACED_BEFORE)]
    workshop.submit_all(
        [
            Given(person, prompt.prompt_id, task, {"centrality": (i * j + i) % 5, "hours_week": 1 + (i + j) % 9})
            for i, person in enumerate(people)
            for j, task in enumerate(tasks[:N_FILLED])
        ]
    )
    workshop.set_step(prompt.exercise_id)
    return tasks[N_FILLED:]


async def taps_to_chart(system: System, crowd: Crowd) -> list[float]:
    """Seconds from a tap on a phone to the changed picture on the facilitator's page, one tap at a time."""
    unplaced = await asyncio.to_thread(fill_board, system)
    control = await system.control()
    try:
        for robot in crowd.robots:
            await robot.link.until(lambda robot=robot: robot.phone.board or robot.phone.facts.get("called"), 20)
            await robot.come_along()
            await robot.link.until(lambda robot=robot: robot.phone.board, 20)
        found = []
        for number, task in enumerate(unplaced):
            await settled(control)
            before = picture(control)
            tapped = time.perf_counter()
            await crowd.robots[number * 5 % len(crowd.robots)].place(task, number % 5)
            await control.until(lambda before=before: picture(control) != before, TAP_DEADLINE_S)
            found.append(time.perf_counter() - tapped)
            # so that taps fall anywhere between two looks of the control room
            await asyncio.sleep(0.5 + 0.037 * number)
    finally:
        control.close()
    return found


async def settled(control: Link) -> None:
    """Return when the picture has been there, and the same, for a moment."""
    await control.until(lambda: picture(control), 20)
    for _ in range(20):
        before = picture(control)
        try:
            await control.until(lambda before=before: picture(control) != before, 0.8)
        except LinkError:
            return


def picture(control: Link) -> str:
    """The picture on the facilitator's page."""
    values = (str(state.get("value", "")) for state in control.states.values())
    return next((value for value in values if 'class="kr-picture"' in value and "<svg" in value), "")


__all__ = ["Crowd", "acknowledgements", "p95", "storm", "taps_to_chart"]
