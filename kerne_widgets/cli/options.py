"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..messages import LANGS
from .speech import say


def checked_lang(value: str) -> str:
    """One of the languages there are, or a usage error."""
    if value not in LANGS:
        raise typer.BadParameter(f"{', '.join(LANGS)}.")
    return value


DataDir = Annotated[Path | None, typer.Option("--data-dir", metavar="DIR", help=say("option_data_dir"))]
Content = Annotated[Path | None, typer.Option("--content", metavar="DIR", help=say("option_content"))]
LangOption = Annotated[str, typer.Option("--lang", metavar="da|en", help=say("option_lang"), callback=checked_lang)]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help=say("option_port"))]
Host = Annotated[str, typer.Option("--host", help=say("option_host"))]
People = Annotated[int, typer.Option("--participants", min=1, max=2000, help=say("option_participants"))]
OnNetwork = Annotated[bool, typer.Option("--control-on-network", help=say("option_control_on_network"))]
NewLink = Annotated[bool, typer.Option("--new-link", help=say("option_new_link"))]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help=say("option_no_browser"))]
Code = Annotated[str, typer.Argument(metavar="CODE", help=say("argument_code"), show_default=False)]

EVERYWHERE = "0.0.0.0"  # noqa: S104  # phones must reach it
PORT = 8866
PEOPLE = 30
