"""Commands that serve: ``kerne start | demo | lab``."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import KerneError
from ..places import own_content, usual_data_dir
from .ground import find, opened_store, require_free, require_no_other, settle
from .options import (
    EVERYWHERE,
    PEOPLE,
    PORT,
    Content,
    DataDir,
    Host,
    LangOption,
    NewLink,
    NoBrowser,
    OnNetwork,
    People,
    Port,
)
from .program import command
from .speech import LANG, say

if TYPE_CHECKING:
    from ..running import Running
    from ..serve.supervisor import Supervisor
    from ..workshop import Workshop


def start(
    port: Port = PORT,
    host: Host = EVERYWHERE,
    participants: People = PEOPLE,
    workshop: Annotated[str | None, typer.Option("--workshop", metavar="CODE", help=say("option_workshop"))] = None,
    name: Annotated[str, typer.Option("--name", help=say("option_name"))] = "",
    programme: Annotated[str | None, typer.Option("--programme", metavar="ID", help=say("option_programme"))] = None,
    control_on_network: OnNetwork = False,
    new_link: NewLink = False,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,
    no_browser: NoBrowser = False,
) -> None:
    """Open or make a workshop, and serve it until told to stop."""
    from ..content import load_model
    from ..programmes import find_programme
    from ..serve.addresses import LOCAL
    from ..serve.secret import renew_link
    from ..serve.supervisor import Supervisor
    from ..workshop import create_workshop

    folder = settle(data_dir, content)
    chosen = find_programme(load_model(), programme) if programme else None
    require_no_other(folder)
    require_free(host, port)
    with opened_store(new=True) as store:
        room = find(workshop, store) if workshop else create_workshop(name, lang=lang, store=store)
        if chosen:
            room.set_programme(chosen)
        require_all(room, folder)
        title, code, page_lang = room.name, room.code, room.lang
    if new_link:
        renew_link(folder)
    control_host = host if control_on_network else LOCAL
    supervisor = Supervisor(
        code, folder, host=host, port=port, control_host=control_host, participants=participants, lang=page_lang
    )
    given = changed((host, port, participants), control_on_network=control_on_network)
    serve(supervisor, Occasion(title, folder, given), quiet=no_browser)


def demo(
    port: Port = PORT,
    host: Host = EVERYWHERE,
    participants: People = PEOPLE,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,
    no_browser: NoBrowser = False,
) -> None:
    """Serve a filled workshop, marked as an example."""
    from ..example import make_example
    from ..serve.supervisor import Supervisor

    folder = settle(data_dir, content)
    require_no_other(folder)
    require_free(host, port)
    with opened_store(new=True) as store:
        room = make_example(store, lang)
        title, code = room.name, room.code
    supervisor = Supervisor(code, folder, host=host, port=port, participants=participants, lang=lang)
    given = changed((host, port, participants))
    serve(supervisor, Occasion(title, folder, given, is_example=True), quiet=no_browser)


def lab(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=say("option_lab_port"))] = 8888,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,
    no_browser: NoBrowser = False,
) -> None:
    """Open JupyterLab on the notebooks."""
    import subprocess

    folder = settle(data_dir, content)
    require_free("127.0.0.1", port)
    os.environ["KERNE_LANG"] = lang
    # JupyterLab as the folder `lab` says: nobody is asked about news, which would be fetched from the internet
    given = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        [str(Path(__file__).parent / "lab"), *([given] if given else [])]
    )
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.port_retries=0", f"--port={port}"]
    if no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    command.append(str(own_notebooks(folder)))
    if sys.platform == "win32":
        raise typer.Exit(subprocess.call(command))  # noqa: S603  # our own program and a folder
    # JupyterLab takes this process's place, and with it Ctrl-C and SIGTERM
    os.execv(sys.executable, command)  # noqa: S606  # no shell is wanted


@dataclass(frozen=True)
class Occasion:
    """What is served: its name, where its answers are, and the options that it takes to serve it so again."""

    title: str
    folder: Path
    given: tuple[object, ...] = ()
    is_example: bool = False

    def again(self, code: str) -> str:
        """The command that opens a workshop again."""
        return command("start", "--workshop", code, *places(self.folder), *self.given)

    def delete(self, code: str) -> str:
        """The command that deletes it."""
        return command("delete", code, *places(self.folder))


def serve(supervisor: Supervisor, occasion: Occasion, *, quiet: bool) -> None:
    """Serve a workshop until told to stop."""
    from ..serve.supervisor import run

    def announce(running: Running) -> None:
        typer.echo(invitation(running, occasion))
        if not quiet and has_screen():
            import webbrowser

            webbrowser.open(running.facilitator_url)

    supervisor.log.on_error = lambda: typer.echo(say("log_told", file=supervisor.log.path), err=True)
    try:
        run(supervisor, announce)
    finally:
        for code in supervisor.held:
            typer.echo(say("stopped", code=code, again=occasion.again(code), delete=occasion.delete(code)))


def invitation(running: Running, occasion: Occasion) -> str:
    """Addresses and QR codes, as the terminal shows them."""
    lines = [
        "",
        say("running", title=occasion.title or running.workshop, code=running.workshop),
        "",
        terminal_qr(running.participant_url),
        say("for_participants", url=running.participant_url),
        say("for_facilitator", url=running.facilitator_url),
    ]
    if "://127." not in running.facilitator_url:
        lines += ["", say("control_on_network"), "", terminal_qr(running.facilitator_url)]
    lines += ["", say("how_to_go_on", again=occasion.again(running.workshop))]
    if not occasion.is_example:
        lines.append(say("see_example"))
    if "://127." in running.participant_url:
        lines.append(say("only_here"))
    return "\n".join(lines)


def places(folder: Path) -> list[object]:
    """The options that say where answers and content lie, where that is not as usual."""
    elsewhere = ["--data-dir", folder] if folder != usual_data_dir() else []
    return [*elsewhere, *(["--content", own_content()] if own_content() else [])]


def changed(network: tuple[str, int, int], *, control_on_network: bool = False) -> tuple[object, ...]:
    """The options of a server that are not as usual."""
    host, port, participants = network
    options = (("--host", host, EVERYWHERE), ("--port", port, PORT), ("--participants", participants, PEOPLE))
    given = [word for name, value, usual in options if value != usual for word in (name, value)]
    return (*given, *(["--control-on-network"] if control_on_network else []))


def require_all(room: Workshop, folder: Path) -> None:
    """Raise when the programme of a workshop belongs to another content folder; say it where only answers do."""
    how = command("start", "--workshop", room.code, *places(folder), "--content")
    foreign = room.foreign_exercises()
    if foreign:
        usual = room.model.default_programme.programme_id
        raise KerneError("cli.other_content", code=room.code, ids=", ".join(foreign), how=how, programme=usual)
    unread = room.foreign_answers()
    if unread:
        typer.echo(say("answers_elsewhere", n=unread.total(), ids=", ".join(sorted(unread)), how=how), err=True)


def terminal_qr(url: str) -> str:
    """A QR code in the letters of a terminal."""
    import io

    import segno

    drawn = io.StringIO()
    segno.make(url, error="m").terminal(out=drawn, compact=True, border=2)
    return drawn.getvalue()


def has_screen() -> bool:
    """Whether opening a browser can show anything; in a bare terminal it would take the terminal over."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def own_notebooks(folder: Path) -> Path:
    """The shipped notebooks or, where they cannot be written, a copy in the data folder that can."""
    import shutil

    from ..places import shipped

    shipped_folder = shipped("notebooks")
    if os.access(shipped_folder, os.W_OK) and not (shipped_folder.parent / "__init__.py").exists():
        return shipped_folder
    copy = folder / "notebooks"
    copy.mkdir(exist_ok=True)
    for notebook in sorted(shipped_folder.glob("*.ipynb")):
        if not (copy / notebook.name).exists():
            shutil.copy(notebook, copy)
    return copy
