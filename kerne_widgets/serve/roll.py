"""The roll: which workshops have people in them now, asked of the participants' server by who may read its secret."""

from __future__ import annotations

import hmac
import json
import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .addresses import LOCAL
from .secret import key

if TYPE_CHECKING:
    from pathlib import Path

    from ..running import Running

ADDRESS = "/til-stede"
ANSWERS_WITHIN_S = 5.0


def call_roll(folder: Path, running: Running) -> dict[str, int] | None:
    """How many people each workshop has on the server that runs from a folder; None when it does not answer."""
    # the machine may have another address by now, and is first asked at the one that it always has
    shown = urlsplit(running.participant_url)
    origins = (f"http://{LOCAL}:{shown.port}", f"{shown.scheme}://{shown.netloc}")
    told = (_ask(origin + ADDRESS, key(folder, ADDRESS)) for origin in dict.fromkeys(origins))
    return next((people for people in told if people is not None), None)


def _ask(url: str, secret: str) -> dict[str, int] | None:
    asked = urllib.request.Request(url, headers={"Authorization": secret})  # noqa: S310  # our own server
    try:
        # no proxy: the address is this machine's own
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(asked, timeout=ANSWERS_WITHIN_S) as answer:
            return dict(json.load(answer))
    except (OSError, ValueError, TypeError, HTTPException):
        return None  # none of ours is there, or something else is


def may_ask(folder: Path, given: str) -> bool:
    """Whether what came with the question is the key to it."""
    return hmac.compare_digest(given.encode(), key(folder, ADDRESS).encode())
