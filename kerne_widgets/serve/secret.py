"""The secret in the data folder, and the keys that are made from it: they outlive a restart, as it does."""

from __future__ import annotations

import hmac
import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SECRET_BYTES = 32
LINK = "control_link"


def load_secret(folder: Path) -> bytes:
    """The secret that signs cookies; made once and kept in the data folder, for the owner's eyes only."""
    path = folder / "cookie_secret"
    try:
        # O_EXCL: of two servers starting together, one makes the file and the other reads it
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_bytes()
        if len(kept) >= SECRET_BYTES:
            return kept
        path.unlink()
        return load_secret(folder)
    with os.fdopen(made, "wb") as target:
        secret = secrets.token_bytes(SECRET_BYTES)
        target.write(secret)
    return secret


def key(folder: Path, purpose: str) -> str:
    """A key for one purpose, in letters and digits; it tells nothing of the secret, nor of the other keys."""
    return hmac.digest(load_secret(folder), f"kerne {purpose}".encode(), "sha256").hex()


def link_key(folder: Path, purpose: str) -> str:
    """A key that goes with the link to the control room: the same at each start, and another once there is a new link.

    People's cookies do not depend on it.
    """
    path = folder / LINK
    link = path.read_text(encoding="ascii") if path.exists() else ""
    return key(folder, f"{purpose} {link}".rstrip())


def renew_link(folder: Path) -> None:
    """Make a new link to the control room; the old one is refused, also where it is open already."""
    draft = folder / f".{LINK}.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as target:
        target.write(secrets.token_hex(SECRET_BYTES))
    draft.replace(folder / LINK)
