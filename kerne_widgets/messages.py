"""The message catalogue: every sentence the program says, in Danish and in English.

The catalogues are ``data/messages/<lang>/<domain>.po``. A message is asked for by ``"domain.key"``;
the sentence in the file may hold ``{name}`` placeholders and plural forms.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from typing import Literal

from .places import shipped

Lang = Literal["da", "en"]
LANGS: tuple[str, ...] = ("da", "en")
DEFAULT_LANG = "da"


def text(key: str, /, lang: str = DEFAULT_LANG, n: int | None = None, **values: object) -> str:
    """The sentence for a key.

    Parameters
    ----------
    key
        ``"domain.key"``.
    lang
        ``"da"`` or ``"en"``.
    n
        Picks the plural form, and fills ``{n}``.
    values
        Fill the placeholders of the sentence.

    Raises
    ------
    KeyError
        No such message in that language.
    """
    domain, _, msgid = key.partition(".")
    catalogue = _catalogue(domain, lang)
    found = catalogue.gettext(msgid) if n is None else catalogue.ngettext(msgid, msgid, n)
    if found == msgid:
        raise KeyError(f"{key} ({lang})")
    if n is not None:
        values["n"] = n
    return found.format(**values) if values else found


def number(value: float, lang: str = DEFAULT_LANG, decimals: int = 0) -> str:
    """A number as people write it: ``1.234,5`` in Danish, ``1,234.5`` in English; a whole number has no decimals."""
    rounded = round(value, decimals)
    written = f"{rounded:,.{0 if rounded == int(rounded) else decimals}f}"
    return written.translate(str.maketrans(",.", ".,")) if lang == "da" else written


def clock(at: dt.datetime, seconds: bool = False) -> str:
    """Local time of day, ``10:42``."""
    return at.astimezone().strftime("%H:%M:%S" if seconds else "%H:%M")


def date(at: dt.datetime | dt.date, lang: str = DEFAULT_LANG) -> str:
    """A day in words: ``3. marts 2026``, ``3 March 2026``."""
    from babel.dates import format_date

    local = at.astimezone() if isinstance(at, dt.datetime) else at
    return format_date(local, "d. MMMM y" if lang == "da" else "d MMMM y", locale=lang)


@cache
def _catalogue(domain: str, lang: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = shipped("data") / "messages" / lang / f"{domain}.po"
    if not path.is_file():
        raise KeyError(f"{domain} ({lang}): no {path.name}")
    compiled = BytesIO()
    with path.open(encoding="utf-8") as source:
        write_mo(compiled, read_po(source, locale=lang))
    compiled.seek(0)
    return GNUTranslations(compiled)
