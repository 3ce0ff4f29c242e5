"""Pages that need no kernel, as HTML from templates: the join page, and the pages that say what is wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from tornado.web import HTTPError, RequestHandler

from .. import logo, messages, theme
from ..messages import DEFAULT_LANG, LANGS

if TYPE_CHECKING:
    from tornado.web import RequestHandler as Handler

TEMPLATES = Path(__file__).parent / "template"
# Statuses with a sentence of their own; the rest get the sentence for "something went wrong here".
EXPLAINED = (403, 404, 405, 413, 429, 503, "locked")


@cache
def environment() -> Environment:
    """The templates, compiled once per process."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.globals["theme_css"] = Markup(theme.css())  # noqa: S704  # our own file of colours and sizes
    made.globals["paper"] = theme.load().colours["paper"]
    made.globals["logo"] = logo.address()
    return made


def render(page: str, lang: str, /, **values: object) -> str:
    """HTML of a page; its sentences come from the ``serve`` catalogue."""
    return environment().get_template(f"{page}.html.j2").render(lang=lang, t=texts(lang), **values)


def texts(lang: str) -> Any:
    """What templates call for a sentence: ``t("key", name=value)``."""

    def sentence(key: str, **values: Any) -> str:
        return messages.text(f"serve.{key}", lang, **values)

    return sentence


def language(handler: Handler, default: str = DEFAULT_LANG) -> str:
    """Language asked for in the address (``?lang=en``), else the default."""
    asked = handler.get_query_argument("lang", "")
    return asked if asked in LANGS else default


class Problem:
    """What a page of trouble says, and where it leads.

    Parameters
    ----------
    status
        HTTP status, or ``"locked"``; the sentences follow from it.
    again
        Address of the button.
    wait_s
        Seconds after which the page tries by itself; 0 for never.
    """

    def __init__(self, status: int | str, again: str = "/", wait_s: int = 0) -> None:
        self.status = status
        self.again = again
        self.wait_s = wait_s

    def html(self, lang: str) -> str:
        """The page."""
        key = self.status if self.status in EXPLAINED else 500
        return render("problem", lang, key=key, again=self.again, wait_s=self.wait_s)


class PublicPage(RequestHandler):
    """A page for everybody, with our own words for what goes wrong."""

    lang = DEFAULT_LANG

    def set_default_headers(self) -> None:
        """No page of ours may be framed by others, cached by a proxy or guessed to be something else."""
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "frame-ancestors 'self'; form-action 'self'; base-uri 'self'")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **_: object) -> None:
        """The page of trouble."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(Problem(status_code).html(self.lang))


class NotFound(PublicPage):
    """Every address that is nobody's."""

    def prepare(self) -> None:
        """Say so, whatever was asked."""
        self.lang = language(self, self.settings.get("kerne_lang", DEFAULT_LANG))
        raise HTTPError(404)
