"""Fonts for the facilitator's pages: DejaVu Sans, which matplotlib brings along and a bare machine may lack."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def font_folder() -> Path:
    """Folder with ``DejaVuSans.ttf``; found without loading matplotlib, which takes a second."""
    spec = find_spec("matplotlib")
    found = spec.submodule_search_locations if spec else None
    return Path(found[0] if found else "") / "mpl-data" / "fonts" / "ttf"
