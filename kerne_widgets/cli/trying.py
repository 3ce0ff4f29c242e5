"""Commands that try things out: ``kerne simulate | doctor``."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from ..messages import number
from .ground import require_server, server_address, settle
from .options import EVERYWHERE, PEOPLE, PORT, Code, Content, DataDir, Host, LangOption, People, Port
from .speech import LANG, say


def simulate(
    code: Code,
    participants: People = PEOPLE,
    url: Annotated[str, typer.Option("--url", metavar="URL", help=say("option_url"))] = "",
    pause: Annotated[float, typer.Option("--pause", min=0, max=600, help=say("option_pause"))] = 1.0,
    follow: Annotated[bool, typer.Option("--follow", help=say("option_follow"))] = False,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,
) -> None:
    """Let robots join a running workshop and answer."""
    import asyncio

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from ..content import load_model
    from ..rehearsal import Rehearsal, Robot, rehearse
    from ..rehearsal.room import p95

    folder = settle(data_dir, content)
    gathers = frozenset(prompt.prompt_id for prompt in load_model().prompts_gathering("tasks"))
    origin = (url or server_address(folder)).partition("?")[0].rstrip("/")
    require_server(origin)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        joined = progress.add_task(say("robots_joined"), total=participants)
        finished = progress.add_task(say("robots_done"), total=participants, visible=not follow)
        answered = progress.add_task(say("robots_answers"), total=None, visible=follow)
        came = Rehearsal(participants)

        def show(now: Rehearsal) -> None:
            nonlocal came
            came = now
            progress.update(joined, completed=came.n_joined)
            progress.update(finished, completed=came.n_done)
            progress.update(answered, completed=came.n_answers)

        robots = rehearse(
            *(origin, code, participants),
            lang=lang,
            role=say("robot"),
            gathers=gathers,
            pause_s=pause,
            on_progress=show,
            on_waiting=lambda: progress.console.print(say("robots_wait"), markup=False, soft_wrap=True),
            play=Robot.follow if follow else Robot.go_through,
        )
        try:
            asyncio.run(robots)
        except KeyboardInterrupt:
            if not follow:
                raise
    for error in came.errors:
        typer.echo(error, err=True)
    seconds = number(p95(came.join_s) or 0, LANG, 1)
    counts = {"joined": came.n_joined, "all": participants, "answers": came.n_answers, "errors": len(came.errors)}
    said = [say("simulated", seconds=seconds, **counts)]
    if came.n_out:
        said.append(say("simulated_gone", n=came.n_out))
    if came.n_joined > came.n_out:
        said.append(say("simulated_out"))
    typer.echo(" ".join(said))
    if came.errors:
        raise typer.Exit(1)


def doctor(
    port: Port = PORT,
    host: Host = EVERYWHERE,
    participants: People = PEOPLE,
    data_dir: DataDir = None,
    content: Content = None,
    lang: LangOption = LANG,  # noqa: ARG001  # read before the commands exist, by `spoken`
) -> None:
    """Say what would go wrong here, and what helps."""
    from ..content import load_model
    from ..programmes import find_programmes
    from ..serve.doctor import Plan, examine

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
