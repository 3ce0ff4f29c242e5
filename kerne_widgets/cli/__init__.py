"""The command line.

``kerne start | demo | lab | list | export | import | delete | sheets | simulate | doctor | migrate``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from ..errors import KerneError
from . import files, serving, trying, workshops
from .speech import fail, one_line, said_of, say, usage_sentence

# Typer keeps its own copy of this class in some versions and takes Click's in others
UsageError: Any = typer.BadParameter.__mro__[1]

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
COMMANDS: dict[str, Callable[..., None]] = {
    "start": serving.start,
    "demo": serving.demo,
    "lab": serving.lab,
    "list": workshops.list_,
    "export": files.export_,
    "import": files.import_,
    "delete": workshops.delete,
    "sheets": files.sheets,
    "simulate": trying.simulate,
    "doctor": trying.doctor,
    "migrate": workshops.migrate,
}
for name, command in COMMANDS.items():
    app.command(name, help=say(f"help_{name}"))(command)


def main() -> None:
    """Run the command in ``sys.argv``; what a person did wrong comes as one line and exit status 2."""
    try:
        status = app(standalone_mode=False)
    except UsageError as error:
        fail(error.ctx.get_help() if type(error).__name__ == "NoArgsIsHelpError" else usage_sentence(error))
    except KerneError as error:
        fail(said_of(error))
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
