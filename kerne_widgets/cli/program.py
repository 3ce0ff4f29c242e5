"""How this program is run where the person stands, and command lines that can be copied from the terminal."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

NAME = "kerne"
COMMANDS = "start|demo|lab|list|export|import|delete|sheets|simulate|doctor|migrate"
# not where it is already the end of a path
WRITTEN = re.compile(rf"(?<![\w/\\]){NAME}(?= (?:{COMMANDS}|--help)\b)")


@cache
def program() -> str:
    """What runs this installation from here: ``kerne`` where that is what it is, else a path to it."""
    own = shutil.which(NAME, path=sysconfig.get_path("scripts"))
    if own is None:
        return copied(sys.executable, "-m", "kerne_widgets.cli")
    found = shutil.which(NAME)
    if found and Path(found).resolve() == Path(own).resolve():
        return NAME
    here = os.path.relpath(own) if Path(own).is_relative_to(Path.cwd()) else own
    return copied(here)


def here(sentence: str) -> str:
    """A sentence with the commands in it as they are run from here."""
    return WRITTEN.sub(lambda _: program(), sentence)


def copied(*words: object) -> str:
    """Words as they are typed in a terminal, each in quotes where it must be."""
    typed = [str(word) for word in words]
    return subprocess.list2cmdline(typed) if sys.platform == "win32" else shlex.join(typed)


def command(name: str, *words: object) -> str:
    """A command of ours as it is typed here."""
    return " ".join((program(), copied(name, *words)))
