"""A file of content, read: TOML tables that know where they stand, so that a mistake in one is named with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import ContentError
from .model import Option, Text


@dataclass(frozen=True)
class Table:
    """One table of a content file, which knows where it stands; most methods give the checked value of a key."""

    values: dict[str, Any]
    file: Path
    where: str

    def bad(self, key: str, allowed: str) -> ContentError:
        """The error that names a value, where it stands, and what is allowed."""
        value = self.values.get(key)
        shown = "" if value is None else repr(value)[:80]
        return self.error("errors.content_value", key, value=shown, allowed=allowed)

    def error(self, message: str, key: str, **values: object) -> ContentError:
        """An error about a key, with its file and line."""
        return ContentError(message, file=self.file, line=self._line(key), where=self.where, key=key, **values)

    def require_keys(self, allowed: Iterable[str], required: Iterable[str]) -> None:
        """Refuse a key that is not allowed, and one that is missing."""
        allowed = sorted(allowed)
        for key in self.values:
            if key not in allowed:
                raise self.error("errors.content_key", key, allowed=", ".join(allowed))
        for key in required:
            if key not in self.values:
                raise self.error("errors.content_missing", key)

    def word(self, key: str, default: str = "") -> str:
        """A text in one language, or none."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.bad(key, "text")
        return value

    def id(self, key: str) -> str:
        """A name that code can use."""
        value = self.word(key)
        if not value or not all(c.isascii() and (c.islower() or c.isdigit() or c == "_") for c in value):
            raise self.bad(key, "a-z, 0-9, _")
        return value

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number between two others."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.bad(key, f"{low}-{high}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.bad(key, "true, false")
        return value

    def text(self, key: str) -> Text:
        """A text in both languages."""
        value = self.values.get(key, {"da": "", "en": ""})
        if isinstance(value, dict) and set(value) in ({"da"}, {"en"}):
            missing = "en" if "da" in value else "da"
            line = self._line(key)
            raise ContentError(
                "errors.content_missing", file=self.file, line=line, where=self.where, key=f"{key}.{missing}"
            )
        if (
            not isinstance(value, dict)
            or set(value) != {"da", "en"}
            or not all(isinstance(t, str) for t in value.values())
        ):
            raise self.bad(key, '{ da = "...", en = "..." }')
        return Text(**value)

    def words(self, key: str, allowed: Iterable[str] = ()) -> tuple[str, ...]:
        """The words of a list; any when nothing is said about which."""
        value = self.values.get(key, [])
        known = sorted(allowed)
        is_list = isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
        if not is_list or (known and not set(value) <= set(known)):
            raise self.bad(key, ", ".join(known) or '["...", "..."]')
        return tuple(value)

    def tables(self, key: str) -> list[Table]:
        """The tables of a list, in order."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self.bad(key, f"[[{key}]]")
        return [Table(row, self.file, f"{self.where}{key}[{i}].") for i, row in enumerate(value, 1)]

    def texts(self, key: str) -> tuple[Text, ...]:
        """The texts of a list, in both languages."""
        return tuple(Table({"text": row.values}, row.file, row.where).text("text") for row in self.tables(key))

    def options(self, key: str) -> tuple[Option, ...]:
        """Answers or items, each with a key and its words."""
        found = []
        for row in self.tables(key):
            row.require_keys({"key", "da", "en"}, ("key", "da", "en"))
            found.append(Option(row.id("key"), Text(row.word("da"), row.word("en"))))
        if len({option.key for option in found}) < len(found):
            raise self.bad(key, "unique key")
        return tuple(found)

    def _line(self, key: str) -> int:
        """The line that a key stands on, or else its table begins on."""
        source = self.file.read_text(encoding="utf-8")
        at = 0
        for name, number in re.findall(r"(\w+)\[(\d+)\]", self.where):
            starts = list(re.compile(rf"^[ \t]*\[\[(?:\w+\.)*{name}\]\]", re.MULTILINE).finditer(source, at))
            if not starts and (listed := re.compile(rf"\b{name}\s*=\s*\[").search(source, at)):
                starts = list(re.compile(r"\{").finditer(source, listed.end()))
            at = starts[int(number) - 1].start() if len(starts) >= int(number) else at
        if key not in self.values:
            return source.count("\n", 0, at) + 1
        found = re.compile(rf"(?:^|[{{,\s.]){re.escape(key)}\s*[.=]", re.MULTILINE).search(source, at)
        place = found.start() + len(found[0]) - len(found[0].lstrip()) if found else at
        return source.count("\n", 0, place) + 1


def read(path: Path) -> Table:
    """The table that a whole file is."""
    try:
        with path.open("rb") as source:
            return Table(tomllib.load(source), path, "")
    except tomllib.TOMLDecodeError as error:
        raise ContentError("errors.broken_toml", file=path, reason=error) from error
    except UnicodeDecodeError as error:
        raise ContentError("errors.not_utf8", file=path, reason=error) from error
