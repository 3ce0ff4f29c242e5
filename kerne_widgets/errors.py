"""What can go wrong: one class per failure, each a sentence from the catalogue (what, what is allowed, what to do)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from .messages import DEFAULT_LANG, LANGS, text

_P = ParamSpec("_P")
_T = TypeVar("_T")


class KerneError(Exception):
    """A failure that a person can do something about.

    Parameters
    ----------
    key
        Message key, ``"errors.unknown_workshop"``.
    values
        Fill the placeholders of the sentence.
    """

    def __init__(self, key: str, /, **values: Any) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def text(self, lang: str = DEFAULT_LANG) -> str:
        """The sentence in a language; texts of the content come in that language."""
        return _sentence(self.key, self.values, lang)

    def __str__(self) -> str:
        return self.text()


class ContentError(KerneError):
    """A content file holds something it may not, or lacks something it must hold."""


class UnknownWorkshop(KerneError):
    """No workshop has this code."""


class ClosedWorkshop(KerneError):
    """The workshop, or the exercise, takes no answers now."""


class RoundOver(ClosedWorkshop):
    """The round that something was written in is over, and another one goes on."""


class StoreError(KerneError):
    """The store cannot be used."""


class StoreBusy(StoreError):
    """Another process holds the store; the same call may succeed in a moment."""


class StoreReadOnly(StoreError):
    """The store can be read but not written."""


class PortInUse(KerneError):
    """Another program listens on the port."""


class AnswerError(KerneError):
    """An answer that its kind does not allow. ``problems`` says why, one sentence each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].key, **problems[0].values)
        self.problems = list(problems)


class GoneItem(AnswerError):
    """An answer about something that is no longer asked about."""

    def __init__(self) -> None:
        super().__init__([Problem("errors.unknown_task")])


class Problem:
    """One thing wrong with a value: a message key and what fills it.

    Parameters
    ----------
    key
        Message key, ``"kinds.too_long"``.
    values
        Fill the placeholders of the sentence.
    """

    def __init__(self, key: str, /, **values: Any) -> None:
        self.key = key
        self.values = values

    def text(self, lang: str = DEFAULT_LANG) -> str:
        """The sentence in a language; texts of the content come in that language."""
        return _sentence(self.key, self.values, lang)

    def __repr__(self) -> str:
        return f"Problem({self.key!r}, {self.values!r})"


class KerneWarning(UserWarning):
    """Something to know about what one gets.

    Parameters
    ----------
    problem
        What it is.
    lang
        The language it is said in, where nobody asks for another.
    """

    def __init__(self, problem: Problem, lang: str = DEFAULT_LANG) -> None:
        super().__init__(problem.text(lang))
        self.problem = problem


def _sentence(key: str, values: Mapping[str, Any], lang: str) -> str:
    return text(key, lang, **{name: value(lang) if callable(value) else value for name, value in values.items()})


def unforeseen(error: Exception) -> KerneError:
    """What is said of a failure that nobody has thought of: its kind, and never what it is about."""
    return KerneError("errors.unforeseen", kind=type(error).__name__)


def require_lang(lang: object) -> None:
    """Raise ``KerneError`` for a language that there is no catalogue for."""
    if lang not in LANGS:
        raise KerneError("errors.lang_unknown", given=str(lang)[:20], allowed=", ".join(LANGS))


def naming_options(method: Callable[_P, _T]) -> Callable[_P, _T]:
    """The method, which says what it can be given when it is given an option that it has not."""
    named = signature(method).parameters
    options = ", ".join(name for name, one in named.items() if one.kind is one.KEYWORD_ONLY)

    @wraps(method)
    def checked(*args: _P.args, **given: _P.kwargs) -> _T:
        for name in given:
            if name not in named:
                raise KerneError("errors.option_unknown", given=name, allowed=options)
        return method(*args, **given)

    return checked
