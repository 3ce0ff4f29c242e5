"""Imported by the fork server and by nothing else, for its effect: the modules that every kernel would import, loaded.

The fork server can be given names to import but no arguments, so the list comes in the environment (`PRELOAD`).
A fork copies one thread only; a module that starts threads when it is imported does not belong in the list, and
is named in the log.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from importlib import import_module

from .forkkernel import PRELOAD
from .holes import fill

log = logging.getLogger(__name__)


def warm_up(modules: list[str]) -> None:
    """Import the modules, skip and log those that fail, and leave memory as it should be when it is copied."""
    # Collected garbage would leave holes that every child fills with private pages.
    gc.disable()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    # ipykernel reads it at import. 1 means: watched over by someone else, start no thread to poll for a parent.
    os.environ["JPY_PARENT_PID"] = "1"
    sys.path = [folder for folder in sys.path if folder]
    for name in modules:
        threads = n_threads()
        try:
            module, _, function = name.partition(":")
            loaded = import_module(module)
            if function:
                getattr(loaded, function)()
        except Exception:  # whatever a module raises, kernels that do without it must start
            log.warning("fork kernels start without %s, which cannot be imported", name, exc_info=True)
        if n_threads() > threads:
            log.warning("fork kernels may hang: importing %s started a thread", name)
    gc.collect()
    gc.freeze()
    fill()


def n_threads() -> int:
    """Threads of this process, those of C libraries included."""
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208


if PRELOAD in os.environ:
    warm_up(os.environ.pop(PRELOAD).split(","))
