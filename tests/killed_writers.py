"""``python killed_writers.py ADDRESS CODE N SEED``: N processes that answer, each killed at a random instant.

Writes one JSON list per process, ``[participant_id, [value, ...]]``: the answers whose submit had returned. Forked
from one warm process, so that hundreds take seconds; a few live at once, as the kernels of a room do.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from kerne_widgets.content import load_model
from kerne_widgets.errors import StoreBusy
from kerne_widgets.store import open_store
from kerne_widgets.workshop import open_workshop

AT_ONCE = 4
ANSWERS_MAX = 3
WITHIN_S = 0.02


def answer_for_ever(address: str, code: str, participant_id: str, told: int) -> None:
    workshop = open_workshop(code, open_store(address))
    n = 0
    while True:
        try:
            workshop.submit(participant_id, "burn_for_me", f"svar {n}")
        except StoreBusy:
            continue  # a page tries again too
        # shorter than a pipe's buffer, so it is told whole or not at all
        os.write(told, f"{n}\n".encode())
        n += 1


def start(address: str, code: str, participant_id: str) -> tuple[int, int]:
    """Number of the process, and where it tells what was stored."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        answer_for_ever(address, code, participant_id, theirs)
    os.close(theirs)
    return pid, ours


def main(address: str, code: str, n: int, seed: int) -> None:
    chance = random.Random(seed)
    load_model()
    for first in range(0, n, AT_ONCE):
        store = open_store(address)
        workshop = open_workshop(code, store)
        names = [workshop.join() for _ in range(min(AT_ONCE, n - first))]
        # no connection may be open across a fork
        store.close()
        writers = [(name, *start(address, code, name)) for name in names]
        for name, pid, told in writers:
            with os.fdopen(told, "rb") as stream:
                # after so many answers, at any instant of the next: however slow the machine, most are among writing
                stored = [stream.readline() for _ in range(chance.randint(0, ANSWERS_MAX))]
                time.sleep(chance.uniform(0, WITHIN_S))
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                stored += stream.readlines()
            sys.stdout.write(json.dumps([name, [f"svar {int(number)}" for number in stored]]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
