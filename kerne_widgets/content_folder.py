"""A consultant's content folder, checked whole: her exercises and programmes, her words, her colours and her logo."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import takewhile
from pathlib import Path

from . import messages, theme
from .content import check_model
from .content_file import Table, read
from .contrast import CONTROL, TEXT, contrast, nearest
from .errors import ContentError, KerneError
from .logo import NAMES, NotALogo, read_logo
from .messages import LANGS, number
from .places import shipped

# what is read on what, as our own theme holds it; the last is a line around a control, not a letter
TEXTS, QUIET = ("ink", "core", "disputed-text", "periphery-text"), ("mute", "error")
GROUNDS, SOFT = ("paper", "card"), ("core-soft", "disputed-soft")
PAIRS = {
    **{(name, ground): TEXT for name in TEXTS for ground in (*GROUNDS, *SOFT)},
    **{(name, ground): TEXT for name in QUIET for ground in GROUNDS},
    **{("ink", ground): TEXT for ground in ("disputed", "periphery", *(f"ring-{ring}" for ring in range(5)))},
    **{("control-line", ground): CONTROL for ground in GROUNDS},
}
FONT = re.compile(r"[\w-]+( [\w-]+)*")
PO_LINE = re.compile(r'\s*(#.*|((msgid|msgid_plural|msgctxt|msgstr(\[\d\])?)\s*)?"([^"\\]|\\.)*"\s*)?')
FILES = ("phases.toml", "verdicts.toml", "anonymity.toml", "votes.toml", "wording.toml", theme.FILE, *NAMES)
FOLDERS = ("dimensions", "programmes", "messages")
TOML_FOLDERS = FOLDERS[:2]


def check_folder(folder: Path) -> list[KerneError]:
    """Everything that is wrong in a content folder, each with file, line and cure."""
    if not folder.is_dir():
        return [ContentError("errors.no_content_folder", folder=folder)]
    return [*check_model(folder), *_stray(folder), *_messages(folder), *_theme(folder), *_logo(folder)]


def require_folder(folder: Path) -> None:
    """Raise the first of them, if there is any."""
    for problem in check_folder(folder):
        raise problem


def _stray(folder: Path) -> Iterator[KerneError]:
    """Files that look meant for something and are read by nothing, such as a theme with a spelling mistake."""
    for path in sorted(folder.iterdir()):
        known = FOLDERS if path.is_dir() else FILES
        close = difflib.get_close_matches(path.name.lower(), known, 1, 0.75)
        if path.name not in known and close:
            yield ContentError("errors.content_stray", file=path, allowed=close[0])
    for path in sorted(path for name in TOML_FOLDERS for path in folder.glob(f"{name}/*")):
        if path.is_dir() or (path.suffix != ".toml" and not path.name.startswith(".")):
            yield ContentError("errors.content_stray", file=path, allowed=f"{path.name.partition('.')[0]}.toml")


def _messages(folder: Path) -> Iterator[KerneError]:
    for path in sorted((folder / "messages").rglob("*.po")):
        lang, domain = path.parent.name, path.stem
        if lang not in LANGS or domain not in messages.domains() or path.parent.parent.name != "messages":
            langs = [lang] if lang in LANGS else LANGS
            names = [domain] if domain in messages.domains() else messages.domains()
            allowed = ", ".join(f"messages/{one}/{name}.po" for one in langs for name in names)
            yield ContentError("errors.messages_place", file=path, allowed=allowed)
            continue
        try:
            source = path.read_bytes()
            lines = source.decode("utf-8-sig").splitlines()
        except OSError as error:
            yield ContentError("errors.content_unread", file=path, reason=error.strerror or error)
            continue
        except UnicodeDecodeError as error:
            yield ContentError("errors.not_utf8", file=path, line=source.count(b"\n", 0, error.start) + 1, reason=error)
            continue
        broken = [at for at, line in enumerate(lines, 1) if not PO_LINE.fullmatch(line)]
        for at in broken:
            yield ContentError("errors.messages_line", file=path, line=at, value=lines[at - 1].strip()[:60])
        if not broken:
            yield from _twice(path, lines)
            yield from _sentences(folder, path, lang, domain)


def _twice(path: Path, lines: list[str]) -> Iterator[KerneError]:
    """Texts that stand in a file more than once: the first is read, and the others by nobody."""
    seen: dict[str, int] = {}
    for at, line in enumerate(lines, 1):
        begins = re.match(r'\s*msgid\s*"(.*)"', line)
        if begins:
            following = (re.fullmatch(r'\s*"(.*)"\s*', one) for one in lines[at:])
            key = begins[1] + "".join(part[1] for part in takewhile(bool, following) if part)
            if key and seen.setdefault(key, at) != at:
                yield ContentError("errors.messages_twice", file=path, line=at, key=key, at=seen[key])


def _sentences(folder: Path, path: Path, lang: str, domain: str) -> Iterator[KerneError]:
    ours = messages.read_catalogue(shipped("data"), domain, lang)
    known = {_key(message.id): message for message in ours if message.id}
    for message in messages.read_catalogue(folder, domain, lang):
        if not message.id:
            continue
        key = _key(message.id)
        where = {"file": path, "line": message.lineno or 1, "key": key}
        if key not in known:
            close = difflib.get_close_matches(key, known, 3) or sorted(known)[:3]
            yield ContentError("errors.messages_key", **where, allowed=", ".join(close))
            continue
        old, new = messages.forms_of(known[key]), messages.forms_of(message)
        if len(new) != len(old) or (any(new) and not all(new)):
            yield ContentError("errors.messages_plural", **where, n=len(old))
        elif any(one and not messages.can_replace(one, old[-1]) for one in new):
            allowed = ", ".join(f"{{{name}}}" for name in sorted(messages.placeholders(old[-1]))) or "–"
            yield ContentError("errors.messages_braces", **where, allowed=allowed)


def _theme(folder: Path) -> Iterator[KerneError]:
    path = folder / theme.FILE
    if not path.is_file():
        return
    mistakes: list[ContentError] = []
    table = read(path, mistakes)
    table.require_keys(("colours", "fonts"), ())
    ours = _shipped_colours()
    own, fonts = table.inner("colours", theme.complete(ours)), table.inner("fonts", ("text",))
    for key, value in own.values.items():
        if not theme.is_colour(value):
            own.bad(key, "#rrggbb")
    names = fonts.values.get("text", [])
    if not isinstance(names, list) or not all(isinstance(name, str) and FONT.fullmatch(name) for name in names):
        fonts.bad("text", '["DejaVu Sans", "Verdana"]')
    good = {key: value for key, value in own.values.items() if not own.is_noted(key)}
    _note_faint(replace(own, values=good), ours)
    yield from mistakes


def _note_faint(own: Table, ours: dict[str, str]) -> None:
    """Her colours beside those they are seen with; each problem comes with the nearest colour that can be read."""

    def found(**tried: str) -> dict[tuple[str, str], float]:
        """The contrast of each pair that has too little."""
        colours = theme.complete(ours | own.values | tried)
        contrasts = {(one, other): contrast(colours[one], colours[other]) for one, other in PAIRS}
        return {pair: value for pair, value in contrasts.items() if value < PAIRS[pair]}

    def hers(name: str) -> set[str]:
        """Those of her colours that decide what a colour is."""
        return {name} if name in own.values else theme.sources(name) & set(own.values)

    def is_cure(key: str, tried: str) -> bool:
        return not any(key in hers(name) for pair in found(**{key: tried}) for name in pair)

    faint = found()
    for key, value in own.values.items():
        # a letter and its ground that are both hers are one problem, told where the letter stands
        mine = [pair for pair in faint if key in (hers(pair[0]) or hers(pair[1]))]
        if not mine:
            continue
        cure = nearest(value, partial(is_cure, key))
        own.note(
            "errors.theme_faint",
            key,
            value=value,
            name=", ".join(dict.fromkeys(name for name, _ in mine)),
            ground=", ".join(dict.fromkeys(ground for _, ground in mine)),
            found=partial(number, min(faint[pair] for pair in mine), decimals=1),
            least=partial(number, max(PAIRS[pair] for pair in mine), decimals=1),
            cure=f'{key} = "{cure or theme.complete(ours)[key]}"',
        )


def _logo(folder: Path) -> Iterator[KerneError]:
    for name in NAMES:
        path = folder / name
        if path.is_file():
            try:
                read_logo(path)
            except NotALogo as why:
                yield ContentError(why.key, file=path, line=why.line, **why.values)


def _shipped_colours() -> dict[str, str]:
    return dict(read(shipped("data") / theme.FILE, []).values["colours"])


def _key(msgid: object) -> str:
    return str(msgid[0] if isinstance(msgid, (tuple, list)) else msgid)
