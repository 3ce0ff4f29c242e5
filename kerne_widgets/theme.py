"""The theme: one file of colours, sizes and fonts behind both the pages and the charts.

A consultant's ``theme.toml`` lies over it: some colours, and fonts to be taken before ours. What is a little of a
colour, and what is that colour as letters, follows it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from .contrast import is_read_on, mix, nearest
from .places import own_content, shipped

FILE = "theme.toml"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Theme:
    """Colours (name -> ``#rrggbb``), sizes (name -> CSS length) and fonts (family names, best first).

    ``chart_fonts`` are those that the charts' lettering is measured with.
    """

    colours: dict[str, str]
    sizes: dict[str, str]
    fonts: list[str]
    chart_fonts: list[str]


def load() -> Theme:
    """The theme in ``data/theme.toml``, with the one in ``$KERNE_CONTENT`` laid over it."""
    return _load(own_content())


@cache
def _load(own: str) -> Theme:
    ours = _ours()
    path = Path(own) / FILE
    theirs = _read(path) if own and path.is_file() else {}
    named = {name: value for name, value in theirs.get("colours", {}).items() if is_colour(value)}
    fonts = ours["fonts"]["text"]
    return Theme(
        colours=complete(ours["colours"] | named),
        sizes=ours["sizes"],
        fonts=[*theirs.get("fonts", {}).get("text", []), *fonts],
        chart_fonts=fonts,
    )


@cache
def _ours() -> dict[str, Any]:
    return _read(shipped("data") / FILE)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def is_colour(value: object) -> bool:
    """Whether something is a colour as a theme names it, ``#rrggbb``."""
    return isinstance(value, str) and COLOUR.fullmatch(value) is not None


def complete(colours: dict[str, str]) -> dict[str, str]:
    """Colours with the tints and the letters that follow from them; one that is given stays as it is."""
    ours = _ours()
    whole = dict(colours)
    for name, tint in ours["tints"].items():
        whole.setdefault(name, mix(colours[tint["on"]], colours[tint["of"]], tint["share"]))
    for name, letters in ours["letters"].items():
        on = [whole[ground] for ground in letters["on"]]
        readable = nearest(colours[letters["of"]], partial(is_read_on, grounds=on))
        whole.setdefault(name, readable or colours["ink"])
    return whole


def sources(name: str) -> set[str]:
    """The colours that one follows from: those a tint is mixed of, and for others the colour itself."""
    ours = _ours()
    if name in ours["tints"]:
        return {ours["tints"][name]["of"], ours["tints"][name]["on"]}
    return {ours["letters"][name]["of"]} if name in ours["letters"] else {name}


def css() -> str:
    """The theme as CSS custom properties, ``:root{--kerne-core:#0f6b66;...}``."""
    theme = load()
    families = ",".join(f'"{name}"' if " " in name else name for name in theme.fonts)
    values = {**theme.colours, **theme.sizes, "font": families}
    return ":root{" + "".join(f"--kerne-{name}:{value};" for name, value in values.items()) + "}"
