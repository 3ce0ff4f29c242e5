"""A whole room of robots, and what came of it."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from tornado.httpclient import HTTPClientError
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketError

from .door import Door, DoorError
from .link import LinkError
from .robot import Robot, TakenOut
from .words import Voice

SEED = 20
# what can happen to a robot without being a fault of this program
MISHAPS = (DoorError, LinkError, HTTPClientError, StreamClosedError, WebSocketError, OSError)


@dataclass
class Rehearsal:
    """What came of a rehearsal.

    Attributes
    ----------
    join_s
        From opening the link to a page that can be answered, for each robot that came in.
    ack_s
        From sending to "stored", for each answer.
    n_out
        Robots that were taken out of the workshop before they were done.
    has_waited
        Whether the phones waited for the room to begin, and the robots with them.
    errors
        What went wrong, in words for a log.
    """

    n_robots: int
    join_s: list[float] = field(default_factory=list)
    ack_s: list[float] = field(default_factory=list)
    n_done: int = 0
    n_out: int = 0
    has_waited: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def n_joined(self) -> int:
        """Robots that came in."""
        return len(self.join_s)

    @property
    def n_answers(self) -> int:
        """Answers that were stored."""
        return len(self.ack_s)


def p95(values: Sequence[float]) -> float | None:
    """The value that 95 of 100 do not exceed; None of none."""
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1] if ordered else None


async def rehearse(
    origin: str,
    code: str,
    n_robots: int,
    *,
    lang: str = "da",
    role: str = "",
    gathers: frozenset[str] = frozenset(),
    pause_s: float = 0.0,
    seed: int = SEED,
    within_s: float = 60.0,
    on_progress: Callable[[Rehearsal], None] = lambda _: None,
    on_waiting: Callable[[], None] = lambda: None,
    play: Callable[[Robot], Awaitable[None]] = Robot.go_through,
) -> Rehearsal:
    """Let robots join at once, answer every open prompt and place every task; they wait where the phones wait.

    Parameters
    ----------
    origin
        Address of the participants' server.
    code
        Code of the workshop.
    role
        What they say their role is.
    gathers
        Prompts whose cards are work tasks.
    pause_s
        How long each thinks before an answer, on average.
    within_s
        How long any one answer of the server may take.
    on_progress
        Called whenever a robot has come in, answered, failed or finished.
    on_waiting
        Called once when the phones wait for the room to begin.
    play
        What each does when it is in; ``Robot.follow`` to stay and go along with the room.
    """
    came = Rehearsal(n_robots)

    def note(seconds: float) -> None:
        came.ack_s.append(seconds)
        on_progress(came)

    def wait() -> None:
        if not came.has_waited:
            came.has_waited = True
            on_waiting()

    async def one(number: int) -> None:
        door = Door(origin, within_s)
        voice = Voice(seed, number)
        robot = Robot(door, voice, lang=lang, gathers=gathers, pause_s=pause_s, on_answer=note, on_waiting=wait)
        began = time.perf_counter()
        try:
            await robot.join(code, role)
            came.join_s.append(time.perf_counter() - began)
            on_progress(came)
            await play(robot)
            came.n_done += 1
        except TakenOut:
            came.n_out += 1
        except MISHAPS as mishap:
            came.errors.append(f"{number}: {type(mishap).__name__}: {mishap}")
        finally:
            await robot.leave()
            on_progress(came)

    await asyncio.gather(*(one(number) for number in range(n_robots)))
    return came
