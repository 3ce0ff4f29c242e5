"""The workshop that runs from a data folder: ``server.json``, and who may write it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

STATE = "server.json"
CODE = "kode"
# when a process began is known by a clock that may have been set since
CLOCK_SLACK_S = 60.0


@dataclass(frozen=True)
class Running:
    """A running workshop, as ``server.json`` tells it. ``workshop`` is the one that is led now."""

    pid: int
    participant_url: str
    facilitator_url: str
    workshop: str

    def leading(self, code: str) -> Running:
        """The same servers, when another workshop is led."""
        address = urlsplit(self.participant_url)
        query = urlencode({**dict(parse_qsl(address.query)), CODE: code})
        return replace(self, workshop=code, participant_url=address._replace(query=query).geturl())


def write_state(folder: Path, running: Running) -> None:
    """Write ``server.json`` whole or not at all; it holds the token, so it is for the owner's eyes only."""
    draft = folder / f".{STATE}.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as target:
        json.dump(asdict(running), target)
    draft.replace(folder / STATE)


def read_state(folder: Path) -> Running | None:
    """The workshop that runs with this data folder, if one does.

    After a crash ``server.json`` is left behind, and its number may by now be another program's.
    """
    told = _told(folder)
    return told[0] if told and is_ours(told[0].pid, told[1]) else None


def own_state(folder: Path) -> Running | None:
    """What ``server.json`` tells now, if this process wrote it when it began."""
    told = _told(folder)
    return told[0] if told and told[0].pid == os.getpid() else None


def lead(folder: Path, code: str) -> None:
    """Say which workshop is led now, if one runs from the folder."""
    running = read_state(folder)
    if running is not None and running.workshop != code:
        write_state(folder, running.leading(code))


def remove_state(folder: Path) -> None:
    """Take ``server.json`` away if it is this process's."""
    if own_state(folder):
        (folder / STATE).unlink(missing_ok=True)


def is_ours(pid: Any, written_at: float) -> bool:
    """Whether the process with a number is the one that wrote ``server.json`` at that instant.

    It was there when the file was written, is a kerne command, and is not the one that asks: in a container every start
    gets the same number.
    """
    import psutil

    if type(pid) is not int or pid <= 0 or pid == os.getpid():
        return False
    try:
        process = psutil.Process(pid)
        return process.create_time() <= written_at + CLOCK_SLACK_S and "kerne" in " ".join(process.cmdline())
    except (psutil.Error, OverflowError):
        return False


def _told(folder: Path) -> tuple[Running, float] | None:
    path = folder / STATE
    with suppress(FileNotFoundError, ValueError, TypeError):
        return Running(**json.loads(path.read_text(encoding="utf-8"))), path.stat().st_mtime
    return None
