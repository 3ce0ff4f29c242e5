"""What the pages of a browser showed and said, so that a test that fails can be understood from its report alone."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

TEXT_MAX = 4_000  # letters of a page
LINES_MAX = 30  # of what a page has said, the newest
WITHIN_MS = 3_000  # a page that hangs shows nothing
# JupyterLab's parts say so of one another on every page
USUAL = ("satisfying version", "Unsatisfied version")


class Witness:
    """Sees every page that is opened in a browser from now on.

    Parameters
    ----------
    browser
        The browser of many tests.
    """

    def __init__(self, browser: Browser) -> None:
        self._contexts: list[BrowserContext] = []
        self._said: dict[Page, deque[str]] = {}
        make = browser.new_context

        def new_context(**options: Any) -> BrowserContext:
            context = make(**options)
            self._contexts.append(context)
            context.on("page", self._see)
            return context

        browser.new_context = new_context  # type: ignore[method-assign]

    def tell(self) -> str:
        """What each page shows, and what it has said: errors, warnings, and what it asked for and did not get."""
        return "\n\n".join(self._told(page, said) for page, said in self._said.items())

    def close(self) -> None:
        """Close what a test has left open, which would go on asking a server that is gone; forget all about it."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        self._said.clear()

    def _told(self, page: Page, said: deque[str]) -> str:
        try:
            shown = page.locator("body").inner_text(timeout=WITHIN_MS)
        except Error as error:
            shown = f"({error.message.splitlines()[0]})"
        lines = "\n".join(line for line in shown.splitlines() if line.strip())
        parts = [f"{page.url} showed:", lines[:TEXT_MAX]]
        return "\n".join([*parts, "and said:", *said] if said else parts)

    def _see(self, page: Page) -> None:
        said: deque[str] = deque(maxlen=LINES_MAX)
        self._said[page] = said

        def hear(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not any(usual in message.text for usual in USUAL):
                said.append(f"{message.type}: {message.text}")

        def answered(response: Response) -> None:
            if response.status >= 400:
                said.append(f"answered with {response.status}: {response.url}")

        def unanswered(request: Request) -> None:
            said.append(f"not answered: {request.url} ({request.failure})")

        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(f"page error: {error.stack or error.message}"))
        page.on("crash", lambda _: said.append("crashed"))
        page.on("response", answered)
        page.on("requestfailed", unanswered)
