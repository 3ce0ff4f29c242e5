"""Figures: what was measured on ours and on stock, as a table and as .bench/latest.json."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

OUT = Path(__file__).parents[2] / ".bench" / "latest.json"


@dataclass
class Figure:
    """One thing measured; ``reason`` says why a side is None."""

    name: str
    unit: str
    ours: float | None = None
    stock: float | None = None
    reason: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a share of stock."""
        return self.ours / self.stock if self.ours is not None and self.stock else None

    def explain(self, reason: str) -> None:
        """Say why a side is None, after what is said already."""
        self.reason = "; ".join(filter(None, (self.reason, reason)))

    def record(self) -> dict[str, object]:
        """As it is written to the file."""
        told = {**asdict(self), "ratio": None if self.ratio is None else round(self.ratio, 4)}
        for side in ("ours", "stock"):
            told[side] = None if told[side] is None else round(told[side], 4)
        return {name: value for name, value in told.items() if name != "reason" or value}


def write(figures: list[Figure]) -> None:
    """Write all figures so far."""
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([figure.record() for figure in figures], indent=1) + "\n", encoding="utf-8")


def show(figures: list[Figure], caption: str) -> None:
    """The table."""
    table = Table(caption=caption, caption_justify="left")
    for name, side in (("", "left"), ("ours", "right"), ("stock", "right"), ("ratio", "right"), ("unit", "left")):
        table.add_column(name, justify=side)
    table.add_column("why not", overflow="fold")
    for figure in figures:
        sides = (plain(figure.ours), plain(figure.stock), plain(figure.ratio))
        table.add_row(figure.name, *sides, figure.unit, figure.reason)
    say(table)


def say(what: object) -> None:
    """Tell the terminal."""
    Console(width=None if sys.stdout.isatty() else 120).print(what)


def plain(value: float | None) -> str:
    """A number with three digits that count, or a dash."""
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
