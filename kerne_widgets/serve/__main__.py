"""``python -m kerne_widgets.serve participants|facilitator``: one of the two servers, as the supervisor starts it.

What is secret comes in the environment, which other users of the machine cannot read; the rest as arguments.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

from ..errors import KerneError
from ..messages import LANGS
from .serverlog import head_lines


def main(arguments: list[str] | None = None) -> int:
    """Run a server until it is told to stop."""
    parser = argparse.ArgumentParser(prog="kerne_widgets.serve")
    parser.add_argument("which", choices=("participants", "facilitator"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--participants", type=int, default=30)
    parser.add_argument("--lang", choices=LANGS, default="da")
    parser.add_argument("--notebooks", default="")
    asked = parser.parse_args(arguments)
    head_lines()
    common = {"port": asked.port, "lang": asked.lang, "data_folder": os.environ.get("KERNE_DATA_DIR", "")}
    if asked.notebooks:
        common["notebooks"] = asked.notebooks
    try:
        if asked.which == "participants":
            warm_up()
            from .participants import ParticipantsApplication

            application = ParticipantsApplication.instance(ip=asked.host, participants=asked.participants, **common)
        else:
            from .facilitator import FacilitatorApplication

            application = FacilitatorApplication.instance(ip=asked.host, **common)
        application.initialize([])
        application.start()
    except KerneError as error:
        sys.stderr.write(error.text(asked.lang) + "\n")
        return 2
    return 0


def warm_up() -> None:
    """Have the process ready that kernels are forked from: it loads what it needs while the server does."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    from .provisioner import KERNEL, warm

    # without our kernelspec, pages get ordinary kernels
    with suppress(NoSuchKernel):
        warm(KernelSpecManager().get_kernel_spec(KERNEL))


if __name__ == "__main__":
    sys.exit(main())
