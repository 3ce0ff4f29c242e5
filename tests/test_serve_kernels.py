"""A participant's kernel: it belongs to one person, knows no secrets, and runs nothing that a browser sends."""

import json
import re
import time
import uuid

import httpx
import pytest
from conftest import Room
from test_serve_join import join
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from kerne_widgets.serve.kernels import kernel_env


class Phone:
    """A participant's page without a browser: its cookies and its kernel."""

    def __init__(self, room: Room) -> None:
        self.client = httpx.Client(base_url=room.origin, timeout=60)
        assert join(self.client, room.code).status_code == 303
        self.page = self.client.get("/deltag").text
        config = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', self.page, re.DOTALL)
        self.kernel_id = json.loads(config[1])["kernelId"]

    def websocket(self, kernel_id: str):
        address = str(self.client.base_url).replace("http", "ws")
        cookies = "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())
        url = f"{address}/api/kernels/{kernel_id}/channels?session_id={uuid.uuid4().hex}"
        return connect(url, additional_headers={"Cookie": cookies}, max_size=None, proxy=None)


@pytest.fixture(scope="module")
def two_phones(room: Room):
    phones = Phone(room), Phone(room)
    yield phones
    for phone in phones:
        phone.client.close()


def message(kind: str, **content: object) -> str:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "session": "s", "version": "5.3"}
    return json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})


def replies(socket, kind: str, timeout: float = 10) -> dict:
    while True:
        told = json.loads(socket.recv(timeout))
        if told["header"]["msg_type"] == kind:
            return told


def test_a_kernel_is_closed_to_everybody_but_its_participant(two_phones):
    mine, yours = two_phones
    assert mine.kernel_id != yours.kernel_id
    with mine.websocket(mine.kernel_id) as socket:
        socket.send(message("kernel_info_request"))
        assert replies(socket, "kernel_info_reply")
    with pytest.raises(InvalidStatus) as refused:
        mine.websocket(yours.kernel_id)
    assert refused.value.response.status_code == 403
    for address in (f"/api/kernels/{yours.kernel_id}", f"/alive/{yours.kernel_id}"):
        assert mine.client.get(address).status_code == 403
    token = {"_xsrf": mine.client.cookies["_xsrf"]}
    assert mine.client.post(f"/voila/api/shutdown/{yours.kernel_id}", data=token).status_code == 403
    assert yours.client.get(f"/alive/{yours.kernel_id}").status_code == 204


def test_a_browser_cannot_run_code_in_a_kernel(two_phones, tmp_path):
    mine, _ = two_phones
    proof = tmp_path / "proof"
    with mine.websocket(mine.kernel_id) as socket:
        socket.send(message("execute_request", code=f"open({str(proof)!r}, 'w')", silent=False))
        # the kernel answers in order: what it says to the next question shows that the first was dropped
        socket.send(message("kernel_info_request"))
        assert replies(socket, "kernel_info_reply")
    assert not proof.exists()


def test_a_message_that_is_too_large_closes_the_connection_and_disturbs_nobody(two_phones):
    mine, yours = two_phones
    with mine.websocket(mine.kernel_id) as socket:
        socket.send(message("comm_msg", comm_id="x", data={"text": "x" * 300_000}))
        with pytest.raises(ConnectionClosed) as closed:
            replies(socket, "what never comes")
    assert closed.value.rcvd.code == 1009
    assert mine.client.get(f"/alive/{mine.kernel_id}").status_code == 204
    assert yours.client.get(f"/alive/{yours.kernel_id}").status_code == 204


def test_the_template_in_an_address_changes_nothing(two_phones):
    mine, _ = two_phones
    page = mine.client.get("/deltag?template=nope&theme=dark").text
    assert "kerne-texts" in page
    assert 'data-jp-theme-light="true"' in page


@pytest.mark.parametrize(
    "path",
    [
        "/voila/static/../../../../../etc/passwd",
        "/voila/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/voila/labextensions/anywidget/..%2f..%2f..%2fpackage.json",
        "/voila/files/deltager.ipynb",
        "/voila/files/..%2fkerne.sqlite",
        "/voila/templates/kerne/static/../index.html.j2",
        "/voila/render/facilitator.ipynb",
        "/voila/tree",
        "/api/contents",
        "/api/kernels",
        "/kerne.sqlite",
    ],
)
def test_no_address_leads_out_of_the_pages_files(two_phones, path):
    mine, _ = two_phones
    answer = mine.client.get(path)
    assert answer.status_code in (403, 404)
    assert "root:" not in answer.text


def test_the_pages_goodbye_stops_its_kernel(room):
    phone = Phone(room)
    assert phone.client.get(f"/alive/{phone.kernel_id}").status_code == 204
    token = {"_xsrf": phone.client.cookies["_xsrf"]}
    assert phone.client.post(f"/voila/api/shutdown/{phone.kernel_id}", data=token).status_code == 204
    assert phone.client.get(f"/alive/{phone.kernel_id}").status_code == 410
    phone.client.close()


def test_a_kernel_inherits_no_passwords(monkeypatch):
    monkeypatch.setenv("DATABASE_PASSWORD", "hemmeligt")
    monkeypatch.setenv("KERNE_TOKEN", "hemmeligt")
    monkeypatch.setenv("KERNE_STORE", "sqlite:////tmp/kerne.sqlite")
    env = kernel_env({"KERNE_PARTICIPANT": "abc"})
    assert "hemmeligt" not in env.values()
    assert env["KERNE_STORE"] == "sqlite:////tmp/kerne.sqlite"
    assert env["KERNE_PARTICIPANT"] == "abc"
    assert "PATH" in env


@pytest.fixture
def kept(monkeypatch):
    """Kernels of which only the bookkeeping is real, and the list of those that were stopped."""
    import asyncio

    from kerne_widgets.serve.kernels import RoomKernels

    async def lives(_: str) -> bool:
        return True

    async def stop(kernel_id: str) -> None:
        stopped.append(kernel_id)
        kernels.leases.pop(kernel_id)

    stopped: list[str] = []
    kernels = RoomKernels(cull_idle_timeout=0)
    monkeypatch.setattr(kernels, "is_serving", lives)
    monkeypatch.setattr(kernels, "stop_kernel", stop)
    return kernels, stopped, asyncio.run


def test_a_kernel_that_no_page_ever_opened_is_taken_back(kept, monkeypatch):
    from kerne_widgets.serve import kernels as module

    kernels, stopped, run = kept
    kernels.leases = {
        "left": module.Lease("a", "", time.monotonic() - module.NEVER_OPENED_S - 1),
        "loading": module.Lease("b", "", time.monotonic()),
        "opened": module.Lease("c", "", 0, opened=True),
    }

    async def judged_by_jupyter(*_: object) -> None:
        return None

    monkeypatch.setattr(module.AsyncMappingKernelManager, "cull_kernel_if_idle", judged_by_jupyter)
    for kernel_id in list(kernels.leases):
        run(kernels.cull_kernel_if_idle(kernel_id))
    assert stopped == ["left"]


def test_a_reload_takes_the_place_of_the_page_before_and_of_nothing_else(kept):
    from kerne_widgets.serve.kernels import Lease

    kernels, stopped, run = kept
    kernels.leases = {
        "left behind": Lease("a", "", 0, opened=True),
        "in another tab": Lease("a", "", 0, opened=True),
        "just given": Lease("a", "", time.monotonic()),
        "another's": Lease("b", "", 0),
    }
    kernels._kernel_connections = {"in another tab": 1}
    run(kernels._replace("a"))
    assert stopped == ["left behind"]


def test_when_all_kernels_are_given_out_no_more_are_started(kept):
    from kerne_widgets.serve.kernels import VISIT, RoomFull, Visit

    kernels, _, run = kept
    kernels.kernels_max = 0
    VISIT.set(Visit("a", "da"))
    with pytest.raises(RoomFull):
        run(kernels.start_kernel())
