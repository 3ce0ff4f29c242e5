"""What would go wrong on this machine, each thing with its cure."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..errors import KerneError, Problem
from .addresses import find_address, free_port, require_port
from .fonts import font_folder
from .limits import connections_needed, files_needed, free_memory, raise_file_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

State = Literal["good", "warning", "stops"]
DISK_MIN_MB = 200
# measured: a participant's kernel and its share of the server, forked or started anew
MB_PER_PARTICIPANT = {True: 31, False: 98}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, what was seen, and the cure where it needs one."""

    subject: str
    state: State
    seen: Problem
    cure: Problem | None = None


@dataclass(frozen=True)
class Plan:
    """The workshop somebody means to start here."""

    folder: Path
    host: str = "0.0.0.0"  # noqa: S104  # as `kerne start` listens
    port: int = 8866
    participants: int = 30
    content: str | None = None


def examine(plan: Plan) -> list[Finding]:
    """Look at everything; the findings in the order a person would mend them."""
    checks = (_data_folder, _content, _port, _address, _files, _memory, _forks, _fonts, _kernel)
    return [finding for check in checks for finding in check(plan)]


def _found(subject: str, state: State, **values: object) -> Finding:
    suffix = "good" if state == "good" else "bad"
    cure = None if state == "good" else Problem(f"cli.cure_{subject}", **values)
    return Finding(subject, state, Problem(f"cli.seen_{subject}_{suffix}", **values), cure)


def _data_folder(plan: Plan) -> Iterator[Finding]:
    writable = os.access(plan.folder, os.W_OK)
    free_mb = shutil.disk_usage(plan.folder).free // 2**20
    good = writable and free_mb >= DISK_MIN_MB
    yield _found("disk", "good" if good else "stops", folder=plan.folder, free=free_mb, needed=DISK_MIN_MB)
    from ..store import open_store

    try:
        store = open_store()
        try:
            store.migrate()
            connections = store.connections_max()
        finally:
            store.close()
    except KerneError as error:
        said = Problem("cli.seen_as_said", said=error.text)
        yield Finding("store", "stops", said, Problem("cli.cure_store"))
    else:
        yield _found("store", "good", address=store.shown)
        if connections is not None:
            yield _connections(plan, connections)


def _connections(plan: Plan, allowed: int) -> Finding:
    needed = connections_needed(plan.participants)
    state: State = "good" if allowed >= needed else "warning"
    return _found("connections", state, allowed=allowed, needed=needed, participants=plan.participants)


def _content(plan: Plan) -> Iterator[Finding]:
    from ..content import load_model
    from ..content_folder import check_folder

    problems = check_folder(Path(plan.content)) if plan.content else []
    for problem in problems:
        # each says itself what to do; what helps against all of them is said once
        cure = Problem("cli.cure_content") if problem is problems[-1] else None
        yield Finding("content", "stops", Problem("cli.seen_as_said", said=problem.text), cure)
    if not problems:
        model = load_model(plan.content)
        yield _found("content", "good", dimensions=len(model.dimensions), prompts=len(model.prompts))


def _port(plan: Plan) -> Iterator[Finding]:
    try:
        require_port(plan.host, plan.port)
    except KerneError:
        yield _found("port", "stops", port=plan.port, free=free_port(plan.host, plan.port + 1))
    except OSError as error:
        yield Finding(
            "port", "stops", Problem("cli.seen_host_bad", host=plan.host, reason=error), Problem("cli.cure_host")
        )
    else:
        yield _found("port", "good", port=plan.port)


def _address(_: Plan) -> Iterator[Finding]:
    address = find_address()
    yield _found("address", "warning" if address.startswith("127.") else "good", address=address)


def _files(plan: Plan) -> Iterator[Finding]:
    allowed, needed = raise_file_limit(), files_needed(plan.participants)
    yield _found(
        "files",
        "good" if allowed >= needed else "stops",
        allowed=allowed,
        needed=needed,
        participants=plan.participants,
    )


def _memory(plan: Plan) -> Iterator[Finding]:
    free_mb = free_memory() // 2**20
    needed = 500 + plan.participants * MB_PER_PARTICIPANT[forks()]
    yield _found(
        "memory",
        "good" if free_mb >= needed else "warning",
        free=free_mb,
        needed=needed,
        participants=plan.participants,
    )


def _forks(_: Plan) -> Iterator[Finding]:
    yield _found("forks", "good" if forks() else "warning")


def forks() -> bool:
    """Whether a participant's kernel can be forked from a warm process here."""
    return sys.platform.startswith("linux") and hasattr(os, "fork")


def _fonts(_: Plan) -> Iterator[Finding]:
    font = font_folder() / "DejaVuSans.ttf"
    yield _found("fonts", "good" if font.is_file() else "warning", font=font)


def _kernel(_: Plan) -> Iterator[Finding]:
    from jupyter_client.kernelspec import KernelSpecManager

    names = KernelSpecManager().find_kernel_specs()
    known = [name for name in ("kerne", "python3") if name in names]
    yield _found("kernel", "good" if known else "stops", name=known[0] if known else "")
