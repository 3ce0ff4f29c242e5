"""A page that fails, over real HTTP: it says so in words and in time, its kernel goes, the next visitor is fine."""

from __future__ import annotations

import time

import httpx
import nbformat
import pytest
from test_abandoned import Server, running
from test_serve_join import join

# The participants' server as it is, with less patience; its notebook and its kernels do as they are told.
FAILING = """
import asyncio
import sys
from pathlib import Path
from kerne_widgets.serve import kernels, provisioner, rendering
from kerne_widgets.serve.participants import ParticipantsApplication

told = Path(sys.argv[2]) / "told.txt"
rendering.RoomPage.deadline_s = float(sys.argv[3])
start, launch = kernels.RoomKernels.start_kernel, provisioner.ForkProvisioner.launch_kernel

async def start_as_told(self, **kwargs):
    if told.read_text() == "no kernel":
        raise RuntimeError("hemmeligt spor")
    kernel_id = await start(self, **kwargs)
    while told.read_text() == "start hangs":
        await asyncio.sleep(0.1)
    return kernel_id

async def launch_as_told(self, *args, **kwargs):
    while told.read_text() == "launch hangs":
        await asyncio.sleep(0.1)
    return await launch(self, *args, **kwargs)

kernels.RoomKernels.start_kernel, provisioner.ForkProvisioner.launch_kernel = start_as_told, launch_as_told
app = ParticipantsApplication.instance(
    ip="127.0.0.1", port=int(sys.argv[1]), data_folder=sys.argv[2], notebooks=sys.argv[2], participants=5
)
app.initialize([])
app.start()
"""
CELL = """
import time
from pathlib import Path
if (told := Path({told!r}).read_text()) == "hangs":
    time.sleep(600)
elif told == "raises":
    raise ValueError("hemmeligt spor")
"siden er klar"
"""
DEADLINE_S = 6
READY = "siden er klar"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("failing")
    cell = nbformat.v4.new_code_cell(CELL.format(told=str(folder / "told.txt")))
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "deltager.ipynb")
    (folder / "told.txt").write_text("works")
    with running(FAILING, folder, str(DEADLINE_S)) as started:
        yield started


def visit(server: Server, told: str) -> tuple[httpx.Response, float]:
    """What somebody new gets when the page does as it is told, and how long that took."""
    (server.log.parent / "told.txt").write_text(told)
    with httpx.Client(base_url=server.origin, timeout=60, trust_env=False) as phone:
        assert join(phone, server.code).status_code == 303
        began = time.monotonic()
        answer = phone.get("/deltag")
        return answer, time.monotonic() - began


def settles(server: Server, n_kernels: int) -> bool:
    """Whether so many kernels are left, once those that are to go have gone."""
    until = time.monotonic() + 20
    while len(server.kernels()) > n_kernels and time.monotonic() < until:
        time.sleep(0.05)
    return len(server.kernels()) == n_kernels


@pytest.mark.parametrize(
    ("told", "begun"),
    [("raises", True), ("hangs", True), ("launch hangs", False), ("no kernel", False), ("start hangs", False)],
)
def test_a_page_that_fails_is_told_of_in_words_and_in_time_and_the_next_visitor_is_fine(server, told, begun):
    assert READY in visit(server, "works")[0].text
    n_before = len(server.kernels())
    answer, took_s = visit(server, told)
    # once the first bytes are sent, what is left is to lay something over the page
    assert answer.status_code == (200 if begun else 503)
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
    assert ('role="alertdialog"' in answer.text) == begun
    assert "Åbn igen" in answer.text
    assert READY not in answer.text
    for secret in ("hemmeligt", "Traceback", "ValueError", "RuntimeError", "told.txt", ".py"):
        assert secret not in answer.text
    if "hangs" in told:
        assert DEADLINE_S - 1 <= took_s < DEADLINE_S + 4
    later, _ = visit(server, "works")
    assert later.status_code == 200
    assert READY in later.text
    # the visitor who came after has a kernel, and nobody else who came since
    assert settles(server, n_before + 1)


def test_why_it_failed_is_in_the_servers_log(server):
    visit(server, "raises")
    visit(server, "hangs")
    log = server.log.read_text(encoding="utf-8")
    assert "ValueError" in log
    assert f"not ready after {DEADLINE_S}.0 s" in log
