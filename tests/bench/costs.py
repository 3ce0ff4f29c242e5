"""What processes cost: memory that is theirs, and processor time to the nanosecond."""

from __future__ import annotations

from pathlib import Path

import psutil

MB = 1024 * 1024


def pss_mb(processes: list[psutil.Process]) -> float:
    """Proportional set size: shared pages are divided among those who share them."""
    total = 0
    for process in processes:
        try:
            told = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended since it was listed
        total += sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    return total / 1024


def cpu_s(processes: list[psutil.Process]) -> float:
    """Processor time that processes have used, all threads together."""
    total = 0
    for process in processes:
        for thread in Path(f"/proc/{process.pid}/task").glob("*/schedstat"):
            try:
                total += int(thread.read_text().split()[0])
            except (FileNotFoundError, ProcessLookupError):
                continue  # ended since it was listed
    return total / 1e9


def slope(points: list[tuple[float, float]]) -> float:
    """Least squares: how much the second grows with the first."""
    n = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def free_mb() -> float:
    """Memory that can be taken without the machine swapping."""
    return float(psutil.virtual_memory().available) / MB
