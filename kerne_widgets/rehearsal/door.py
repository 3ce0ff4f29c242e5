"""Coming in: HTTP with cookies, the join page's form, and the page that names its kernel."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Sequence
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient

# all may be at the door at once
AT_ONCE = 4096
PAGE_BYTES_MAX = 50_000_000
XSRF = re.compile(r'name="_xsrf" value="([^"]+)"')
# not the two with a value of their own, which stand for none of them
OPTION = re.compile(r"<option(?: selected)?>(.*?)</option>", re.DOTALL)
CONFIG = re.compile(r'id="jupyter-config-data"[^>]*>(.*?)</script>', re.DOTALL)


def first(names: Sequence[str]) -> str:
    """The one that is offered first."""
    return names[0]


def offered(page: str, name: str) -> list[str]:
    """What a field of the join page offers to choose from; empty where it is written in."""
    field = re.search(rf'<select id="{name}".*?</select>', page, re.DOTALL)
    return [html.unescape(choice) for choice in OPTION.findall(field[0])] if field else []


class DoorError(Exception):  # an outcome of a rehearsal, counted and shown
    """A page that could not be had, and the status it came with."""


class Door:
    """One visitor's way in, with the visitor's own cookies.

    Parameters
    ----------
    origin
        Address of the server, such as ``http://127.0.0.1:8866``.
    within_s
        How long any one answer may take.
    """

    def __init__(self, origin: str, within_s: float = 60.0) -> None:
        self.origin = origin.rstrip("/")
        self.within_s = within_s
        self.cookies: dict[str, str] = {}
        self._client: AsyncHTTPClient = SimpleAsyncHTTPClient(
            force_instance=True, max_clients=AT_ONCE, max_body_size=PAGE_BYTES_MAX, max_buffer_size=PAGE_BYTES_MAX
        )

    @property
    def cookie_header(self) -> str:
        """The cookies, as a request carries them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def ask(self, path: str, form: dict[str, str] | None = None) -> HTTPResponse:
        """The answer to a request, whatever its status; cookies are kept. With a form, it is sent."""
        address = path if "://" in path else self.origin + path
        headers = {"Cookie": self.cookie_header} if self.cookies else {}
        response = await self._client.fetch(
            HTTPRequest(
                address,
                method="GET" if form is None else "POST",
                body=None if form is None else urlencode(form),
                headers=headers,
                follow_redirects=False,
                connect_timeout=self.within_s,
                request_timeout=self.within_s,
            ),
            raise_error=False,
        )
        if response.code == 599:
            raise DoorError(f"{path.partition('?')[0]}: {response.error}")
        for line in response.headers.get_list("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return response

    async def follow(self, path: str) -> str:
        """The page at an address, after at most five redirects."""
        for _ in range(5):
            response = await self.ask(path)
            if response.code not in (301, 302, 303, 307):
                break
            path = response.headers["Location"]
        if response.code != 200:
            raise DoorError(f"{path.partition('?')[0]}: {response.code}")
        return response.body.decode("utf-8")

    async def join(self, code: str, role: str = "", choose: Callable[[Sequence[str]], str] = first) -> str:
        """Fill in the join page's form as a person does, but for saying what one is; the address it leads to.

        Where the page offers roles and groups, one of each is chosen; elsewhere the role is written.
        """
        page = await self.follow("/?" + urlencode({"kode": code}))
        token = XSRF.search(page)
        if token is None:
            raise DoorError("/: no form")
        roles, groups = (offered(page, name) for name in ("rolle", "gruppe"))
        said = {"rolle": choose(roles) if roles else role, "gruppe": choose(groups) if groups else ""}
        response = await self.ask("/", {"_xsrf": token[1], "kode": code, **said, "robot": "1"})
        if response.code != 303:
            raise DoorError(f"/: {response.code}")
        return str(response.headers["Location"])

    async def page_kernel(self, path: str) -> str:
        """Load a page to its end; the id of its kernel."""
        config = CONFIG.search(await self.follow(path))
        if config is None:
            raise DoorError(f"{path.partition('?')[0]}: a page without a kernel")
        return str(json.loads(config[1])["kernelId"])

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()
