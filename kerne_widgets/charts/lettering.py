"""Lettering: participants' text made safe to draw, measured, cut and wrapped to a width.

Widths are summed from the font's own advances, one cached look-up per character, so that a word of 10,000
characters costs no more than the part of it that fits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import islice
from statistics import fmean

from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font

FAMILY = "DejaVu Sans"  # ships with matplotlib, so that a chart is the same on every machine
ELLIPSIS = "…"
LINE = 1.3  # distance of baselines, in font sizes
TIGHT = 1.16  # the same inside a name, where names stand close
LONGEST = 20_000  # characters looked at; no chart has room for more

_EM = 100
_SHORTEST = 10  # letters that a column is at least as wide for as another with as many
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe0e\ufe0f"
_MARKS_MAX = 3  # combining marks on one letter; "zalgo" text would otherwise grow over its neighbours
_VOWELS = frozenset("aeiouyæøåéèüöä")
_LEAST = 3  # letters of a broken word on either line
# consonants that begin a syllable together
_CLUSTERS = (
    ("b", "lr"),
    ("d", "r"),
    ("f", "lr"),
    ("g", "lr"),
    ("k", "lnrv"),
    ("p", "lr"),
    ("s", "klmnptv"),
    ("t", "rv"),
)
_ONSETS = frozenset({f"{one}{two}" for one, more in _CLUSTERS for two in more})
# where the parts of a Danish compound meet: after the s that binds them
_SEAM = re.compile(r"(?:arbejd|at|dag|dom|else|et|hed|ing|ion|liv|ment|skab|syn|tillid)s(?=\w{4})", re.IGNORECASE)


def clean(text: object) -> str:
    """Text as one line without what a picture cannot hold: control characters, direction overrides, lone surrogates."""
    if not isinstance(text, str):
        return ""
    kept: list[str] = []
    marks = 0
    for char in islice(text, LONGEST):
        category = unicodedata.category(char)
        if category in ("Cs", "Cn", "Co") or (category == "Cf" and char not in _JOINERS):
            continue
        marks = marks + 1 if category in ("Mn", "Me") and char not in _SELECTORS else 0
        if marks <= _MARKS_MAX:
            kept.append(" " if category in ("Cc", "Zl", "Zp") else char)
    return " ".join("".join(kept).split())


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of a text in the unit of its size."""
    return size * sum(_advance(char, bold) for char in text)


def widest(text: str, bold: bool = False) -> float:
    """Width of the widest word of a text, in font sizes."""
    return max((width(word, 1.0, bold) for word in text.split()), default=0.0)


def shares(columns: Iterable[Sequence[str]]) -> list[float]:
    """How a width is shared: a column with more to say gets more, but not all that its words would take."""
    needs = [max(fmean(map(len, words)) if words else 0, _SHORTEST) ** 0.5 for words in columns]
    return [need / sum(needs) for need in needs]


def fit(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, cut with an ellipsis if it is wider than the room."""
    if _fitting(text, room, size, bold) == len(text):
        return text
    end = _fitting(text, room - width(ELLIPSIS, size, bold), size, bold)
    while end > 0 and not _may_break(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def wrap(text: str, room: float, size: float, bold: bool = False, max_lines: int = 99) -> list[str]:
    """The text in lines no wider than the room; a word that is wider is broken with a hyphen.

    What does not fit in ``max_lines`` is cut with an ellipsis.
    """
    lines: list[str] = []
    line = ""
    words = text.split()
    words.reverse()
    while words:
        word = words.pop()
        longer = f"{line} {word}" if line else word
        if _fitting(longer, room, size, bold) == len(longer):
            line = longer
            continue
        if len(lines) + 1 == max_lines:
            rest = " ".join([longer, *islice(reversed(words), 50)])
            return [*lines, fit(rest + "  ", room, size, bold)]
        if line:
            lines.append(line)
            line = ""
            words.append(word)
            continue
        head, tail = _break(word, room, size, bold)
        lines.append(head)
        words.append(tail)
    if line:
        lines.append(line)
    return lines


def _break(word: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """A word wider than the room, parted where a reader would: at a hyphen, where two words meet, before a syllable."""
    end = max(_fitting(word, room - width("-", size, bold), size, bold), 1)
    for at in range(end, max(end * 2 // 3, 2), -1):
        if word[at - 1] in "-/":
            return word[:at], word[at:]
    last = min(end, len(word) - _LEAST)
    first = max(end // 3, _LEAST)
    seams = [found.end() for found in _SEAM.finditer(word[: end + 2 * _LEAST])]
    syllables = (at for at in range(last, first - 1, -1) if _opens(word, at) and at + 1 not in seams)
    if at := max((at for at in seams if first <= at <= end), default=0) or next(syllables, 0):
        return word[:at] + "-", word[at:]
    while end > 1 and not _may_break(word, end):
        end -= 1
    hyphen = "-" if word[end - 1].isalpha() and word[end : end + 1].isalpha() else ""
    return word[:end] + hyphen, word[end:]


def _opens(word: str, at: int) -> bool:
    """Whether a syllable begins there."""
    before, one, two, three = (word[place : place + 1].lower() for place in range(at - 1, at + 3))
    if not before.isalpha() or not one.isalpha() or one in _VOWELS:
        return False
    return (two in _VOWELS and before + one not in _ONSETS) or (one + two in _ONSETS and three in _VOWELS)


def _fitting(text: str, room: float, size: float, bold: bool) -> int:
    """Number of leading characters that fit."""
    left = room / size
    for n, char in enumerate(text):
        left -= _advance(char, bold)
        if left < 0:
            return n
    return len(text)


def _may_break(text: str, at: int) -> bool:
    """False inside a letter with marks or a joined emoji."""
    if at >= len(text):
        return True
    after = text[at]
    joined = (
        text[at - 1] == "\u200d" or after in _SELECTORS or after == "\u200d" or "\U0001f3fb" <= after <= "\U0001f3ff"
    )
    return not joined and unicodedata.category(after) not in ("Mn", "Me", "Mc")


@lru_cache(maxsize=16_384)
def _advance(char: str, bold: bool) -> float:
    """Advance in ems; a character the font lacks is drawn by the browser and taken to be wide."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    face = _face(bold)
    if not face.get_char_index(ord(char)):
        return 1.35
    return face.load_char(ord(char)).linearHoriAdvance / 65536 / _EM


@cache
def _face(bold: bool) -> FT2Font:
    # An own FT2Font, because the renderer sets sizes on the shared ones.
    face = FT2Font(findfont(FontProperties(family=FAMILY, weight="bold" if bold else "normal")))
    face.set_size(_EM, 72)
    return face
