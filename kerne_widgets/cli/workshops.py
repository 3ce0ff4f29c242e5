"""Commands about the workshops in the store: ``kerne list | delete | migrate``."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import KerneError
from ..messages import date
from .ground import find, opened_store, require_left, running_codes, settle
from .options import Code, Content, DataDir, LangOption
from .speech import LANG, say

if TYPE_CHECKING:
    from ..workshop import Workshop


def list_(
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Show the workshops in the store, the newest first."""
    from ..workshop import every_workshop

    running = running_codes(settle(data_dir, content))
    with opened_store() as store:
        lines = [(*summary(room), *marks(room, running)) for room in every_workshop(store)]
        typer.echo(columns(lines) if lines else say("list_none", address=store.shown))


def delete(
    code: Code,
    yes: Annotated[bool, typer.Option("--yes", help=say("option_yes"))] = False,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Delete a workshop with all its answers, in the store and in the data folder."""
    from ..deleting import delete_workshop
    from ..places import log_files, workshop_files

    folder = settle(data_dir, content)
    with opened_store() as store:
        room = find(code, store)
        require_left(room.code, folder)
        _, day, name, people, answers = summary(room)
        typer.echo(say("delete_what", code=room.code, name=name, day=day, people=people, answers=answers))
        for file in (*workshop_files(room.code), *filter(Path.exists, log_files())):
            typer.echo(say("delete_file", file=file))
        typer.echo(say("delete_elsewhere"))
        if not yes:
            require_code(room.code)
        delete_workshop(room)
        typer.echo(say("deleted", code=room.code))
        if store.is_server:
            typer.echo(say("deleted_server", address=store.shown))


def migrate(
    data_dir: DataDir = None,
    lang: LangOption = LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Bring the store to this version."""
    settle(data_dir, None)
    with opened_store(new=True) as store:
        typer.echo(say("migrated", address=store.shown))


def summary(room: Workshop) -> tuple[str, ...]:
    """What one knows a workshop by: code, day, name, how many people, and how many answers."""
    people = say("n_participants", n=room.count_people())
    answers = say("n_answers", n=len(room.answers_of_all_rounds()))
    return room.code, date(room.round_list()[0].started_at, LANG), room.name or say("no_name"), people, answers


def marks(room: Workshop, running: set[str]) -> tuple[str, ...]:
    """What else is to be said of a workshop."""
    said = {
        "list_example": room.example,
        "list_running": room.code in running,
    }
    return tuple(say(key) for key, holds in said.items() if holds)


def columns(lines: list[tuple[str, ...]]) -> str:
    """Lines with their parts under one another."""
    widths = [max(map(len, parts)) for parts in zip_longest(*lines, fillvalue="")]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def require_code(code: str) -> None:
    """Let the code be typed, and raise when it is another one."""
    try:
        typed = typer.prompt(say("delete_ask", code=code), default="", show_default=False)
    except typer.Abort:
        typed = ""
    if "".join(filter(str.isalnum, typed.upper())) != code:
        raise KerneError("cli.delete_not_confirmed", code=code)
