"""A file of content, read: TOML tables that know where they stand, so that a mistake in one is named with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .errors import ContentError
from .model import NO_TEXT, Notes, Option, Text


@dataclass(frozen=True)
class Table:
    """One table of a content file, which knows where it stands; most methods give the checked value of a key.

    Attributes
    ----------
    source
        The text of the file.
    mistakes
        What was found to be wrong, by this table and by all that are read together. The value of a key that is wrong is
        noted here, and something harmless is given in its place, so that all the rest can be checked too.
    """

    values: dict[str, Any]
    file: Path
    where: str = ""
    source: str = field(default="", repr=False)
    mistakes: list[ContentError] = field(default_factory=list, repr=False, compare=False)

    def bad(self, key: str, allowed: str) -> None:
        """Note that a value may not be what it is: the value, where it stands, and what is allowed."""
        value = self.values.get(key)
        shown = "" if value is None else repr(value)[:80]
        self.note("errors.content_value", key, value=shown, allowed=allowed)

    def note(self, message: str, key: str, **values: object) -> None:
        """Note a mistake about a key, with its file and line; what follows from one that is noted is not told too."""
        if not self.is_noted(key):
            line = self.line(key)
            place = {"file": self.file, "line": line, "where": self.where, "key": key}
            self.mistakes.append(ContentError(message, **place, **values))

    def is_noted(self, key: str) -> bool:
        """Whether something is wrong with a key, or with a part of what it holds."""
        path = re.compile(rf"{re.escape(self.where + key)}($|[.\[])")
        return any(
            mistake.values.get("file") == self.file
            and path.match("{where}{key}".format_map({"where": "", "key": "", **mistake.values}))
            for mistake in self.mistakes
        )

    def require_keys(self, allowed: Iterable[str], required: Iterable[str]) -> None:
        """Note each key that is not allowed, and each one that is missing."""
        allowed = sorted(allowed)
        for key in self.values:
            if key not in allowed:
                self.note("errors.content_key", key, allowed=", ".join(allowed))
        for key in required:
            if key not in self.values:
                self.note("errors.content_missing", key)

    def word(self, key: str) -> str:
        """A text in one language, or none."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.bad(key, "text")
            return ""
        return value

    def said(self, key: str) -> str:
        """A text in one language that says something."""
        value = self.word(key)
        if key in self.values and not self.is_noted(key) and not value.strip():
            self.note("errors.content_blank", key)
        return value

    def one_of(self, key: str, allowed: Sequence[str]) -> str:
        """One of some words, or none; any word when nothing is said about which."""
        value = self.word(key)
        if key in self.values and allowed and value not in allowed:
            self.bad(key, ", ".join(allowed))
        return value

    def id(self, key: str) -> str:
        """A name that code can use."""
        value = self.word(key)
        if not value or not all(c.isascii() and (c.islower() or c.isdigit() or c == "_") for c in value):
            self.bad(key, "a-z, 0-9, _")
        return value

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number between two others."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.bad(key, f"{low}-{high}")
            return default
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.bad(key, "true, false")
        return value is True

    def text(self, key: str) -> Text:
        """A text that says something in both languages, or none."""
        if key not in self.values:
            return NO_TEXT
        value = self.values[key]
        if isinstance(value, dict) and set(value) in ({"da"}, {"en"}):
            missing = "en" if "da" in value else "da"
            self.note("errors.content_missing", f"{key}.{missing}")
            return NO_TEXT
        if (
            not isinstance(value, dict)
            or set(value) != {"da", "en"}
            or not all(isinstance(t, str) for t in value.values())
        ):
            self.bad(key, '{ da = "...", en = "..." }')
            return NO_TEXT
        blank = [lang for lang, t in value.items() if not t.strip()]
        if blank:
            self.note("errors.content_blank", f"{key}.{blank[0]}" if len(blank) == 1 else key)
            return NO_TEXT
        return Text(**value)

    def words(self, key: str, allowed: Iterable[str] = ()) -> tuple[str, ...]:
        """The words of a list; any when nothing is said about which."""
        value = self.values.get(key, [])
        known = sorted(allowed)
        is_list = isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
        if not is_list or (known and not set(value) <= set(known)):
            self.bad(key, ", ".join(known) or '["...", "..."]')
            return ()
        return tuple(value)

    def inner(self, key: str, allowed: Iterable[str] = ()) -> Table:
        """The table that a key holds, which is empty when there is none; any keys when nothing is said about which."""
        value = self.values.get(key, {})
        allowed = sorted(allowed)
        if not isinstance(value, dict):
            self.bad(key, f"[{key}] {', '.join(allowed)}".strip())
            value = {}
        table = replace(self, values=value, where=f"{self.where}{key}.")
        if allowed:
            table.require_keys(allowed, ())
        return table

    def tables(self, key: str) -> list[Table]:
        """The tables of a list, in order."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.bad(key, f"[[{key}]]")
            return []
        return [replace(self, values=row, where=f"{self.where}{key}[{i}].") for i, row in enumerate(value, 1)]

    def texts(self, key: str) -> tuple[Text, ...]:
        """The texts of a list, in both languages."""
        rows = self.tables(key)
        for row in rows:
            row.require_keys(("da", "en"), ("da", "en"))
        return tuple(Text(row.said("da"), row.said("en")) for row in rows)

    def notes(self, key: str) -> Notes:
        """What the facilitator reads, as far as anything is said."""
        table = self.inner(key, ("purpose", "say", "watch"))
        return Notes(table.text("purpose"), table.text("say"), table.text("watch"))

    def options(self, key: str) -> tuple[Option, ...]:
        """Answers or items, each with a key and its words."""
        found = []
        for row in self.tables(key):
            row.require_keys({"key", "da", "en"}, ("key", "da", "en"))
            found.append(Option(row.id("key"), Text(row.said("da"), row.said("en"))))
        require_unique(self.tables(key), "key")
        return tuple(found)

    def line(self, key: str) -> int:
        """The line that a key stands on, or else its table begins on."""
        source, at = self.source, 0
        for name, number in re.findall(r"(\w+)\[(\d+)\]", self.where):
            starts = list(re.compile(rf"^[ \t]*\[\[(?:\w+\.)*{name}\]\]", re.MULTILINE).finditer(source, at))
            if not starts and (listed := re.compile(rf"\b{name}\s*=\s*\[").search(source, at)):
                # a table inside one of the list is not another of the list
                starts = list(re.compile(r"(?<!=)(?<!= )\{").finditer(source, listed.end()))
            at = starts[int(number) - 1].start() if len(starts) >= int(number) else at
        head, _, tail = (key, "", "") if key in self.values else key.partition(".")
        if head not in self.values:
            return source.count("\n", 0, at) + 1
        found = _place(rf"(?:^|[{{,\s.]){re.escape(head)}\s*[.=]", source, at)
        if tail:
            # a text in two languages may take a line for each, with its name before both or above them
            name, lang = re.escape(head), re.escape(tail)
            above = _place(rf"^[ \t]*\[(?:\w+\.)*{name}\](?=[^\[]*?^[ \t]*{lang}\s*=)", source, at)
            if above is not None and (found is None or above < found):
                found = _place(rf"^[ \t]*{lang}\s*=", source, above)
            elif found is not None and source[found - 1] == ".":
                found = _place(rf"{name}\s*\.\s*{lang}\s*=", source, at) or found
        return source.count("\n", 0, found or at) + 1


def _place(pattern: str, source: str, at: int) -> int | None:
    """Where a pattern that is looked for from a place on ends."""
    found = re.compile(pattern, re.MULTILINE).search(source, at)
    return found.end() if found else None


def read(path: Path, mistakes: list[ContentError]) -> Table:
    """The table that a whole file is; that of a file that cannot be read is empty, and tells of nothing missing."""
    try:
        written = path.read_bytes()
    except OSError as error:
        mistakes.append(ContentError("errors.content_unread", file=path, reason=error.strerror or error))
        return Table({}, path)
    try:
        source = written.decode("utf-8-sig")
        return Table(tomllib.loads(source), path, source=source, mistakes=mistakes)
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        mistakes.append(ContentError("errors.not_utf8", file=path, line=line, reason=error))
    except (ValueError, RecursionError) as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else written.count(b"\n") + 1
        mistakes.append(ContentError("errors.broken_toml", file=path, line=line, reason=error))
    return Table({}, path)


def require_unique(rows: Iterable[Table], key: str, taken: Mapping[str, Table] | None = None) -> None:
    """Note each name that is there already, in a row before it or among those that are taken."""
    seen = dict(taken or {})
    for row in rows:
        name = row.word(key)
        first = seen.setdefault(name, row)
        if first is not row and name:
            row.note("errors.content_twice", key, value=name, other=first.file, at=first.line(key))


def words_in(table: Table) -> set[str]:
    """What a file may name that cannot be read: nobody is to be told that it is missing."""
    try:
        return set() if table.values else set(re.findall(r"\w+", table.file.read_bytes().decode(errors="replace")))
    except OSError:
        return set()
