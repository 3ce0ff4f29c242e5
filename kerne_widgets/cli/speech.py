"""What the command line says, in the language it is asked in."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer

from ..errors import KerneError
from ..messages import DEFAULT_LANG, LANGS, text
from .program import here


def spoken(arguments: list[str]) -> str:
    """The language that is asked for: ``--lang``, else ``$KERNE_LANG``, else Danish."""
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
    return here(text(f"cli.{key}", LANG, **values))


def said_of(error: KerneError) -> str:
    """What went wrong, on one line."""
    return one_line(here(error.text(LANG)))


def one_line(sentence: str) -> str:
    """A sentence on one line, whatever it quotes."""
    return " ".join(sentence.split())


def fail(sentence: str) -> None:
    """Say what is wrong, and stop with status 2."""
    sys.stderr.write(sentence + "\n")
    sys.exit(2)


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
