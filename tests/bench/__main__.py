"""``make bench``, or ``python -m tests.bench [--only STAGE ...]``: measure, print a table, write .bench/latest.json."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import time
import traceback

from .costs import free_mb
from .figures import OUT, Figure, say, show, write
from .stages import STAGES

STAGE_WITHIN_S = 300


def main() -> int:
    """Run the stages; what fails is named and does not stop the others."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--only", nargs="+", choices=STAGES, default=list(STAGES), metavar="STAGE")
    asked = parser.parse_args()
    figures: list[Figure] = []
    failed = []
    load = os.getloadavg()[0]
    for name in asked.only:
        began = time.monotonic()
        own = STAGES[name].figures()
        figures += own
        try:
            asyncio.run(asyncio.wait_for(STAGES[name].measure(*own), STAGE_WITHIN_S))
        except Exception as error:  # noqa: BLE001
            # a bench that a single stage could stop would lose what the others have measured
            traceback.print_exc()
            failed.append(name)
            for figure in own:
                if None in (figure.ours, figure.stock):
                    figure.explain(f"{type(error).__name__}: {error}"[:300])
        write(figures)
        say(f"{name}: {time.monotonic() - began:.0f} s")
    show(figures, f"{os.cpu_count()} cores, load {load:.1f} at start, {free_mb():.0f} MB free, {platform.platform()}")
    say(OUT)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
