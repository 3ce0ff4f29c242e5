"""What the servers report, in a file in the data folder: what went wrong and where, and never what anyone wrote.

A server, its kernels and the libraries under them write as they please: the message of an error may quote an answer. So
what is kept of a line is its shape: who reports and how grave it is, which error was raised, in which line of which
file. Whatever is quoted is left out, and so is any line of another shape.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from ..places import log_files

if TYPE_CHECKING:
    from pathlib import Path

# beyond this the file is set aside, in place of the one that was set aside before
KEPT_BYTES = 200_000
LINE_BYTES = 8_192
SAID_MAX = 300
# as Jupyter begins the lines of its servers, and as `head_lines` lets others begin theirs
FORMAT = "[%(name)s] %(levelname)s | %(message)s"
HEAD = re.compile(r"(?P<who>\[[\w.-]+\] (?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL) \|) (?P<told>.*)")
FRAME = re.compile(r"""\s*File\ "?[^"\s]+?"?(?:,\ line\ |:)\d+(?:,\ in\ [\w<>.]+)?""", re.VERBOSE)
COLOUR = re.compile(r"\x1b\[[\d;]*m")
TRACEBACK = "Traceback (most recent call last)"
RAISED = re.compile(r"Fatal Python error|(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Gone|Full|Busy)\b")
QUOTED = re.compile(r"""(['"]).*?(?:\1|$)|»[^«]*«?|“[^”]*”?|<.*?(?:>|$)|\(.*?(?:\)|$)|\[.*?(?:\]|$)""")
# what an error says may be a quotation without marks, and what follows a question mark in an address was typed
TOLD = re.compile(r"(?<=Error: |ption: ).+|(?<=\?)\S+")


class ServerLog:
    """The file, and what goes into it.

    Parameters
    ----------
    folder
        The data folder.

    Attributes
    ----------
    path
        Where it is.
    on_error
        Called when a server first reports that something went wrong.
    """

    def __init__(self, folder: Path) -> None:
        self.path, self._older = log_files(folder)
        self.on_error: Callable[[], None] = lambda: None
        self._last: dict[str, str] = {}
        self._readers: dict[str, threading.Thread] = {}
        self._one_at_a_time = threading.Lock()

    def follow(self, server: str, stream: IO[bytes]) -> None:
        """Take what a server writes, until it has ended."""
        self._readers[server] = threading.Thread(target=self._read, args=(server, stream), daemon=True)
        self._readers[server].start()

    def last_words(self, server: str, within_s: float = 2.0) -> str:
        """What a server that has ended wrote last, as it was written: for the eyes of whoever started it."""
        self._readers[server].join(within_s)
        return self._last.get(server, "")[:SAID_MAX]

    def be_quiet(self) -> None:
        """Call nobody any more: what servers report while they are stopped is no news."""
        self.on_error = lambda: None

    def _read(self, server: str, stream: IO[bytes]) -> None:
        with stream:
            while line := stream.readline(LINE_BYTES):
                self._take(server, line.decode("utf-8", "replace").strip("\r\n"))

    def _take(self, server: str, line: str) -> None:
        if line.strip():
            self._last[server] = line.strip()
        kept = discreet(line)
        if not kept:
            return
        with self._one_at_a_time, suppress(OSError):  # a full disk is told of elsewhere
            now = dt.datetime.now(dt.UTC).astimezone().isoformat(" ", "seconds")
            self._write(f"{now} {server}: {kept}\n")
        if is_error(line):
            tell, self.on_error = self.on_error, lambda: None
            tell()

    def _write(self, line: str) -> None:
        # opened for each line, so that whoever deletes it has deleted it
        with suppress(FileNotFoundError):
            if self.path.stat().st_size > KEPT_BYTES:
                self.path.replace(self._older)
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as target:
            target.write(line.encode())


def discreet(line: str) -> str:
    """What may be kept of a line; ``""`` for nothing."""
    line = COLOUR.sub("", line)
    if head := HEAD.fullmatch(line):
        return f"{head['who']} {TOLD.sub('…', QUOTED.sub('…', head['told']))}"
    if line.startswith(TRACEBACK):
        return TRACEBACK
    found = FRAME.match(line) or RAISED.match(line)
    return found[0] if found else ""


def is_error(line: str) -> bool:
    """Whether a line begins to tell of something that went wrong."""
    head = HEAD.fullmatch(line)
    return head["level"] in ("ERROR", "CRITICAL") if head else line.startswith((TRACEBACK, "Fatal Python error"))


def head_lines() -> None:
    """Let warnings of all that is not Jupyter's begin as Jupyter's do, by who gives them."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    logging.getLogger().addHandler(handler)
