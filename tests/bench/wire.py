"""What goes over the wire: a page in a browser that has never been here, and the light form under load."""

from __future__ import annotations

import asyncio
import re
import time
from urllib.parse import urlsplit

from playwright.async_api import async_playwright

from kerne_widgets.rehearsal.door import Door

from .systems import System

CONNECTIONS, LOAD_S = 16, 5.0
PHONE = {"width": 360, "height": 740}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


async def cold_page(system: System) -> tuple[float, int, set[str]]:
    """Megabytes, requests that went over the wire and hosts asked, from the link to the form; no websocket frames."""
    import shutil

    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = await (await browser.new_context(viewport=PHONE)).new_page()
        session = await page.context.new_cdp_session(page)
        sizes: list[float] = []
        hosts: set[str] = set()
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        session.on("Network.requestWillBeSent", lambda event: hosts.add(urlsplit(event["request"]["url"]).netloc))
        await session.send("Network.enable")
        await page.goto(f"{system.origin}/?kode={system.code}", wait_until="domcontentloaded", timeout=60_000)
        if system.name == "ours":
            await page.locator("button[type=submit]").click()
        await page.locator(".kerne-screen textarea, .kerne-screen input").first.wait_for(timeout=90_000)
        await page.wait_for_load_state("networkidle", timeout=30_000)
        await browser.close()
    # what the browser takes from its own cache, such as what the join page fetched ahead, costs no byte
    return sum(sizes) / 1e6, sum(size > 0 for size in sizes), hosts - {""}


async def light_form(system: System, path: str) -> tuple[float, float] | str:
    """Requests a second and kilobytes on the wire of the light form; or why it cannot be had."""
    door = Door(system.origin, 10)
    await door.join(system.code)
    response = await door.ask(path)
    for _ in range(5):
        if response.code not in (301, 302, 303, 307):
            break
        path = response.headers["Location"]
        response = await door.ask(path)
    if response.code != 200:
        return f"{path} answers {response.code}"
    parts = urlsplit(system.origin)
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {door.cookie_header}\r\n"
        "Accept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\n"
    ).encode()
    sizes: list[int] = []
    until = time.monotonic() + LOAD_S

    async def visitor() -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        while time.monotonic() < until:
            writer.write(request)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
            length = LENGTH.search(head)
            if b" 200 " not in head.split(b"\r\n", 1)[0] or length is None:
                raise RuntimeError(head[:200])
            await asyncio.wait_for(reader.readexactly(int(length[1])), 10)
            sizes.append(len(head) + int(length[1]))
        writer.close()

    began = time.monotonic()
    await asyncio.gather(*(visitor() for _ in range(CONNECTIONS)))
    return len(sizes) / (time.monotonic() - began), max(sizes) / 1000
