"""The command line.

``kerne start | demo | lab | list | export | import | delete | sheets | simulate | doctor | migrate``.
"""

from __future__ import annotations

import os
import sys
import warnings
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .errors import KerneError, UnknownWorkshop
from .messages import DEFAULT_LANG, LANGS, date, number, text

if TYPE_CHECKING:
    from .serve.supervisor import Running, Supervisor
    from .store import Store
    from .workshop import Workshop

# Typer keeps its own copy of this class in some versions and takes Click's in others
UsageError: Any = typer.BadParameter.__mro__[1]


def spoken(arguments: list[str]) -> str:
    """Language of the help and of errors: ``--lang``, else ``$KERNE_LANG``, else Danish."""
    asked = os.environ.get("KERNE_LANG", DEFAULT_LANG)
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument == "--lang":
            asked = following
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked if asked in LANGS else DEFAULT_LANG


LANG = spoken(sys.argv[1:])


def say(key: str, **values: Any) -> str:
    """A sentence of the command line's."""
    return text(f"cli.{key}", LANG, **values)


def checked_lang(value: str) -> str:
    """One of the languages there are, or a usage error."""
    if value not in LANGS:
        raise typer.BadParameter(", ".join(LANGS))
    return value


app = typer.Typer(
    name="kerne",
    help=say("help"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # without markup the help needs no rich, and comes in a third of the time
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

DataDir = Annotated[Path | None, typer.Option("--data-dir", metavar="DIR", help=say("option_data_dir"))]
Content = Annotated[Path | None, typer.Option("--content", metavar="DIR", help=say("option_content"))]
LangOption = Annotated[str, typer.Option("--lang", metavar="da|en", help=say("option_lang"), callback=checked_lang)]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help=say("option_port"))]
Host = Annotated[str, typer.Option("--host", help=say("option_host"))]
People = Annotated[int, typer.Option("--participants", min=1, max=2000, help=say("option_participants"))]
OnNetwork = Annotated[bool, typer.Option("--control-on-network", help=say("option_control_on_network"))]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help=say("option_no_browser"))]
Code = Annotated[str, typer.Argument(metavar="CODE", help=say("argument_code"), show_default=False)]

EVERYWHERE = "0.0.0.0"  # noqa: S104  # phones must reach it
PORT = 8866


@app.command(help=say("help_start"))
def start(
    port: Port = PORT,
    host: Host = EVERYWHERE,
    participants: People = 30,
    workshop: Annotated[str | None, typer.Option("--workshop", metavar="CODE", help=say("option_workshop"))] = None,
    name: Annotated[str, typer.Option("--name", help=say("option_name"))] = "",
    programme: Annotated[str | None, typer.Option("--programme", metavar="ID", help=say("option_programme"))] = None,
    control_on_network: OnNetwork = False,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,
    no_browser: NoBrowser = False,
) -> None:
    """Open or make a workshop, and serve it until told to stop."""
    from .content import load_model
    from .programmes import find_programme
    from .serve.addresses import LOCAL
    from .serve.supervisor import Supervisor
    from .workshop import create_workshop

    folder = settle(data_dir, content)
    chosen = find_programme(load_model(), programme) if programme else None
    require_no_other(folder)
    require_free(host, port)
    with opened_store(new=True) as store:
        room = find(workshop, store) if workshop else create_workshop(name, lang=lang, store=store)
        if chosen:
            room.set_programme(chosen)
        title, code, page_lang = room.name, room.code, room.lang
    control_host = host if control_on_network else LOCAL
    supervisor = Supervisor(
        code, folder, host=host, port=port, control_host=control_host, participants=participants, lang=page_lang
    )
    serve(supervisor, title, quiet=no_browser)


@app.command(help=say("help_demo"))
def demo(
    port: Port = PORT,
    host: Host = EVERYWHERE,
    participants: People = 30,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,
    no_browser: NoBrowser = False,
) -> None:
    """Serve a filled workshop, marked as an example."""
    from .example import make_example
    from .serve.supervisor import Supervisor

    folder = settle(data_dir, content)
    require_no_other(folder)
    require_free(host, port)
    with opened_store(new=True) as store:
        room = make_example(store, lang)
        title, code = room.name, room.code
    supervisor = Supervisor(code, folder, host=host, port=port, participants=participants, lang=lang)
    serve(supervisor, title, quiet=no_browser)


@app.command(help=say("help_lab"))
def lab(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=say("option_lab_port"))] = 8888,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,
    no_browser: NoBrowser = False,
) -> None:
    """Open JupyterLab on the notebooks."""
    import subprocess

    folder = settle(data_dir, content)
    require_free("127.0.0.1", port)
    os.environ["KERNE_LANG"] = lang
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


@app.command("list", help=say("help_list"))
def list_(
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Show the workshops in the store, the newest first."""
    from .serve.supervisor import read_state

    running = read_state(settle(data_dir, content))
    with opened_store() as store:
        rooms = [find(code, store) for code in store.fetch_codes()]
        lines = [(*summary(room), *marks(room, running)) for room in rooms]
        typer.echo(columns(lines) if lines else say("list_none", address=store.shown))


@app.command("export", help=say("help_export"))
def export_(
    code: Code,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("argument_export_file"))],
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Write a workshop to a file: a report, slides, a workbook, or all answers."""
    from .exchange import require_ending
    from .report import EXPORTS, write

    settle(data_dir, content)
    require_ending(file, EXPORTS)
    with opened_store() as store, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", UserWarning)
        write(find(code, store), file)
    typer.echo(say("exported", file=file))
    # a report reads the answers more than once, and a warning is said once
    for said in {str(warning.message) for warning in warned if warning.category is UserWarning}:
        typer.echo(said, err=True)


@app.command("import", help=say("help_import"))
def import_(
    code: Code,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("argument_import_file"))],
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help=say("option_skip_bad"))] = False,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Take the answers in a file into a workshop."""
    from .exchange import IMPORTS, BadRows, import_answers, require_ending

    settle(data_dir, content)
    require_ending(file, IMPORTS)
    with opened_store() as store:
        try:
            found = import_answers(find(code, store), file, skip_bad=skip_bad)
        except BadRows as error:
            report_rows(error.bad)
            raise
    report_rows(found.bad)
    typer.echo(say("imported", n=len(found.given), file=file))
    if found.n_known:
        typer.echo(say("imported_known", n=found.n_known))


@app.command(help=say("help_delete"))
def delete(
    code: Code,
    yes: Annotated[bool, typer.Option("--yes", help=say("option_yes"))] = False,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Delete a workshop with all its answers, in the store and in the data folder."""
    from .deleting import delete_workshop
    from .places import workshop_files
    from .serve.supervisor import read_state

    folder = settle(data_dir, content)
    with opened_store() as store:
        room = find(code, store)
        running = read_state(folder)
        if running is not None and running.workshop == room.code:
            raise KerneError("cli.delete_running", code=room.code, folder=folder)
        _, day, name, people, answers = summary(room)
        typer.echo(say("delete_what", code=room.code, name=name, day=day, people=people, answers=answers))
        for file in workshop_files(room.code):
            typer.echo(say("delete_file", file=file))
        typer.echo(say("delete_elsewhere"))
        if not yes:
            require_code(room.code)
        delete_workshop(room)
        typer.echo(say("deleted", code=room.code))
        if store.is_server:
            typer.echo(say("deleted_server", address=store.shown))


@app.command(help=say("help_sheets"))
def sheets(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("argument_sheets_file"))] = Path("kerne-sheets.pdf"),
    programme: Annotated[str | None, typer.Option("--programme", metavar="ID", help=say("option_sheets"))] = None,
    exercise: Annotated[str | None, typer.Option("--exercise", metavar="ID", help=say("option_exercise"))] = None,
    workshop: Annotated[str | None, typer.Option("--workshop", metavar="CODE", help=say("option_sheets_code"))] = None,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Print exercises as A4 sheets, to be answered with a pen."""
    from .content import load_model
    from .exchange import require_ending
    from .programmes import find_programme
    from .report import SHEETS, exercise_sheets, save

    settle(data_dir, content)
    require_ending(file, SHEETS)
    if programme and exercise:
        raise KerneError("cli.sheets_both")
    model = load_model()
    ids = [model.exercise(exercise).exercise_id] if exercise else []
    if programme:
        ids = find_programme(model, programme).exercise_ids
    if workshop:
        with opened_store() as store:
            room = find(workshop, store)
            made = exercise_sheets(room.model, ids or room.programme.exercise_ids, lang, room)
    else:
        made = exercise_sheets(model, ids or model.default_programme.exercise_ids, lang)
    save(made, file)
    typer.echo(say("exported", file=file))


@app.command(help=say("help_simulate"))
def simulate(
    code: Code,
    participants: People = 30,
    url: Annotated[str, typer.Option("--url", metavar="URL", help=say("option_url"))] = "",
    pause: Annotated[float, typer.Option("--pause", min=0, max=600, help=say("option_pause"))] = 1.0,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Let robots join a running workshop and answer."""
    import asyncio

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from .content import load_model
    from .rehearsal import Rehearsal, rehearse
    from .rehearsal.room import p95

    folder = settle(data_dir, content)
    model = load_model(os.environ.get("KERNE_CONTENT"))
    gathers = frozenset(prompt.prompt_id for prompt in model.prompts if prompt.gathers == "tasks")
    origin = (url or server_address(folder)).partition("?")[0].rstrip("/")
    require_server(origin)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        joined = progress.add_task(say("robots_joined"), total=participants)
        finished = progress.add_task(say("robots_done"), total=participants)

        def show(came: Rehearsal) -> None:
            progress.update(joined, completed=came.n_joined)
            progress.update(finished, completed=came.n_done)

        came = asyncio.run(
            rehearse(
                *(origin, code, participants),
                lang=lang,
                role=say("robot"),
                gathers=gathers,
                pause_s=pause,
                on_progress=show,
            )
        )
    for error in came.errors:
        typer.echo(error, err=True)
    seconds = number(p95(came.join_s) or 0, LANG, 1)
    counts = {"joined": came.n_joined, "all": participants, "answers": came.n_answers, "errors": len(came.errors)}
    typer.echo(say("simulated", seconds=seconds, **counts))
    if came.errors:
        raise typer.Exit(1)


@app.command(help=say("help_doctor"))
def doctor(
    port: Port = PORT,
    host: Host = EVERYWHERE,
    participants: People = 30,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = DEFAULT_LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Say what would go wrong here, and what helps."""
    from .content import load_model
    from .programmes import find_programmes
    from .serve.doctor import Plan, examine

    if content is not None:
        # not by `settle`, which stops at the first mistake: here all of them are named
        os.environ["KERNE_CONTENT"] = str(content.expanduser().absolute())
    folder = settle(data_dir, None)
    plan = Plan(folder, host, port, participants, os.environ.get("KERNE_CONTENT"))
    findings = examine(plan)
    for finding in findings:
        mark = {"good": "ok", "warning": "! ", "stops": "X "}[finding.state]
        typer.echo(f"{mark} {finding.seen.text(LANG)}")
        if finding.cure:
            typer.echo(f"   {say('cure')} {finding.cure.text(LANG)}")
    stops = sum(finding.state == "stops" for finding in findings)
    if not stops:
        # a programme of one's own that cannot be read is not offered; nothing else stops
        for problem in find_programmes(load_model())[1]:
            typer.echo(f"!  {problem.text(LANG)}")
    typer.echo(say("doctor_stops", n=stops) if stops else say("doctor_good"))
    if stops:
        raise typer.Exit(1)


@app.command(help=say("help_migrate"))
def migrate(
    data_dir: DataDir = None,
    lang: LangOption = DEFAULT_LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Bring the store to this version."""
    settle(data_dir, None)
    with opened_store(new=True) as store:
        typer.echo(say("migrated", address=store.shown))


def settle(data_dir: Path | None, content: Path | None) -> Path:
    """Decide data folder, store and content for this process and all it starts; the data folder."""
    from .content_folder import require_folder
    from .places import data_dir as find_data_dir

    try:
        folder = find_data_dir(data_dir)
    except OSError as error:
        raise KerneError("cli.data_dir", folder=data_dir or "", reason=error.strerror or error) from error
    os.environ["KERNE_DATA_DIR"] = str(folder)
    if content is not None:
        os.environ["KERNE_CONTENT"] = str(content.expanduser().absolute())
    if "KERNE_STORE" in os.environ:
        os.environ["KERNE_STORE"] = absolute_address(os.environ["KERNE_STORE"])
    if content is not None:
        require_folder(Path(os.environ["KERNE_CONTENT"]))
    return folder


def absolute_address(address: str) -> str:
    """A store's address that means the same in every folder: kernels work in one of their own."""
    prefix = "sqlite:///"
    file = address.removeprefix(prefix)
    if address == file or file.startswith(("/", ":memory:", "file:")) or not file or Path(file).is_absolute():
        return address
    return prefix + str(Path(file).absolute())


class opened_store:  # noqa: N801  # used as a `with` statement reads
    """The store, for as long as a command needs it; no connection may live on into what it starts."""

    def __init__(self, *, new: bool = False) -> None:
        self._new = new

    def __enter__(self) -> Store:
        from .store import open_store

        self._store = open_store()
        if self._new:
            self._store.migrate()
        else:
            self._store.require_known()
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()


def find(code: str, store: Store) -> Workshop:
    """The workshop with a code."""
    from .workshop import open_workshop

    try:
        return open_workshop(code, store=store)
    except UnknownWorkshop as error:
        raise KerneError("cli.unknown_workshop", code=code[:20], address=store.shown) from error


def summary(room: Workshop) -> tuple[str, ...]:
    """What one knows a workshop by: code, day, name, how many people, and how many answers."""
    people = say("n_participants", n=room.count_people())
    answers = say("n_answers", n=len(room.answers_of_all_rounds()))
    return room.code, date(room.round_list()[0].started_at, LANG), room.name or say("no_name"), people, answers


def marks(room: Workshop, running: Running | None) -> tuple[str, ...]:
    """What else is to be said of a workshop."""
    said = {
        "list_example": room.example,
        "list_running": running is not None and running.workshop == room.code,
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


def require_free(host: str, port: int) -> None:
    """Raise ``PortInUse`` when the port is taken, before anything is made for a workshop."""
    from .serve.addresses import require_port

    try:
        require_port(host, port)
    except OSError as error:
        raise KerneError("cli.bad_host", host=host, reason=error.strerror or error) from error


def require_no_other(folder: Path) -> None:
    """Raise when a workshop is already served from the data folder."""
    from .serve.supervisor import read_state

    running = read_state(folder)
    if running is not None:
        raise KerneError("cli.already_running", code=running.workshop, url=running.participant_url, folder=folder)


def server_address(folder: Path) -> str:
    """Address of the workshop that is served from the data folder, as this machine reaches it."""
    from .serve.supervisor import read_state

    running = read_state(folder)
    if running is None:
        raise KerneError("cli.not_running", folder=folder)
    return running.participant_url


def require_server(origin: str) -> None:
    """Raise when no server answers at an address."""
    from .serve.supervisor import answers

    if not origin.startswith(("http://", "https://")) or not answers(origin):
        raise KerneError("cli.no_server", url=origin[:80])


def serve(supervisor: Supervisor, title: str, *, quiet: bool) -> None:
    """Serve a workshop until told to stop."""
    from .serve.supervisor import run

    def announce(running: Running) -> None:
        typer.echo(invitation(running, title))
        if not quiet and has_screen():
            import webbrowser

            webbrowser.open(running.facilitator_url)

    run(supervisor, announce)
    typer.echo(say("stopped", code=supervisor.workshop))


def invitation(running: Running, title: str) -> str:
    """Addresses and QR codes, as the terminal shows them."""
    lines = [
        "",
        say("running", title=title or running.workshop, code=running.workshop),
        "",
        terminal_qr(running.participant_url),
        say("for_participants", url=running.participant_url),
        say("for_facilitator", url=running.facilitator_url),
    ]
    if "://127." not in running.facilitator_url:
        lines += ["", say("control_on_network"), "", terminal_qr(running.facilitator_url)]
    lines += ["", say("how_to_go_on", code=running.workshop)]
    if "://127." in running.participant_url:
        lines.append(say("only_here"))
    return "\n".join(lines)


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

    from .places import shipped

    shipped_folder = shipped("notebooks")
    if os.access(shipped_folder, os.W_OK) and not (shipped_folder.parent / "__init__.py").exists():
        return shipped_folder
    copy = folder / "notebooks"
    copy.mkdir(exist_ok=True)
    for notebook in sorted(shipped_folder.glob("*.ipynb")):
        if not (copy / notebook.name).exists():
            shutil.copy(notebook, copy)
    return copy


def report_rows(bad: list[Any]) -> None:
    """List bad rows, each with its number and reason."""
    for row in bad:
        typer.echo(one_line(say("bad_row", number=row.number, reason=row.problem.text(LANG))), err=True)


def usage_sentence(error: Any) -> str:
    """What was wrong with the command itself, and what is allowed, in one line."""
    context = error.ctx
    command = context.command_path if context else "kerne"
    kind = type(error).__name__
    if kind == "NoSuchOption":
        names = [name for param in context.command.params for name in param.opts if name.startswith("--")]
        return say("no_such_option", given=error.option_name, allowed=", ".join(names), command=command)
    if kind == "MissingParameter":
        return say("missing", name=(error.param.metavar or error.param.name).strip("[]"), command=command)
    if kind == "BadOptionUsage":
        return say("no_value", name=error.option_name, command=command)
    if "extra argument" in error.message:
        return say("too_many", given=error.message.partition("(s) (")[2].rstrip(")") or error.message, command=command)
    if isinstance(error, typer.BadParameter):
        name = error.param.opts[0] if error.param else ""
        low, high = getattr(error.param, "min", None), getattr(error.param, "max", None)
        reason = error.message if low is None else f"{low}-{high}."
        return say("bad_value", name=name, reason=reason, command=command)
    if context and hasattr(context.command, "list_commands"):
        given = error.message.split("'")[1] if "'" in error.message else error.message
        return say("no_such_command", given=given, allowed=", ".join(context.command.list_commands(context)))
    return say("bad_usage", reason=error.message, command=command)


def main() -> None:
    """Run the command in ``sys.argv``; what a person did wrong comes as one line and exit status 2."""
    try:
        status = app(standalone_mode=False)
    except UsageError as error:
        fail(error.ctx.get_help() if type(error).__name__ == "NoArgsIsHelpError" else usage_sentence(error))
    except KerneError as error:
        fail(one_line(error.text(LANG)))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        if os.environ.get("KERNE_DEBUG"):
            raise
        fail(one_line(say("unexpected", kind=type(error).__name__, reason=error)))
    else:
        sys.exit(status if isinstance(status, int) else 0)


def one_line(sentence: str) -> str:
    """A sentence on one line, whatever it quotes."""
    return " ".join(sentence.split())


def fail(sentence: str) -> None:
    """Say what is wrong, and stop with status 2."""
    sys.stderr.write(sentence + "\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
