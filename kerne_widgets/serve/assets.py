"""The page's files, found once, compressed once, and sent from memory.

Only what was found when the server started is served, so no path can lead out of the folders.
"""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import deflate
from tornado.web import HTTPError, RequestHandler

if TYPE_CHECKING:
    from collections.abc import Iterable

COMPRESSED = {".css", ".eot", ".html", ".js", ".json", ".map", ".svg", ".ttf", ".txt"}
# Takes a second for all that a page needs, once, and saves a phone a twenty-fifth.
HARDEST = 12
# Chunks change only when the program is updated; their address then carries another version.
KEPT_S = 30 * 24 * 3600


@dataclass(frozen=True)
class Asset:
    """One file."""

    path: Path

    @cached_property
    def raw(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()

    @cached_property
    def packed(self) -> bytes | None:
        """Its bytes, compressed; None where that gains nothing."""
        return bytes(deflate.gzip_compress(self.raw, HARDEST)) if self.path.suffix in COMPRESSED else None

    @cached_property
    def etag(self) -> str:
        """Changes when the bytes do."""
        return f'"{hashlib.sha256(self.raw).hexdigest()[:12]}"'

    @cached_property
    def content_type(self) -> str:
        """What the browser is told it is."""
        # the system's own table may call .js "text/plain", and browsers then refuse to run it
        if self.path.suffix == ".js":
            return "text/javascript; charset=utf-8"
        kind = mimetypes.guess_type(self.path.name)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class Assets:
    """Files by address.

    Parameters
    ----------
    folders
        Pairs of folders and the addresses their files get; of two files with one address the first counts.
    """

    def __init__(self, folders: Iterable[tuple[Path, str]]) -> None:
        self._found: dict[str, Asset] = {}
        for folder, prefix in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    self._found.setdefault(prefix + path.relative_to(folder).as_posix(), Asset(path))

    def find(self, address: str) -> Asset | None:
        """The file at an address."""
        return self._found.get(address)

    def __contains__(self, address: str) -> bool:
        return address in self._found


class AssetHandler(RequestHandler):
    """Sends a file; anyone may have them, for they are the same for all."""

    def initialize(self, assets: Assets, prefix: str) -> None:
        """Take the files to send and the address they start with."""
        self.assets = assets
        self.prefix = prefix

    def set_default_headers(self) -> None:
        """Ninety files need not each say which server sends them."""
        self.clear_header("Server")

    def get(self, path: str) -> None:
        """The file, or "not modified"."""
        asset = self.assets.find(self.prefix + path)
        if asset is None:
            raise HTTPError(404)
        self.set_header("Content-Type", asset.content_type)
        self.set_header("Cache-Control", f"public, max-age={KEPT_S}")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Etag", asset.etag)
        if self.check_etag_header():
            self.set_status(304)
            return
        packed = asset.packed if "gzip" in self.request.headers.get("Accept-Encoding", "") else None
        if packed is not None:
            self.set_header("Content-Encoding", "gzip")
        self.finish(asset.raw if packed is None else packed)

    def head(self, path: str) -> None:
        """The headers alone."""
        self.get(path)

    def write_error(self, status_code: int, **_: object) -> None:
        """An asset that is missing needs no page to say so."""
        self.finish(f"{status_code}\n")
