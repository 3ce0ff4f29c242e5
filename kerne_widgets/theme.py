"""The theme: one file of colours, sizes and fonts behind both the pages and the charts.

A consultant's ``theme.toml`` lies over it: some colours, and fonts to be taken before ours.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .places import own_content, shipped

FILE = "theme.toml"


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
    ours = _read(shipped("data") / FILE)
    path = Path(own) / FILE
    theirs = _read(path) if own and path.is_file() else {}
    fonts = ours["fonts"]["text"]
    return Theme(
        colours=ours["colours"] | theirs.get("colours", {}),
        sizes=ours["sizes"],
        fonts=[*theirs.get("fonts", {}).get("text", []), *fonts],
        chart_fonts=fonts,
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def css() -> str:
    """The theme as CSS custom properties, ``:root{--kerne-core:#0f6b66;...}``."""
    theme = load()
    families = ",".join(f'"{name}"' if " " in name else name for name in theme.fonts)
    values = {**theme.colours, **theme.sizes, "font": families}
    return ":root{" + "".join(f"--kerne-{name}:{value};" for name, value in values.items()) + "}"
