"""Compressing pages that begin alike: the beginning is compressed once, the rest for each page."""

from __future__ import annotations

import struct
import zlib

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
RAW = -zlib.MAX_WBITS


class Packer:
    """Packs pages with one beginning.

    Parameters
    ----------
    beginning
        What every page starts with, such as its style and script.

    Attributes
    ----------
    begun
        The beginning, packed. It can be sent while the rest is being made.
    """

    def __init__(self, beginning: bytes) -> None:
        self._beginning = beginning
        packing = zlib.compressobj(9, zlib.DEFLATED, RAW)
        # a full flush ends on a whole byte and looks back at nothing, so that more may be put after it
        self.begun = HEADER + packing.compress(beginning) + packing.flush(zlib.Z_FULL_FLUSH)
        self._crc = zlib.crc32(beginning)

    def pack(self, page: bytes) -> bytes:
        """A page as gzip. It must start with the beginning."""
        return self.begun + self.rest(page[len(self._beginning) :])

    def rest(self, rest: bytes) -> bytes:
        """What follows the packed beginning."""
        packing = zlib.compressobj(6, zlib.DEFLATED, RAW)
        size = (len(self._beginning) + len(rest)) & 0xFFFFFFFF
        return packing.compress(rest) + packing.flush() + struct.pack("<LL", zlib.crc32(rest, self._crc), size)
