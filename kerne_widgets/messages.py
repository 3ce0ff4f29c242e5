"""The message catalogue: every sentence the program says, in Danish and in English.

The catalogues are ``data/messages/<lang>/<domain>.po``. A message is asked for by ``"domain.key"``;
the sentence in the file may hold ``{name}`` placeholders and plural forms. A consultant's own
``messages/<lang>/<domain>.po`` in ``$KERNE_CONTENT`` lies over ours, sentence by sentence.
"""

from __future__ import annotations

import datetime as dt
import string
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .places import own_content, shipped

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

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
    catalogue = _catalogue(domain, lang, own_content())
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


def domains() -> list[str]:
    """Names of the catalogues."""
    return sorted(path.stem for path in (shipped("data") / "messages" / DEFAULT_LANG).glob("*.po"))


def read_catalogue(folder: Path, domain: str, lang: str) -> Catalog:
    """The catalogue in a content folder.

    Raises
    ------
    KeyError
        There is none.
    """
    from babel.messages.pofile import read_po

    path = folder / "messages" / lang / f"{domain}.po"
    if not path.is_file():
        raise KeyError(f"{domain} ({lang}): no {path.name}")
    with path.open(encoding="utf-8-sig", errors="replace") as source:
        return read_po(source, locale=lang)


def forms_of(message: Message) -> tuple[str, ...]:
    """The sentence of a message, or one for each of its plural forms."""
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return tuple(form or "" for form in forms)


def placeholders(sentence: str) -> set[str]:
    """Names in braces in a sentence.

    Raises
    ------
    ValueError
        A brace without its other half.
    """
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def can_replace(theirs: str, ours: str) -> bool:
    """Whether a sentence asks for nothing that the program does not give ours."""
    try:
        return bool(theirs) and placeholders(theirs) <= placeholders(ours)
    except ValueError:
        return False


@cache
def _catalogue(domain: str, lang: str, own: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo

    ours = read_catalogue(shipped("data"), domain, lang)
    if own and (Path(own) / "messages" / lang / f"{domain}.po").is_file():
        _lay_over(ours, read_catalogue(Path(own), domain, lang))
    compiled = BytesIO()
    write_mo(compiled, ours)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _lay_over(ours: Catalog, theirs: Catalog) -> None:
    """A sentence of theirs for each of ours that it can stand for; `kerne doctor` names the others."""
    for message in theirs:
        known = ours.get(message.id) if message.id else None
        if known is None:
            continue
        new, old = forms_of(message), forms_of(known)
        if len(new) == len(old) and all(can_replace(one, old[-1]) for one in new):
            known.string = message.string
