"""Pages drawn ahead: who joins finds one waiting and up to date; until then it is nobody's."""

from __future__ import annotations

import asyncio
import os
import time

import httpx
import psutil
import pytest
from conftest import start_room, stop_room
from test_serve_join import join as send

from kerne_widgets.rehearsal.door import Door
from kerne_widgets.rehearsal.robot import Robot
from kerne_widgets.rehearsal.words import Voice
from kerne_widgets.serve import kernels as module
from kerne_widgets.serve.ahead import PagesAhead
from kerne_widgets.serve.kernels import VISIT, Lease, RoomFull, RoomKernels, Visit

N_EXPECTED = 4
WITHIN_S = 60


@pytest.fixture(scope="module")
def full_room(tmp_path_factory):
    started = start_room(tmp_path_factory.mktemp("ahead"), "--participants", str(N_EXPECTED))
    until = time.monotonic() + WITHIN_S
    while len(drawn(started)) < N_EXPECTED:
        assert time.monotonic() < until
        time.sleep(0.05)
    yield started
    stop_room(started)


def drawn(room):
    """Kernels that run: processes that lead a session of their own, below the two servers."""
    servers = psutil.Process(room.process.pid).children()
    started = [process for server in servers for process in server.children(recursive=True)]
    leaders = (process for process in started if os.getsid(process.pid) == process.pid)
    return {process.pid for process in leaders if process.status() != psutil.STATUS_ZOMBIE}


def join(room):
    """Join as a phone does; the screen that is there when the page has come."""

    async def joined():
        robot = Robot(Door(room.origin), Voice(20, 1))
        await robot.join(room.code)
        screen = robot.phone.screen_id
        await robot.leave()
        return screen

    return asyncio.run(joined())


def test_who_joins_is_given_a_page_that_was_there_already(full_room):
    before = drawn(full_room)
    n_joined = len(full_room.workshop().participant_list())
    assert join(full_room) == full_room.workshop().planned[0].exercise_id
    assert drawn(full_room) == before
    assert len(full_room.workshop().participant_list()) == n_joined + 1


def test_a_mistyped_number_of_people_uses_up_no_page_that_waits(full_room):
    before = drawn(full_room)
    with httpx.Client(base_url=full_room.origin, timeout=30) as client:
        for _ in range(N_EXPECTED):
            assert send(client, full_room.code, antal="31").status_code == 409
    join(full_room)
    assert drawn(full_room) == before


def test_a_page_that_waited_shows_where_the_room_is_now(full_room):
    before = drawn(full_room)
    full_room.workshop().set_step("value_missed")
    assert join(full_room) == "value_missed"
    assert drawn(full_room) == before


def test_when_those_that_wait_have_died_a_page_is_drawn_as_ever(full_room):
    left = [psutil.Process(pid) for pid in drawn(full_room)]
    for process in left:
        process.kill()
    psutil.wait_procs(left, timeout=10)
    assert join(full_room) == "value_missed"
    assert len(drawn(full_room)) == 1


def test_a_server_that_is_stopped_while_it_draws_ahead_says_nothing_of_it(tmp_path):
    busy = start_room(tmp_path, "--participants", "40")
    stop_room(busy)
    assert not any(word in busy.reports() + busy.log() for word in ("Traceback", "Task", "ERROR"))


@pytest.fixture
def kept(monkeypatch):
    """Kernels of which only the bookkeeping is real, and the list of those that were stopped."""

    async def lives(_: str) -> bool:
        return True

    async def stop(kernel_id: str) -> None:
        stopped.append(kernel_id)
        del kernels.leases[kernel_id]

    stopped: list[str] = []
    kernels = RoomKernels(cull_idle_timeout=0, preferred="kerne")
    monkeypatch.setattr(kernels, "is_serving", lives)
    monkeypatch.setattr(kernels, "stop_kernel", stop)
    monkeypatch.setattr(RoomKernels, "full", property(lambda self: len(self.leases) >= self.kernels_max))
    return kernels, stopped


LONG_AGO = -2 * module.NEVER_OPENED_S


def waiting(owner):
    return Lease(owner, "", time.monotonic() + LONG_AGO, drawn_for={"KERNE_PARTICIPANT": owner}, awaits=True)


def test_a_page_waits_as_long_as_nobody_comes_and_not_for_who_came_and_went(kept):
    kernels, stopped = kept
    kernels.leases = {"one": waiting("a"), "other": waiting("b")}
    assert kernels.give("b")
    kernels.leases["other"].given_at += LONG_AGO
    for kernel_id in list(kernels.leases):
        asyncio.run(kernels.cull_kernel_if_idle(kernel_id))
    assert stopped == ["other"]


def test_a_page_is_given_once_and_only_to_the_visit_it_was_drawn_for(kept):
    kernels, _ = kept
    kernels.leases = {"one": waiting("a")}
    kernels.kernels_max = 1

    async def ask(**told):
        VISIT.set(Visit("a", "da", told))
        return await kernels.start_kernel()

    assert kernels.give("a")
    assert not kernels.give("a")
    with pytest.raises(RoomFull):
        asyncio.run(ask(KERNE_PARTICIPANT="a", KERNE_LANG="en"))
    assert asyncio.run(ask(KERNE_PARTICIPANT="a")) == "one"
    with pytest.raises(RoomFull):
        asyncio.run(ask(KERNE_PARTICIPANT="a"))


def test_no_page_that_waits_is_given_up_for_another_that_waits(kept):
    kernels, stopped = kept
    kernels.leases = {"one": waiting("a")}
    kernels.kernels_max = 1
    asyncio.run(PagesAhead(kernels, [], lambda owner: Visit(owner, "da"))._fill(2))
    assert stopped == []


def test_in_a_full_room_those_who_are_here_come_before_those_who_are_expected(kept, monkeypatch):
    kernels, stopped = kept
    kernels.leases = {"one": waiting("a")}
    kernels.kernels_max = 1

    async def start(_self: object, **_: object) -> None:
        return None

    monkeypatch.setattr(module.AsyncMappingKernelManager, "start_kernel", start)
    VISIT.set(Visit("b", "da", {}))
    asyncio.run(kernels.start_kernel())
    assert stopped == ["one"]


def test_in_a_full_room_who_loads_again_takes_the_place_of_their_own_page(kept, monkeypatch):
    kernels, stopped = kept
    kernels.leases = {"left": Lease("a", "", time.monotonic() + LONG_AGO, opened=True)}
    kernels.kernels_max = 1

    async def start(_self: object, **_: object) -> None:
        return None

    monkeypatch.setattr(module.AsyncMappingKernelManager, "start_kernel", start)
    VISIT.set(Visit("a", "da", {}))
    asyncio.run(kernels.start_kernel())
    assert stopped == ["left"]
