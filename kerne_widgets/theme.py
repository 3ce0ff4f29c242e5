"""The theme: one file of colours, sizes and fonts behind both the pages and the charts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from .places import shipped


@dataclass(frozen=True)
class Theme:
    """Colours (name -> ``#rrggbb``), sizes (name -> CSS length) and fonts (family names, best first)."""

    colours: dict[str, str]
    sizes: dict[str, str]
    fonts: list[str]


@cache
def load() -> Theme:
    """The theme in ``data/theme.toml``."""
    with (shipped("data") / "theme.toml").open("rb") as source:
        raw = tomllib.load(source)
    return Theme(colours=raw["colours"], sizes=raw["sizes"], fonts=raw["fonts"]["text"])


def css() -> str:
    """The theme as CSS custom properties, ``:root{--kerne-core:#0f6b66;...}``."""
    theme = load()
    families = ",".join(f'"{name}"' if " " in name else name for name in theme.fonts)
    values = {**theme.colours, **theme.sizes, "font": families}
    return ":root{" + "".join(f"--kerne-{name}:{value};" for name, value in values.items()) + "}"
