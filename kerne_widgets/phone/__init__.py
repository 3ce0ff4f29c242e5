"""The script of the participant's page, which runs on the phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

# Each may use what stands before it, and changes no state but its own.
PARTS = (
    "told",
    "copies",
    "fields",
    "unsent",
    "aside",
    "showing",
    "letters",
    "typing",
    "leading",
    "arriving",
    "again",
    "dressing",
    "listening",
)


@cache
def script() -> str:
    """The parts as one script, which leaves no name behind on the page."""
    parts = "".join((HERE / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    return f"(() => {{\n{parts}}})();\n"
