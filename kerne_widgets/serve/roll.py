"""The roll: which workshops have people in them now, asked of the participants' server by who may read its secret."""

from __future__ import annotations

import hmac
import json
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from .secret import key

if TYPE_CHECKING:
    from pathlib import Path

    from ..running import Running

ADDRESS = "/til-stede"
ANSWERS_WITHIN_S = 5.0


def call_roll(folder: Path, running: Running) -> dict[str, int] | None:
    """How many people each workshop has on the server that runs from a folder; None when it does not answer."""
    asked = urllib.request.Request(  # noqa: S310  # our own server
        urljoin(running.participant_url, ADDRESS), headers={"Authorization": key(folder, ADDRESS)}
    )
    try:
        # no proxy: the address is this machine's own
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(asked, timeout=ANSWERS_WITHIN_S) as answer:
            return dict(json.load(answer))
    except (OSError, ValueError):
        return None


def may_ask(folder: Path, given: str) -> bool:
    """Whether what came with the question is the key to it."""
    return hmac.compare_digest(given.encode(), key(folder, ADDRESS).encode())
