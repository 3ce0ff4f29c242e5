"""Filling the holes in memory before a fork, so that children do not each fill them with copies.

Importing leaves small free places all over the heap. A child takes its memory from them first, and each one it takes
costs it a copy of the whole page around it. `fill` takes them all beforehand, once: about a megabyte for the parent,
two less for each child. It knows CPython's allocator and glibc's, and leaves others alone.
"""

from __future__ import annotations

import ctypes
import os
import sys
from tempfile import TemporaryFile
from typing import Any

# What an object of type `bytes` needs besides its content.
_HEADER = sys.getsizeof(b"")

_FIELDS = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")

_kept: list[Any] = []


class _MallInfo(ctypes.Structure):
    """What glibc's `mallinfo2()` tells; `fordblks` bytes are free, `keepcost` of them at the very end."""

    _fields_ = [(name, ctypes.c_size_t) for name in _FIELDS]


def fill() -> None:
    """Take every free place that is not at the end of the heap, for good."""
    _fill_pools(_free_blocks())
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallinfo2"):
        _fill_heap(libc)


def _free_blocks() -> dict[int, int]:
    """Free blocks of each size in CPython's partly used pools."""
    if not hasattr(sys, "_debugmallocstats"):
        return {}
    # Written to descriptor 2 by C code, and nowhere else to be had.
    with TemporaryFile() as table:
        stderr = os.dup(2)
        os.dup2(table.fileno(), 2)
        try:
            sys._debugmallocstats()  # noqa: SLF001
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
        table.seek(0)
        # class, size, pools, blocks in use, free blocks
        rows = [line.split() for line in table.read().decode().splitlines()]
    return {int(row[1]): int(row[4]) for row in rows if len(row) == 5 and row[0].isdigit()}


def _fill_pools(free: dict[int, int]) -> None:
    _kept.extend([None] * sum(free.values()))
    place = 0
    for size, number in free.items():
        for _ in range(number):
            _kept[place] = bytes(size - _HEADER) if size > _HEADER else float(place) if size > 16 else object()
            place += 1


def _fill_heap(libc: Any) -> None:
    libc.mallinfo2.restype = _MallInfo
    libc.malloc.restype = ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    libc.malloc_trim(0)
    for size in (1 << 16, 1 << 14, 1 << 12, 1 << 11, 1 << 10, 512, 256, 128, 64, 24):
        now = libc.mallinfo2()
        while now.fordblks - now.keepcost >= size:
            block = libc.malloc(size)
            before, now = now, libc.mallinfo2()
            if (now.keepcost, now.arena, now.hblks) != (before.keepcost, before.arena, before.hblks):
                # From the end of the heap: no hole of this size is left.
                libc.free(block)
                break
